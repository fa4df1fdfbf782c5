// COSE_Sign1 (RFC 9052) with ES256, by the browser's own cryptography.
import { byteString, concat, CborError, decode } from './cbor.js';

const utf8 = new TextEncoder();
const signature1 = concat(Uint8Array.of(0x84, 0x6a), utf8.encode('Signature1'));
const halfOrder = Uint8Array.from('7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8'.match(/../g), byte => parseInt(byte, 16));
const imported = new WeakMap();

/** Sig_structure of RFC 9052, 4.4: what is signed. */
export function toBeSigned(head, aad, payload) {
  return concat(signature1, byteString(head), byteString(utf8.encode(aad)), byteString(payload));
}

/**
 * Whether a key signed these bytes; false also for the second signature (r, n − s) that ECDSA allows.
 * @param {{ x: Uint8Array, y: Uint8Array }} key a point of P-256; one that is none signed nothing
 */
export async function isSignedBy(key, data, signature) {
  if (signature.length !== 64 || !isLow(signature.subarray(32))) return false;
  try {
    return await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, await importKey(key), signature, data);
  } catch {
    return false;
  }
}

/**
 * The parts of a COSE_Sign1 in its one form: tagged 18; algorithm, kid and where there is one the type in the protected header.
 * @returns {{ head: Uint8Array, kid: number, type: string|null, payload: Uint8Array, signature: Uint8Array }}
 * @throws {CborError}
 */
export function openSign1(bytes) {
  if (bytes[0] !== 0xd2) throw new CborError('not tagged');
  const parts = decode(bytes.subarray(1));
  if (!Array.isArray(parts) || parts.length !== 4) throw new CborError('no COSE_Sign1');
  const [head, open, payload, signature] = parts;
  if (!(head instanceof Uint8Array && open instanceof Map && open.size === 0 && payload instanceof Uint8Array && signature instanceof Uint8Array)) throw new CborError('no COSE_Sign1');
  const header = decode(head);
  const [kid, type = null] = header instanceof Map ? [header.get(4), header.get(16)] : [];
  const isRight = kid instanceof Uint8Array && kid.length === 1 && header.get(1) === -7 && header.size === (type === null ? 2 : 3);
  if (!isRight) throw new CborError('another header');
  return { head, kid: kid[0], type, payload, signature };
}

function isLow(s) {
  for (let i = 0; i < s.length; i++) {
    if (s[i] !== halfOrder[i]) return s[i] < halfOrder[i];
  }

  return true;
}

function importKey(key) {
  if (!imported.has(key)) {
    imported.set(key, crypto.subtle.importKey('raw', concat(Uint8Array.of(4), key.x, key.y), { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']));
  }

  return imported.get(key);
}
