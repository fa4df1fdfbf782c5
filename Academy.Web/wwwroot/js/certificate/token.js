// The text of a QR code, HTTPS://HOST/C/TOKEN, down to its fields: what needs neither key nor clock.
import { decode as decodeBase32 } from './base32.js';
import { CborError, concat, decode } from './cbor.js';
import { lastKnownDay, listOf } from './days.js';

const longestText = 600;
const head = Uint8Array.of(0x84, 0x46, 0xa2, 0x01, 0x26, 0x04, 0x41, 0x00, 0xa0, 0x58);
const kidAt = 7;
const signatureLength = 64;
const shortestPayload = 24;
const longestPayload = 110;
const longestName = 60;
const utf8 = new TextEncoder();

/**
 * @param {string[]} hosts host[:port], lower case
 * @returns {{ live: boolean, token: string } | null} null for any text but a code's address on one of the hosts:
 * scheme and host in any case, the rest exactly
 */
export function split(text, hosts) {
  const begin = /^https?:\/\//i.exec(text)?.[0];
  if (!begin) return null;
  for (const host of hosts) {
    const end = begin.length + host.length;
    // Letters of ASCII only: there are others whose lower case is one of them.
    if (text.slice(begin.length, end).replace(/[A-Z]/g, letter => letter.toLowerCase()) !== host) continue;
    const path = text.slice(end, end + 3);
    if (path === '/C/' || path === '/L/') return { live: path === '/L/', token: text.slice(end + 3) };
  }

  return null;
}

/** What no screen shows and no database takes, and what turns the direction of the text around it. */
const unfit = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\p{Bidi_Control}]/gu;

/** Where a foreign code leads, or how it begins: named, never opened. */
export function foreignHost(text) {
  const clean = text.replace(unfit, '').trim();
  try {
    const { host } = new URL(clean);
    if (host) return host.slice(0, 60);
  } catch {
    // No address.
  }

  return [...clean].slice(0, 60).join('') || '看不见的文字';
}

/**
 * The token's parts, or null unless it has the one exact form. The head is compared byte by byte, because the signature
 * does not cover all of it.
 */
export function parse(token, live) {
  const bytes = token.length <= longestText ? decodeBase32(token) : null;
  if (!bytes || bytes.length <= head.length || !head.every((byte, i) => i === kidAt || bytes[i] === byte)) return null;
  const length = bytes[head.length];
  const payloadAt = head.length + 1;
  const signatureAt = payloadAt + length + 2;
  if (length < shortestPayload || length > longestPayload || bytes.length !== signatureAt + signatureLength) return null;
  if (bytes[signatureAt - 2] !== 0x58 || bytes[signatureAt - 1] !== signatureLength) return null;
  const payload = bytes.subarray(payloadAt, payloadAt + length);
  const fields = fieldsOf(payload, live);
  return fields && { kid: bytes[kidAt], head: bytes.subarray(2, 8), payload, certificate: fields.until === null ? payload : staticPart(payload, fields.until), signature: bytes.subarray(signatureAt), fields };
}

function fieldsOf(payload, live) {
  let items;
  try {
    items = decode(payload);
  } catch (error) {
    if (error instanceof CborError) return null;
    throw error;
  }

  if (!Array.isArray(items) || items.length !== (live ? 9 : 8)) return null;
  const [index, expiresOn, issuedOn, name, organization, position, level, photo, until = null] = items;
  const numbers = [index, organization, position].every(n => isUpTo(n, 2 ** 31 - 1)) && [expiresOn, issuedOn].every(n => isUpTo(n, lastKnownDay));
  const isRight = numbers && level === 0 && isName(name) && (photo === null || (photo instanceof Uint8Array && photo.length === 8)) && (until === null ? !live : isUpTo(until, 2 ** 32 - 1));
  return isRight ? { index, list: listOf(expiresOn), expiresOn, issuedOn, name, organization, position, photo, until } : null;
}

const isUpTo = (n, most) => Number.isInteger(n) && n >= 0 && n <= most;

function isName(name) {
  if (typeof name !== 'string') return false;
  const { length } = utf8.encode(name);
  return length > 0 && length <= longestName && name.normalize('NFC') === name;
}

/** What a live code carries of the certificate: the array without its last item. */
function staticPart(payload, until) {
  const last = until < 24 ? 1 : until < 2 ** 8 ? 2 : until < 2 ** 16 ? 3 : 5;
  return concat(Uint8Array.of(0x88), payload.subarray(1, payload.length - last));
}
