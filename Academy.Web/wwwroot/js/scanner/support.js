// What older browsers lack, and whether this one is too old altogether.

/** What the scanner cannot do without: without it the notice in the page stays. */
export const isFit = () => [globalThis.indexedDB, globalThis.crypto?.subtle, globalThis.DecompressionStream, globalThis.fetch, globalThis.AbortController].every(Boolean);

/** Ends a fetch after so many milliseconds. */
export function timeLimit(milliseconds) {
  if (AbortSignal.timeout) return AbortSignal.timeout(milliseconds);
  const controller = new AbortController();
  setTimeout(() => controller.abort(), milliseconds);
  return controller.signal;
}

export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
