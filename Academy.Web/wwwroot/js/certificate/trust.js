// What the verifier goes by without a network: the root's trust bundle, status lists, and the names of Organizations and Positions.
import { CborError, decode } from './cbor.js';
import { isSignedBy, openSign1, toBeSigned } from './cose.js';
import { dayOf } from './days.js';

/** Numbers of the bundle. */
export const Purpose = { root: 0, issuer: 1, live: 2, statusList: 3 };
export const State = { active: 0, retired: 1, compromised: 2 };

const listType = 'application/statuslist+cwt';
/** 2^20 entries of two bits, doubled twice: what unpacks to more is taken for an attack. */
const mostListBytes = 1 << 20;

/** What was received cannot be relied on; the message says why. */
export class TrustError extends Error {}

/** The root key that a bundle itself names: what is pinned at the first installation, and never again. */
export function rootOf(bytes) {
  return guarded(() => {
    const { kid, payload } = openSign1(bytes);
    const root = keysOf(decode(payload)).find(key => key.purpose === Purpose.root && key.kid === kid);
    if (!root) throw new TrustError('the bundle names no root');
    return { x: root.x, y: root.y };
  });
}

/** SHA-256 of x‖y, hex in groups of four, as the administrators see it. */
export async function fingerprint(root) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array([...root.x, ...root.y])));
  return [...hash].map(byte => byte.toString(16).padStart(2, '0')).join('').match(/.{4}/g).join(' ');
}

/**
 * A trust bundle that the pinned root signed for this host.
 * @param {number} leastSeq the highest seen
 * @throws {TrustError}
 */
export function openTrust(bytes, root, host, leastSeq = 0) {
  return guarded(async () => {
    const { type, payload } = await open(bytes, root, `WLAQ-TRUST-1|${host}`);
    if (type !== null) throw new TrustError('no bundle');
    const [seq, iat, lists] = [payload.get(1), payload.get(2), payload.get(4) ?? new Map()];
    if (!Number.isInteger(seq) || !Number.isInteger(iat) || !(lists instanceof Map)) throw new TrustError('the bundle is not complete');
    if (seq < leastSeq) throw new TrustError('the bundle is older than one seen before');
    return { seq, iat, keys: keysOf(payload), leastIat: lists };
  });
}

/**
 * A status list of this deployment, unpacked.
 * @param {number} leastIat the highest seen, Unix seconds
 * @throws {TrustError}
 */
export function openList(bytes, name, { trust, publicUrl, leastIat = 0 }) {
  return guarded(async () => {
    const key = keyOf(trust, bytes);
    const { type, payload } = await open(bytes, key, '');
    if (type !== listType) throw new TrustError('no status list');
    const [sub, iat, list] = [payload.get(2), payload.get(6), payload.get(65533)];
    if (sub !== `${publicUrl}/s/${name}`) throw new TrustError('a list of another place');
    if (!Number.isInteger(iat) || !(list instanceof Map) || list.get('bits') !== 2 || !(list.get('lst') instanceof Uint8Array)) throw new TrustError('the list is not complete');
    checkSigningDay(key, iat);
    if (iat < Math.max(leastIat, trust.leastIat.get(name) ?? 0)) throw new TrustError('the list is older than one seen before');
    return { name, iat, bytes: await inflate(list.get('lst')) };
  });
}

/**
 * The names that codes give as numbers.
 * @returns {{ iat: number, organizations: Map<number, string>, positions: Map<number, string> }}
 * @throws {TrustError}
 */
export function openNames(bytes, { trust, host, leastIat = 0 }) {
  return guarded(async () => {
    const key = keyOf(trust, bytes);
    const { payload } = await open(bytes, key, `WLAQ-NAMES-1|${host}`);
    const [iat, organizations, positions] = [payload.get(1), payload.get(2), payload.get(3)];
    if (!Number.isInteger(iat) || !(organizations instanceof Map) || !(positions instanceof Map)) throw new TrustError('the names are not complete');
    checkSigningDay(key, iat);
    if (iat < leastIat) throw new TrustError('the names are older than those seen before');
    return { iat, organizations, positions };
  });
}

/** 0 valid, 1 revoked, 2 suspended, 3 superseded; null outside of the list. Bits are counted from the lowest. */
export function statusOf(list, index) {
  return index < list.bytes.length * 4 ? (list.bytes[index >> 2] >> ((index & 3) * 2)) & 3 : null;
}

async function open(bytes, key, aad) {
  const { head, type, payload, signature } = openSign1(bytes);
  if (!await isSignedBy(key, toBeSigned(head, aad, payload), signature)) throw new TrustError('the signature is wrong');
  const map = decode(payload);
  if (!(map instanceof Map)) throw new TrustError('no map');
  return { type, payload: map };
}

function keyOf(trust, bytes) {
  const { kid } = openSign1(bytes);
  const key = trust.keys.find(k => k.purpose === Purpose.statusList && k.kid === kid);
  if (!key) throw new TrustError('signed by a key that is not known');
  if (key.state === State.compromised) throw new TrustError('signed by a compromised key');
  return key;
}

function checkSigningDay(key, iat) {
  const day = dayOf(iat * 1000);
  if (day < key.from || day > key.to) throw new TrustError('signed outside of the key\'s days');
}

function keysOf(bundle) {
  const keys = bundle instanceof Map ? bundle.get(3) : null;
  if (!Array.isArray(keys)) throw new TrustError('the bundle holds no keys');
  return keys.map(key => {
    const [purpose, kid, x, y, from, to, state] = [1, 2, 3, 4, 5, 6, 7].map(n => (key instanceof Map ? key.get(n) : undefined));
    const isWhole = [purpose, kid, from, to, state].every(Number.isInteger) && [x, y].every(part => part instanceof Uint8Array && part.length === 32);
    if (!isWhole) throw new TrustError('the bundle holds half a key');
    return { purpose, kid, x, y, from, to, state };
  });
}

async function inflate(packed) {
  const whole = new Uint8Array(mostListBytes);
  let length = 0;
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    if (length + value.length > mostListBytes) {
      await reader.cancel();
      throw new TrustError('the list unpacks to too much');
    }

    whole.set(value, length);
    length += value.length;
  }

  return whole.subarray(0, length);
}

/** Whatever stood in the bytes, one kind of error comes out. */
function guarded(read) {
  const trouble = error => { throw error instanceof TrustError ? error : new TrustError(error instanceof CborError ? `not the expected bytes: ${error.message}` : String(error)); };
  try {
    const value = read();
    return value instanceof Promise ? value.catch(trouble) : value;
  } catch (error) {
    return trouble(error);
  }
}
