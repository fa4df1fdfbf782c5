// The scanner on /inspect. Without BarcodeDetector or camera the page stays what it is without script.
import { detectorOf, judge, read } from "./scan.js";

const scanner = document.querySelector("#scanner");
const part = name => scanner.querySelector(`[data-scan-${name}]`);
const detector = await detectorOf(globalThis.BarcodeDetector);
let stop = new AbortController();

async function scan() {
  stop = new AbortController();
  part("foreign").hidden = part("trouble").hidden = true;
  let camera;
  try {
    camera = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
  } catch {
    part("trouble").hidden = false;
    return;
  }

  const video = part("video");
  video.srcObject = camera;
  part("view").hidden = false;
  part("start").hidden = true;
  try {
    // Not awaited: the reader asks again until there are frames, and 停止扫码 must work before there are any.
    video.play().catch(() => {});
    const text = await read(detector, video, { signal: stop.signal });
    if (text !== null) act(text);
  } finally {
    camera.getTracks().forEach(track => track.stop());
    part("view").hidden = true;
    part("start").hidden = false;
  }
}

function act(text) {
  const found = judge(text, scanner.dataset.hosts.split(' '));
  if (found.open) {
    location.assign(found.open);
    return;
  }

  // Never opened; the server keeps the look, so the form that also serves without script is sent.
  part("host").textContent = found.foreign;
  part("foreign").hidden = false;
  const form = document.querySelector("#scan-text");
  form.elements.text.value = text;
  form.requestSubmit();
}

if (detector && navigator.mediaDevices?.getUserMedia) {
  scanner.hidden = false;
  part("start").addEventListener("click", scan);
  part("stop").addEventListener("click", () => stop.abort());
} else {
  document.querySelector("#no-scanner").hidden = false;
}
