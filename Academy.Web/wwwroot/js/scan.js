// In-page scanner. The detector comes as an argument: the browser's BarcodeDetector, or anything with its interface.

/**
 * What a scanned text is worth: only our own hosts' /C/ path is ever opened, and only on the host this page is on.
 * @param {string} text
 * @param {string[]} hosts host[:port] that codes may name, lower case: ours, and ours from before a move
 * @returns {{ open: string } | { foreign: string }}
 */
export function judge(text, hosts) {
  // Scheme and host in any case, the rest exactly: a code's address knows no lower case.
  const match = /^https?:\/\/([^/?#\\@]+)(\/C\/.*)$/is.exec(text.trim());
  return match && hosts.includes(match[1].toLowerCase()) && /^\/C\/[A-Z2-7]+$/.test(match[2]) ? { open: match[2] } : { foreign: hostOf(text) };
}

function hostOf(text) {
  try {
    return new URL(text.trim()).host || text.slice(0, 60);
  } catch {
    return text.slice(0, 60);
  }
}

/**
 * Looks at a video until it shows a QR code.
 * @param {{ detect(source: CanvasImageSource): Promise<{ rawValue: string }[]> }} detector
 * @param {CanvasImageSource} video
 * @param {{ signal: AbortSignal, pause?: () => Promise<void> }} options
 * @returns {Promise<string | null>} its text, or null when the signal said stop
 */
export async function read(detector, video, { signal, pause = () => new Promise(done => setTimeout(done, 100)) }) {
  while (!signal.aborted) {
    try {
      const [found] = await detector.detect(video);
      if (found && !signal.aborted) return found.rawValue;
    } catch {
      // A frame that is not there yet; the next one may be.
    }
    await pause();
  }
  return null;
}

/** A detector of QR codes, or null where the browser has none. */
export async function detectorOf(Detector) {
  if (!Detector) return null;
  try {
    return (await Detector.getSupportedFormats()).includes("qr_code") ? new Detector({ formats: ["qr_code"] }) : null;
  } catch {
    return null;
  }
}
