// The rear camera, and ten times a second at most a look at the middle of its picture.
const lookEvery = 100;
/** Of the shorter side: about what the frame on the screen shows. */
const middle = 0.8;
/** So many pictures in a row that could not be read are no accident. */
const mostFailures = 10;

/** There is a camera, and what reads its pictures is broken. */
export class BrokenDetector extends Error {}

/**
 * Looks until a code is seen.
 * @param {HTMLVideoElement} video
 * @param {{ detect(source: CanvasImageSource): Promise<{ rawValue: string }[]> }} detector
 * @param {AbortSignal} signal stops it
 * @returns {Promise<string|null>} the code's text, or null when it was stopped
 * @throws {BrokenDetector}
 * @throws {DOMException} there is no camera, or it may not be used
 */
export async function look(video, detector, signal) {
  const stopped = new Promise(resolve => signal.addEventListener('abort', () => resolve(null), { once: true }));
  const asking = navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } }, audio: false });
  const stream = await Promise.race([asking, stopped]);
  if (!stream) {
    // Allowed after it was stopped.
    asking.then(close, () => {});
    return null;
  }

  try {
    video.srcObject = stream;
    // Not awaited: without frames it never ends, and stopping must work before there are any.
    video.play().catch(() => {});
    const canvas = document.createElement('canvas');
    let failures = 0;
    while (stream.active && !signal.aborted) {
      const began = performance.now();
      if (video.videoWidth > 0) {
        try {
          const text = await Promise.race([read(video, canvas, detector), stopped]);
          if (signal.aborted) return null;
          if (text !== null) return text;
          failures = 0;
        } catch (error) {
          // A frame that could not be read; the next one may.
          if (++failures === mostFailures) throw new BrokenDetector(String(error));
        }
      }

      await new Promise(done => setTimeout(done, Math.max(0, lookEvery - (performance.now() - began))));
    }

    return null;
  } finally {
    close(stream);
    video.srcObject = null;
  }
}

const close = stream => stream.getTracks().forEach(track => track.stop());

async function read(video, canvas, detector) {
  const side = Math.floor(Math.min(video.videoWidth, video.videoHeight) * middle);
  if (canvas.width !== side) canvas.width = canvas.height = side;
  canvas.getContext('2d', { willReadFrequently: true }).drawImage(video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side, 0, 0, side, side);
  return (await detector.detect(canvas))[0]?.rawValue ?? null;
}
