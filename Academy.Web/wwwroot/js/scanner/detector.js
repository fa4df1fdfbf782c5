// What turns a picture into text: an object with the interface of BarcodeDetector, whichever there is.
const answersWithin = 5_000;

/**
 * The program's own first: the browsers' differ, and some say they can and never answer.
 * @param {{ hasDecoder: boolean }} options whether the program brought the decoder library with it
 * @returns {Promise<{ kind: 'native'|'wasm', detect(source: CanvasImageSource): Promise<{ rawValue: string }[]> } | null>} null where neither is
 */
export async function chooseDetector({ hasDecoder }) {
  return (hasDecoder ? await WasmDetector.start() : null) ?? await native(globalThis.BarcodeDetector);
}

async function native(Detector) {
  try {
    if (!Detector || !(await Detector.getSupportedFormats()).includes('qr_code')) return null;
    const detector = new Detector({ formats: ['qr_code'] });
    return { kind: 'native', detect: source => detector.detect(source) };
  } catch {
    return null;
  }
}

class WasmDetector {
  kind = 'wasm';

  #waiting = null;

  static async start() {
    const detector = new WasmDetector();
    try {
      detector.worker = new Worker(new URL('./decoder-worker.js', import.meta.url), { type: 'module' });
      await new Promise((resolve, reject) => {
        detector.worker.onmessage = ({ data }) => (data.ready ? resolve() : reject(new Error(data.error)));
        detector.worker.onerror = () => reject(new Error('the decoder does not load'));
        setTimeout(() => reject(new Error('the decoder does not answer')), 2 * answersWithin);
      });
      detector.worker.onmessage = ({ data }) => detector.#waiting?.resolve(data.texts);
      detector.worker.onerror = () => detector.#die();
      return detector;
    } catch {
      detector.worker?.terminate();
      return null;
    }
  }

  /** One picture at a time: who asks again before the answer gets none. Rejects when the worker is dead. */
  async detect(canvas) {
    if (!this.worker) throw new Error('the decoder died');
    if (this.#waiting) return [];
    const image = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const late = setTimeout(() => this.#die(), answersWithin);
    try {
      const texts = await new Promise((resolve, reject) => {
        this.#waiting = { resolve, reject };
        this.worker.postMessage(image, [image.data.buffer]);
      });
      return texts.map(rawValue => ({ rawValue }));
    } finally {
      clearTimeout(late);
      this.#waiting = null;
    }
  }

  #die() {
    this.worker?.terminate();
    this.worker = null;
    this.#waiting?.reject(new Error('the decoder died'));
  }
}
