// Fills the screen with one verdict, readable from arm's length.
import { certificateNumber, dayOf, dayText } from '../certificate/days.js';
import { ago, clockText, expiryText, momentText, wordsOf } from './words.js';

const reportable = ['NOT_OURS', 'MALFORMED', 'FORGED', 'FORGED_KEY_ALARM'];

export class ResultScreen {
  #tick = 0;
  #face = { file: null, address: null };

  /** @param {(kind: 'organizations'|'positions', number: number) => string|null} nameOf */
  constructor(section, nameOf) {
    this.section = section;
    this.nameOf = nameOf;
  }

  part(name) {
    return this.section.querySelector(`[data-result-${name}]`);
  }

  /**
   * @param {object} seen
   * @param {number|null} seen.checkedAt when the server itself confirmed it; null while only this device has judged
   * @param {Uint8Array|null} seen.face the photo, a JPEG with the code's hash
   * @param {string} seen.viewer whose name is written across it
   */
  show(verdict, { now, checkedAt = null, position = null, face = null, viewer = '' }) {
    const { word, advice } = wordsOf(verdict);
    this.section.className = `verdict verdict--${verdict.tone}${verdict.because === 'compare' ? ' verdict--compare' : ''}`;
    this.section.dataset.result = verdict.result;
    this.part('icon').replaceChildren(document.querySelector(`template[data-icon=${verdict.because === 'compare' ? 'compare' : verdict.tone}]`).content.cloneNode(true));
    this.part('word').textContent = word;
    this.part('advice').textContent = this.#advice(verdict, advice, now, position, checkedAt);
    this.part('facts').replaceChildren(...this.#facts(verdict, now).map(([label, value]) => fact(label, value)));
    this.#showFace(face, verdict.fields?.name, `${viewer} ${momentText(now)}`);
    this.part('note').textContent = this.#note(verdict, now, checkedAt);
    this.part('report').hidden = !reportable.includes(verdict.result);
    clearInterval(this.#tick);
    if (!verdict.live) return;
    const age = () => { this.part('live').textContent = `动态码：${Math.max(0, Math.round((Date.now() - verdict.signedAt) / 1000))} 秒前签发`; };
    age();
    this.#tick = setInterval(age, 1000);
  }

  hide() {
    clearInterval(this.#tick);
    delete this.section.dataset.result;
    // Neither name nor face is left lying behind a screen.
    this.part('facts').replaceChildren();
    this.#showFace(null);
    this.part('live').textContent = '';
  }

  #showFace(file, name, mark) {
    const figure = this.part('face');
    figure.hidden = !file;
    if (file === this.#face.file) return;
    if (this.#face.address) URL.revokeObjectURL(this.#face.address);
    const address = file && URL.createObjectURL(new Blob([file], { type: 'image/jpeg' }));
    this.#face = { file, address };
    const picture = figure.querySelector('img');
    picture.alt = file ? `${name}的照片，已由单位核对本人` : '';
    if (file) picture.src = address;
    else picture.removeAttribute('src');
    for (const line of figure.querySelectorAll('span')) line.textContent = file ? mark : '';
  }

  #advice({ result, tone, fields, foreign, signedAt, listAge, because }, advice, now, position, checkedAt) {
    if (because === 'different') return advice;
    // How old the answer is belongs to what is read from arm's length.
    if (tone === 'valid') return `照片与本人一致。${checkedAt === null ? `状态截至 ${momentText(now - listAge)}（${ago(listAge)}）` : `已联网核验 ${clockText(checkedAt)}`}。`;
    if (result === 'NOT_OURS') return `这个码指向 ${foreign}，没有打开。`;
    if (result === 'EXPIRED') return `已过期 ${dayOf(now) - fields.expiresOn} 天，不可上岗。`;
    if (result === 'WRONG_POST') return `持证岗位是${this.#position(fields)}，不是${this.nameOf('positions', position) ?? '所选岗位'}。`;
    if (result === 'STALE_LIVE') return `静态码或截图，生成于 ${clockText(signedAt)}（${ago(Math.max(0, now - signedAt))}）。请持证人当面打开。`;
    return advice;
  }

  #facts({ fields }, now) {
    if (!fields) return [];
    return [
      ['姓名', fields.name],
      ['岗位', this.#position(fields)],
      ['单位', this.nameOf('organizations', fields.organization) ?? `单位 ${fields.organization}`],
      ['有效期至', expiryText(fields.expiresOn, dayText(fields.expiresOn), dayOf(now))],
      ['证书编号', certificateNumber(fields.list, fields.index)],
    ];
  }

  #position(fields) {
    return this.nameOf('positions', fields.position) ?? `岗位 ${fields.position}`;
  }

  #note({ fields, listAge, live }, now, checkedAt) {
    if (checkedAt !== null) return `已联网核验 ${clockText(checkedAt)}`;
    if (!fields) return '本机判断';
    const list = listAge === null ? '本机没有名单' : `状态截至 ${momentText(now - listAge)}（${ago(listAge)}）`;
    return live ? `离线核验 · ${list}` : `离线核验 · 静态码 · ${list}`;
  }
}

function fact(label, value) {
  const row = document.createElement('div');
  const term = row.appendChild(document.createElement('dt'));
  term.textContent = label;
  row.appendChild(document.createElement('dd')).textContent = value;
  return row;
}
