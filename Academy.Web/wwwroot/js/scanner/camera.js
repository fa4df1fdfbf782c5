// The rear camera, and ten times a second at most a look at the middle of its picture.
const lookEvery = 100;
/** Of the shorter side: about what the frame on the screen shows. */
const middle = 0.8;

/**
 * Looks until a code is seen.
 * @param {HTMLVideoElement} video
 * @param {{ detect(source: CanvasImageSource): Promise<{ rawValue: string }[]> }} detector
 * @param {AbortSignal} signal stops it
 * @returns {Promise<string|null>} the code's text, or null when it was stopped
 * @throws {DOMException} there is no camera, or it may not be used
 */
export async function look(video, detector, signal) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } }, audio: false });
  const ended = () => !stream.active || signal.aborted;
  try {
    video.srcObject = stream;
    // Not awaited: without frames it never ends, and stopping must work before there are any.
    video.play().catch(() => {});
    const canvas = document.createElement('canvas');
    while (!ended()) {
      const began = performance.now();
      const text = video.videoWidth > 0 ? await read(video, canvas, detector) : null;
      if (text !== null && !signal.aborted) return text;
      await new Promise(done => setTimeout(done, Math.max(0, lookEvery - (performance.now() - began))));
    }

    return null;
  } finally {
    stream.getTracks().forEach(track => track.stop());
    video.srcObject = null;
  }
}

async function read(video, canvas, detector) {
  const side = Math.floor(Math.min(video.videoWidth, video.videoHeight) * middle);
  if (canvas.width !== side) canvas.width = canvas.height = side;
  canvas.getContext('2d', { willReadFrequently: true }).drawImage(video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side, 0, 0, side, side);
  try {
    return (await detector.detect(canvas))[0]?.rawValue ?? null;
  } catch {
    // A frame that could not be read; the next one may.
    return null;
  }
}
