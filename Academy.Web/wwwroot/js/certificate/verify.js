// Judges the text of a QR code without a network. No DOM, no storage, no clock of its own: everything is an argument.
import { isSignedBy, toBeSigned } from './cose.js';
import { dayOf } from './days.js';
import { foreignHost, parse, split } from './token.js';
import { Purpose, State, statusOf } from './trust.js';

const hour = 3_600_000;
/** A list so old leaves a genuine certificate yellow … */
const freshFor = 24 * hour;
/** … and so old leaves it grey. */
const usableFor = 72 * hour;
/** Before and after the second of signing; half a minute more than online, because phones' clocks differ. */
const liveFor = 90_000;
const shownFor = 60_000;
/** By how much a device's clock may lag behind what a server has signed. */
const clockLag = 120_000;

const tones = {
  VALID_STATIC: 'valid', VALID_LIVE: 'valid',
  STALE_LIVE: 'hold', WRONG_POST: 'hold', SUSPENDED: 'hold', SUPERSEDED: 'hold', NOT_YET: 'hold',
  REVOKED: 'stop', EXPIRED: 'stop', FORGED: 'stop', FORGED_KEY_ALARM: 'stop', MALFORMED: 'stop', NOT_OURS: 'stop',
};

/**
 * @typedef {object} Verdict
 * @property {string} result one of the codes of the certificate contract
 * @property {'valid'|'check'|'hold'|'stop'|'unsure'} tone what colour and shape it has; 'check' is valid and something is left to be looked at
 * @property {boolean} [live] whether it was shown by a phone, not printed
 * @property {object} [fields] what stands in a genuine code
 * @property {Uint8Array} [certificate] the signed bytes of the certificate
 * @property {number|null} [listAge] age of the status list in milliseconds
 * @property {number} [signedAt] of a live code, milliseconds
 * @property {string} [foreign] where a code leads that is not ours
 * @property {boolean} [unconfirmed] in force by a list over a day old
 * @property {'clock'|'noList'|'oldList'|'range'|'aging'|'photo'|'compare'|'different'} [because] why it is not green, beyond the code
 */

/**
 * Never throws: any text is answered by one of the codes. Nothing is green before the face was compared, see comparedBy.
 * @param {string} text
 * @param {object} known
 * @param {number} known.now of the device, milliseconds
 * @param {string} known.host host[:port] that codes name, lower case
 * @param {string[]} [known.formerHosts]
 * @param {{ keys: object[] } | null} known.trust see openTrust; null before the first refresh
 * @param {Map<string, { iat: number, bytes: Uint8Array }>} known.lists see openList
 * @param {number} [known.lastSigned] the newest instant that a server signed, milliseconds; the device's clock is not behind it
 * @param {number|null} [known.position] the Position that is asked for
 * @returns {Promise<Verdict>}
 */
export async function verify(text, known) {
  const hosts = [known.host, ...(known.formerHosts ?? [])];
  const code = split(text, hosts);
  if (!code) return told({ result: 'NOT_OURS', foreign: foreignHost(text) });
  const token = parse(code.token, code.live);
  if (!token) return told({ result: 'MALFORMED' });
  const key = known.trust?.keys.find(k => k.purpose === (code.live ? Purpose.live : Purpose.issuer) && k.kid === token.kid);
  if (!key) return told({ result: 'KEY_UNKNOWN' });
  if (!await isGenuine(token, key, code.live, hosts)) return told({ result: 'FORGED' });
  const { fields, certificate } = token;
  const list = known.lists.get(fields.list);
  const about = { live: code.live, fields, certificate, listAge: list ? known.now - list.iat * 1000 : null };
  if (code.live) about.signedAt = fields.until * 1000 - shownFor;
  // What anybody could have signed says nothing, whatever the list says.
  if (key.state === State.compromised) return told({ result: 'KEY_REVOKED', ...about });
  return told({ ...about, ...standing(about, list, known) });
}

async function isGenuine(token, key, live, hosts) {
  const signedOn = live ? dayOf(token.fields.until * 1000 - shownFor) : token.fields.issuedOn;
  if (signedOn < key.from || signedOn > key.to) return false;
  for (const host of hosts) {
    if (await isSignedBy(key, toBeSigned(token.head, `${live ? 'WLAQ-LIVE-1' : 'WLAQ-CERT-1'}|${host}`, token.payload), token.signature)) return true;
  }

  return false;
}

