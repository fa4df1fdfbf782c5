// Study time: a beat every 15 seconds while the page is visible and in use. Each beat carries the nonce
// that the last one gave; the server alone counts.
const page = document.querySelector('[data-beat]');
const token = document.querySelector('input[name="__RequestVerificationToken"]').value;
const bar = document.getElementById('study-time');
const stopped = document.getElementById('study-stopped');
const beatEvery = 15_000;
const idleAfter = 120_000;

let nonce = page.dataset.nonce;
let usedAt = performance.now();
let beating = false;

for (const sign of ['pointerdown', 'keydown', 'scroll', 'touchstart']) {
  addEventListener(sign, () => { usedAt = performance.now(); }, { passive: true });
}

const inUse = () => document.visibilityState === 'visible' && (performance.now() - usedAt < idleAfter || speechSynthesisBusy());

async function beat() {
  if (beating || !inUse()) return;
  beating = true;
  try {
    const answer = await fetch(page.dataset.beat, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', RequestVerificationToken: token },
      body: JSON.stringify({ nonce }),
    });
    if (answer.ok) {
      const beaten = await answer.json();
      nonce = beaten.nonce;
      document.querySelector('#turn input[name="nonce"]').value = nonce;
      bar.value = Math.min(beaten.seconds, bar.max);
    } else if (answer.status === 409 || answer.status === 401) {
      clearInterval(timer);
      stopped.hidden = false;
    }
  } catch {
    // No network, or a server that is busy: this beat is not counted, the next one tries again.
  } finally {
    beating = false;
  }
}

document.documentElement.classList.remove('no-script');
const timer = setInterval(beat, beatEvery);
document.addEventListener('visibilitychange', () => { usedAt = performance.now(); });

// 朗读 by the browser's own speech.
function speechSynthesisBusy() {
  return 'speechSynthesis' in window && speechSynthesis.speaking;
}

const aloud = document.querySelector('[data-read-aloud]');
if (aloud && 'speechSynthesis' in window) {
  aloud.hidden = false;
  const label = aloud.querySelector('span');
  const stop = () => { speechSynthesis.cancel(); label.textContent = '朗读'; };
  aloud.addEventListener('click', () => {
    if (speechSynthesis.speaking) return stop();
    const words = new SpeechSynthesisUtterance(document.querySelector('[data-aloud]').innerText);
    words.lang = 'zh-CN';
    words.rate = 0.9;
    words.addEventListener('end', stop);
    label.textContent = '停止';
    speechSynthesis.speak(words);
  });
  addEventListener('pagehide', stop);
}
