// Reads QR codes off the page's thread. The library comes with the published program; where it is missing the import fails and says so.
let readBarcodes;

try {
  const library = await import('../../decoder/reader/index.js');
  await library.prepareZXingModule({
    overrides: { locateFile: (file, prefix) => (file.endsWith('.wasm') ? new URL('../../decoder/zxing_reader.wasm', import.meta.url).href : prefix + file) },
    fireImmediately: true,
  });
  readBarcodes = library.readBarcodes;
  postMessage({ ready: true });
} catch (error) {
  postMessage({ error: String(error) });
}

onmessage = async ({ data }) => {
  try {
    const found = await readBarcodes(data, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 1 });
    postMessage({ texts: found.filter(code => code.isValid).map(code => code.text) });
  } catch {
    postMessage({ texts: [] });
  }
};