/** The one result that outranks all others that apply. */
function standing({ fields, live, listAge, signedAt }, list, { now, lastSigned = 0, position = null }) {
  const today = dayOf(now);
  const status = list ? statusOf(list, fields.index) : null;
  // A revocation that was seen binds however old the list is.
  if (status === 1) return { result: 'REVOKED' };
  if (today > fields.expiresOn) return { result: 'EXPIRED' };
  if (status === 2) return { result: 'SUSPENDED' };
  if (status === 3) return { result: 'SUPERSEDED' };
  if (fields.issuedOn > today + 1) return { result: 'NOT_YET' };
  // By a clock that is behind nothing is in force.
  if (now < lastSigned - clockLag) return { result: 'STATUS_UNKNOWN', because: 'clock' };
  if (status === null) return { result: 'STATUS_UNKNOWN', because: list ? 'range' : 'noList' };
  if (listAge > usableFor) return { result: 'STATUS_UNKNOWN', because: 'oldList' };
  const unconfirmed = listAge > freshFor;
  const result = asShown({ fields, live, signedAt }, { now, position });
  if (tones[result] !== 'valid') return { result, unconfirmed };
  if (unconfirmed) return { result, unconfirmed, tone: 'check', because: 'aging' };
  return { result, unconfirmed, tone: 'check', because: 'photo' };
}

/**
 * What is left of a verdict when the server has answered for the same code from its own records: the server's word stands
 * above the device's, but only the device knows whether the code was a live one and which Position was asked for.
 * @param {Verdict} verdict
 * @param {string} answer a code of the certificate contract
 * @param {{ now: number, position?: number|null }} asked when the code was looked at, milliseconds, and for which Position
 * @returns {Verdict}
 */
export function confirmedBy(verdict, answer, { now, position = null }) {
  // With a key that leaked anybody makes live codes: they prove no more than a printed one.
  const live = verdict.live && verdict.result !== 'KEY_REVOKED';
  const isValid = answer === 'VALID_STATIC' || answer === 'VALID_LIVE';
  const result = isValid && verdict.fields ? asShown({ ...verdict, live }, { now, position }) : answer;
  if (result === verdict.result && !verdict.unconfirmed) return verdict;
  const { because, unconfirmed, ...rest } = verdict;
  const isInForce = result === 'VALID_STATIC' || result === 'VALID_LIVE';
  return { ...rest, live, result, tone: isInForce ? 'check' : tones[result] ?? 'unsure', ...(isInForce && { because: 'photo' }) };
}

/**
 * The verdict as it stands by what the inspector saw of the face (Verdict.OnSite says the same on the server's pages): green is only
 * who was compared with a photo that the code names; another's card is red, whatever else it would be.
 * @param {Verdict} verdict
 * @param {{ hasPhoto: boolean, match: 'Same'|'Different'|null }} seen whether a photo with the code's hash is shown, and what was said
 * @returns {Verdict}
 */
export function comparedBy(verdict, { hasPhoto, match }) {
  if (match === 'Different' && verdict.tone !== 'stop') return { ...verdict, tone: 'stop', because: 'different' };
  if (verdict.because !== 'photo' || !hasPhoto) return verdict;
  if (match !== 'Same') return { ...verdict, because: 'compare' };
  const { because, ...rest } = verdict;
  return { ...rest, tone: 'valid' };
}

/**
 * A look as it was kept, without its code: the word and colour that its screen had at last (Scan.cshtml.cs says the same of one that
 * the server has). Where nothing was said of the person the identity card is still to be checked, photo or not.
 * @param {{ result: string, match: 'Same'|'Different'|null, comparedPhoto?: boolean, listAge: number|null }} look as the queue has it; listAge in seconds
 * @returns {Verdict}
 */
export function ofLook({ result, match, comparedPhoto = false, listAge }) {
  const verdict = told(tones[result] === 'valid' ? { result, tone: 'check', because: listAge * 1000 > freshFor ? 'aging' : 'photo' } : { result });
  return comparedBy(verdict, { hasPhoto: comparedPhoto, match });
}

/** What a code in force is, as it was shown and for what was asked. */
function asShown({ fields, live, signedAt }, { now, position }) {
  if (position !== null && position !== fields.position) return 'WRONG_POST';
  if (live && Math.abs(now - signedAt) > liveFor) return 'STALE_LIVE';
  return live ? 'VALID_LIVE' : 'VALID_STATIC';
}

// A code this program does not know is never green.
const told = verdict => ({ tone: tones[verdict.result] ?? 'unsure', ...verdict });
