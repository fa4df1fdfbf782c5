// The part of the start screen where an inspector takes a Venue's photos along, and sees and deletes what is here.
import { stateOf } from './queue.js';
import { timeLimit } from './support.js';
import { momentText, noSignal } from './words.js';

const searchLimit = 20_000;
/** Some hundred photos pass even where the signal is weak. */
const packLimit = 5 * 60_000;

/**
 * @param {object} screen
 * @param {(name: string) => HTMLElement} screen.part
 * @param {import('./photos.js').Photos} photos
 * @param {() => Promise<{ state: string, id?: string, token?: string }>} askSession
 * @returns {{ paint: () => Promise<void>, isBusy: () => boolean }}
 */
export function offerPacks({ part, say, show }, photos, askSession) {
  let isBusy = false;
  let hadPack = false;
  let runsOut = 0;

  async function paint() {
    const now = Date.now();
    const about = await photos.about(now);
    show('pack', about !== null);
    say('pack-place', about?.place ?? '');
    say('pack-until', about ? `${about.count} 张照片，${momentText(about.until)} 自动删除。` : '');
    show('pack-gone', hadPack && !about);
    if (about) hadPack = true;
    // A phone that slept looks again when the page is painted next.
    clearTimeout(runsOut);
    if (about) runsOut = setTimeout(paint, about.until - now);
  }

  async function search() {
    say('pack-problem', '');
    try {
      const answer = await fetch(`/inspect/scan/venues?q=${encodeURIComponent(part('pack-form').elements.q.value.trim())}`, { cache: 'no-store', redirect: 'manual', headers: { Accept: 'application/json' }, signal: timeLimit(searchLimit) });
      if (!answer.ok) return say('pack-problem', problemOf(answer));
      const venues = await answer.json();
      part('pack-venues').replaceChildren(...venues.map(lineOf));
      if (venues.length === 0) say('pack-problem', '没有找到。只能下载分配给你检查的场所。');
    } catch {
      say('pack-problem', noSignal);
    }
  }

  function lineOf({ id, unit, venue }) {
    const place = `${unit} · ${venue}`;
    const line = document.createElement('li');
    line.className = 'item pack-venue';
    const name = line.appendChild(document.createElement('p'));
    name.textContent = place;
    const button = line.appendChild(document.createElement('button'));
    Object.assign(button, { type: 'button', className: 'button', textContent: '下载照片' });
    button.setAttribute('aria-label', `下载照片：${place}`);
    button.addEventListener('click', () => download(id, place));
    return line;
  }

  async function download(id, place) {
    if (isBusy) return;
    isBusy = true;
    say('pack-problem', '');
    show('pack-busy', true);
    try {
      say('pack-problem', await take(id, place) ?? '');
    } catch (error) {
      say('pack-problem', error?.name === 'QuotaExceededError' ? '没有存下：手机的空间满了。请清理空间，再下载一次。' : noSignal);
    } finally {
      isBusy = false;
      show('pack-busy', false);
    }

    await paint();
  }

  /** What went wrong; null where nothing did. */
  async function take(id, place) {
    const { state, token, id: inspector } = await askSession();
    if (state !== 'ready') return state === 'offline' ? noSignal : problemOf({ status: state === 'signIn' ? 401 : 403 });
    const answer = await fetch(`/inspect/scan/photos/${id}`, { method: 'POST', redirect: 'manual', headers: { Accept: 'application/json', RequestVerificationToken: token }, signal: timeLimit(packLimit) });
    if (answer.status === 429) return (await answer.json().catch(() => null))?.detail ?? problemOf(answer);
    if (!answer.ok) return problemOf(answer);
    if (!await photos.take(await answer.arrayBuffer(), { place, inspector, now: Date.now() })) return '照片没有下载完整，请再下载一次。';
    part('pack-offer').open = false;
    return null;
  }

  part('pack-form').addEventListener('submit', event => {
    event.preventDefault();
    search();
  });
  part('pack-offer').addEventListener('toggle', () => { if (part('pack-offer').open) search(); });
  part('pack-wipe').addEventListener('click', async () => {
    await photos.wipe();
    hadPack = false;
    await paint();
  });
  return { paint, isBusy: () => isBusy };
}

function problemOf(answer) {
  if (answer.status === 404) return '没有这个场所，或者它不再分配给你检查。';
  const state = stateOf(answer);
  return state === 'signIn' ? '请先登录，再下载照片。' : state === 'forbidden' ? '这个账号不是检查人员，不能下载照片。' : '服务器暂时给不了，过一会儿再试。';
}
