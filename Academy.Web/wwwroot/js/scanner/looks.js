// One look at one code: it is judged, its face is looked for, it is kept, and so is what was said of the person. Whatever is on
// the result screen is here and nowhere else.
import { certificateNumber } from '../certificate/days.js';
import { comparedBy, confirmedBy, verify } from '../certificate/verify.js';
import { isFileOf } from './photos.js';
import { ResultScreen } from './result.js';
import { newId, timeLimit } from './support.js';

const hideAfter = 2 * 60_000;
const photoLimit = 20_000;
/** Codes that carry nothing to compare with a face. */
const noCertificate = ['NOT_OURS', 'MALFORMED', 'KEY_UNKNOWN', 'FORGED', 'FORGED_KEY_ALARM'];

export class Looks {
  /** What is on the screen: its verdict, its item of the queue, the photo, and when the server confirmed it. */
  #current = null;
  #shownAt = 0;
  #hideTimer = 0;
  #result;

  /**
   * @param {object} screen
   * @param {(name: string) => HTMLElement} screen.part
   * @param {(name: string) => void} screen.open
   * @param {() => void} screen.home where a look ends
   * @param {object} around
   * @param {{ host: string, formerHosts: string[] }} around.place
   * @param {import('./knowledge.js').Knowledge} around.knowledge
   * @param {import('./photos.js').Photos} around.photos
   * @param {import('./network.js').Network} around.network
   * @param {() => { position: number|null, visit: object|null }} around.asked for which Position is asked now, and during which inspection
   */
  constructor(screen, around) {
    Object.assign(this, screen, around);
    this.#result = new ResultScreen(this.part('result'), (kind, number) => this.knowledge.nameOf(kind, number));
    // The timer of a phone that slept did not run.
    const hideOld = () => { if (this.#current && Date.now() - this.#shownAt >= hideAfter) this.home(); };
    document.addEventListener('visibilitychange', hideOld);
    addEventListener('pageshow', hideOld);
  }

  /** The look for which the server is asked for a photo; null where there is none, or one to compare. */
  get faceless() {
    return this.#current && lacksFace(this.#current) ? this.#current.item.id : null;
  }

  /** Nothing of it is left on the screen. */
  leave() {
    clearTimeout(this.#hideTimer);
    this.#result.hide();
    this.#current = null;
  }

  async take(text) {
    const now = Date.now();
    const { position } = this.asked();
    const verdict = await this.#judge(text, now);
    const shown = { verdict, item: await this.#itemOf(text, verdict, now), position, checkedAt: null, face: null };
    this.#current = shown;
    this.#shownAt = now;
    this.show('unkept', false);
    this.#paint(shown, now);
    this.open('result');
    this.part('result').querySelector('h1').focus();
    clearTimeout(this.#hideTimer);
    this.#hideTimer = setTimeout(this.home, hideAfter);
    await Promise.all([this.#showFace(shown), this.#keep(shown, item => this.network.queue.add(item))]);
    // The bundle may be older than the code.
    if (verdict.result === 'KEY_UNKNOWN' && navigator.onLine && await this.knowledge.refresh(now)) {
      shown.verdict = await this.#judge(text, now);
      if (shown.verdict.result !== 'KEY_UNKNOWN') {
        const { id, match, comparedPhoto, reported } = shown.item;
        shown.item = { ...await this.#itemOf(text, shown.verdict, now), id, match, comparedPhoto, reported };
        if (this.#current === shown) this.#paint(shown, now);
        await Promise.all([this.#showFace(shown), this.#keep(shown, item => this.network.queue.amend(item))]);
      }
    }

    await this.network.sync();
  }

  /** Of what it was said, of a photo or of a card alone, is known only now. */
  compare(match) {
    return this.#amend({ match, comparedPhoto: Boolean(this.#current?.face) });
  }

  report() {
    return this.#amend({ reported: true });
  }

  /** The server's word for the look on the screen, and its photo. */
  async confirm(answers) {
    const shown = this.#current;
    const answer = shown && answers.get(shown.item.id);
    // Of what names no entry of a list the server knows no more than this device.
    if (!answer || shown.item.list === null) return;
    shown.verdict = confirmedBy(shown.verdict, answer.result, { now: Date.parse(shown.item.at), position: shown.position });
    shown.checkedAt = Date.now();
    this.#paint(shown, shown.checkedAt);
    if (answer.photo) await this.#showFace(shown, answer.photo);
  }

  #judge(text, now) {
    const { trust, lists, lastSigned } = this.knowledge;
    return verify(text, { ...this.place, now, trust, lists, lastSigned, position: this.asked().position });
  }

  async #amend(change) {
    const shown = this.#current;
    if (!shown) return;
    Object.assign(shown.item, change);
    this.#paint(shown, Date.now());
    // The answer is above the photo.
    scrollTo(0, 0);
    await this.#keep(shown, item => this.network.queue.amend(item));
    await this.network.sync();
  }

  /** The result is read first; that it could not be kept is said below it. */
  async #keep(shown, act) {
    let isKept = true;
    try {
      await act(shown.item);
    } catch {
      isKept = false;
    }

    if (this.#current === shown) this.show('unkept', !isKept);
  }

  /**
   * Looks for the photo that the code names: on the device, or where the server says.
   * @param {string} [address] a link for this inspector and one minute
   */
  async #showFace(shown, address) {
    if (!lacksFace(shown)) return;
    const hash = shown.verdict.fields.photo;
    const file = await (address ? fetchFace(address, hash) : this.photos.find(hash, Date.now())).catch(() => null);
    if (!file || !lacksFace(shown)) return;
    shown.face = file;
    if (this.#current === shown) this.#paint(shown, Date.now());
  }

  async #itemOf(text, { result: code, fields, certificate, listAge, live, foreign }, now) {
    const shown = fields ? certificateNumber(fields.list, fields.index) : foreign ?? (await sha256(new TextEncoder().encode(text.slice(text.lastIndexOf('/') + 1)))).slice(0, 12);
    return {
      id: newId(), kind: 'scan', at: new Date(now).toISOString(), visit: this.asked().visit?.visit.id ?? null,
      list: fields?.list ?? null, index: fields?.index ?? null, payloadHash: certificate ? await sha256(certificate) : null,
      result: code, shown, match: null, comparedPhoto: false, reported: false, live: live ?? false, listAge: typeof listAge === 'number' ? Math.round(listAge / 1000) : null,
    };
  }

  #paint({ verdict, item, position, checkedAt, face }, now) {
    this.#result.show(comparedBy(verdict, { hasPhoto: face !== null, match: item.match }), { now, checkedAt, position, face, viewer: this.network.inspector });
    const isCertificate = !noCertificate.includes(verdict.result);
    const isOpen = isCertificate && item.match === null;
    for (const button of ['same', 'different']) this.show(button, isOpen);
    this.say('same', face ? '一致' : '人证相符');
    this.say('different', face ? '不一致' : '人证不符');
    this.part('next').classList.toggle('button--primary', !isOpen);
    this.show('matched', item.match !== null);
    this.say('matched', item.match === 'Same' ? '✓ 已记录：人证相符' : '✕ 已记录：人证不符');
    this.show('reported', item.reported);
  }
}

/** What was said of the person before there was a photo was not said of the photo. */
const lacksFace = ({ verdict, item, face }) => Boolean(verdict.fields?.photo) && !face && item.match === null;

async function fetchFace(address, hash) {
  const answer = await fetch(address, { cache: 'no-store', redirect: 'error', signal: timeLimit(photoLimit) });
  const file = answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
  return file && await isFileOf(file, hash) ? file : null;
}

async function sha256(bytes) {
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
