// 入场前下载: the photos of the people at one Venue, taken along before the signal goes. On the device they are encrypted,
// with a key that no script can read out, and gone after a day, at the sign-out, or when another inspector is here.
import { openStore } from './store.js';

/** Apart from the queue: it can be thrown away whole. */
const database = 'academy-scanner-photos';
const magic = 'WLAQ-PHOTOS-1';
const hashLength = 8;
/** A clock that was set back by more does not make photos last longer. */
const clockLag = 120_000;

export class Photos {
  static async open() {
    const photos = new Photos();
    // Photos are a help: without them scanning and its records go on.
    photos.store = await openStore(database, ['about', 'files']).catch(() => null);
    return photos;
  }

  /**
   * What is here; what has run out is deleted first.
   * @returns {Promise<{ place: string, count: number, until: number } | null>}
   */
  async about(now) {
    const about = await this.get('about', 'pack');
    if (!about) return null;
    if (now < about.until && now >= about.from - clockLag) return about;
    await this.wipe();
    return null;
  }

  /**
   * Takes a pack in place of the one before, whole or not at all.
   * @param {ArrayBuffer} buffer as PhotoPack.cs describes it
   * @param {{ place: string, inspector: string, now: number }} of which Venue, for whom, and when, by this device's clock
   * @returns {Promise<boolean>} false for what is none, or was cut off
   */
  async take(buffer, { place, inspector, now }) {
    const pack = unpack(new Uint8Array(buffer));
    if (!pack) return false;
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    const files = await Promise.all(pack.files.map(async file => {
      const hash = await hashOf(file);
      const iv = crypto.getRandomValues(new Uint8Array(12));
      return { hash: hex(hash), iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: hash }, key, file) };
    }));
    await this.store.write(['about', 'files'], transaction => {
      transaction.objectStore('about').put({ place, inspector, from: now, until: now + pack.lasts * 1000, count: files.length, key }, 'pack');
      transaction.objectStore('files').clear();
      for (const { hash, iv, bytes } of files) transaction.objectStore('files').put({ iv, bytes }, hash);
    });
    return true;
  }

  /**
   * The file that a code names.
   * @param {Uint8Array} hash of 8 bytes
   * @returns {Promise<Uint8Array|null>} null where it is not here, or is not what it was
   */
  async find(hash, now) {
    if (!await this.about(now)) return null;
    const [about, kept] = await Promise.all([this.get('about', 'pack'), this.get('files', hex(hash))]);
    if (!about || !kept) return null;
    try {
      const file = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: kept.iv, additionalData: hash }, about.key, kept.bytes));
      return await isFileOf(file, hash) ? file : null;
    } catch {
      return null;
    }
  }

  /** Somebody is signed in here: another's photos go. */
  async belongTo(inspector) {
    const about = await this.get('about', 'pack');
    if (about && about.inspector !== inspector) await this.wipe();
  }

  async wipe() {
    try {
      await this.store.clear();
    } catch {
      forgetPhotos();
    }
  }

  async get(kind, name) {
    try {
      return await this.store.get(kind, name);
    } catch {
      return null;
    }
  }
}

/** Deletes all of it, from a page where nobody is signed in. */
export const forgetPhotos = () => { globalThis.indexedDB?.deleteDatabase(database); };

/** Whether a file is the one whose hash stands in a code. */
export async function isFileOf(file, hash) {
  const found = await hashOf(file);
  return hash.length === hashLength && hash.every((byte, i) => byte === found[i]);
}

/** Null for what is no pack, or was cut off on its way. */
export function unpack(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < magic.length + 8 || ![...magic].every((sign, i) => bytes[i] === sign.charCodeAt(0))) return null;
  const lasts = view.getUint32(magic.length);
  const files = [];
  for (let at = magic.length + 4; at + 4 <= bytes.length;) {
    const length = view.getUint32(at);
    at += 4;
    if (length === 0) return at === bytes.length ? { lasts, files } : null;
    files.push(bytes.subarray(at, at + length));
    at += length;
  }

  return null;
}

const hashOf = async file => new Uint8Array(await crypto.subtle.digest('SHA-256', file)).subarray(0, hashLength);

const hex = bytes => [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
