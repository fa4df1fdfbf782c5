// What of CBOR (RFC 8949) is used here, and no more: shortest heads, definite lengths, sorted keys, valid UTF-8, no floats, no tags.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const deepest = 8;

/** The bytes are not the one exact form. */
export class CborError extends Error {}

const bad = why => { throw new CborError(why); };

/**
 * One value that takes all of the bytes. Integers are numbers, maps are Map, byte strings Uint8Array.
 * @throws {CborError}
 */
export function decode(bytes) {
  const reader = new Reader(bytes);
  const value = reader.value(0);
  if (reader.at !== bytes.length) bad('trailing bytes');
  return value;
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  value(depth) {
    if (depth > deepest) bad('too deep');
    const first = this.byte();
    const major = first >> 5;
    if (major === 7) return simple(first);
    const n = this.argument(first & 31);
    switch (major) {
      case 0: return n;
      case 1: return -1 - n;
      case 2: return this.take(n);
      case 3: return text(this.take(n));
      case 4: return this.array(n, depth);
      case 5: return this.map(n, depth);
      default: return bad('tag');
    }
  }

  byte() {
    return this.at < this.bytes.length ? this.bytes[this.at++] : bad('cut off');
  }

  take(n) {
    if (n > this.bytes.length - this.at) bad('cut off');
    this.at += n;
    return this.bytes.subarray(this.at - n, this.at);
  }

  argument(info) {
    if (info < 24) return info;
    if (info > 27) bad('indefinite or reserved');
    let n = 0;
    for (const byte of this.take(1 << (info - 24))) n = n * 256 + byte;
    if (n < (info === 24 ? 24 : 2 ** (4 << (info - 24)))) bad('not the shortest');
    return Number.isSafeInteger(n) ? n : bad('over 2^53');
  }

  array(n, depth) {
    // Every item takes a byte at least: a length that cannot be is no reason to reserve room.
    if (n > this.bytes.length - this.at) bad('cut off');
    const items = [];
    for (let i = 0; i < n; i++) items.push(this.value(depth + 1));
    return items;
  }

  map(n, depth) {
    if (n > this.bytes.length - this.at) bad('cut off');
    const map = new Map();
    let before = null;
    for (let i = 0; i < n; i++) {
      const begin = this.at;
      const key = this.value(depth + 1);
      const encoded = this.bytes.subarray(begin, this.at);
      if (before && !isBefore(before, encoded)) bad('keys out of order, or the same twice');
      before = encoded;
      map.set(key, this.value(depth + 1));
    }

    return map;
  }
}

function isBefore(one, other) {
  for (let i = 0; i < one.length && i < other.length; i++) {
    if (one[i] !== other[i]) return one[i] < other[i];
  }

  return one.length < other.length;
}

function simple(first) {
  switch (first) {
    case 0xf4: return false;
    case 0xf5: return true;
    case 0xf6: return null;
    default: return bad('float or simple value');
  }
}

function text(bytes) {
  try {
    return utf8.decode(bytes);
  } catch {
    return bad('not UTF-8');
  }
}

/** A byte string with its head. */
export function byteString(bytes) {
  const n = bytes.length;
  const head = n < 24 ? [0x40 | n] : n < 256 ? [0x58, n] : n < 65_536 ? [0x59, n >> 8, n & 255] : [0x5a, n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255];
  return concat(Uint8Array.from(head), bytes);
}

export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }

  return whole;
}
