// What turns a picture into text: an object with the interface of BarcodeDetector, whichever there is.

/**
 * @param {{ hasDecoder: boolean }} options whether the program brought the decoder library with it
 * @returns {Promise<{ kind: 'native'|'wasm', detect(source: CanvasImageSource): Promise<{ rawValue: string }[]> } | null>} null where neither is
 */
export async function chooseDetector({ hasDecoder }) {
  return await native(globalThis.BarcodeDetector) ?? (hasDecoder ? await WasmDetector.start() : null);
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
      });
      detector.worker.onmessage = ({ data }) => detector.#waiting?.(data.texts);
      return detector;
    } catch {
      detector.worker?.terminate();
      return null;
    }
  }

  /** One picture at a time: who asks again before the answer gets none. */
  async detect(canvas) {
    if (this.#waiting) return [];
    const image = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const texts = await new Promise(resolve => {
      this.#waiting = resolve;
      this.worker.postMessage(image, [image.data.buffer]);
    });
    this.#waiting = null;
    return texts.map(rawValue => ({ rawValue }));
  }
}
