// RFC 4648 base32: upper case, no padding, canonical.
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The bytes of a text, or null for any other text than the one that encoding gives: the same bytes never have two spellings. */
export function decode(text) {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const value = alphabet.indexOf(text[i]);
    if (value < 0) return null;
    buffer = ((buffer << 5) | value) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (buffer >> bits) & 0xff;
    }
  }

  // Five bits or more left over are a character too many.
  return bits < 5 && (buffer & ((1 << bits) - 1)) === 0 ? bytes : null;
}
