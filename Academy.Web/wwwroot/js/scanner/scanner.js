// The inspector's scanner. Everything a scan needs is on the device; the network only refreshes and takes away.
import { certificateNumber } from '../certificate/days.js';
import { comparedBy, confirmedBy, verify } from '../certificate/verify.js';
import { BrokenDetector, look } from './camera.js';
import { chooseDetector } from './detector.js';
import { Knowledge } from './knowledge.js';
import { offerPacks } from './packing.js';
import { isFileOf, Photos } from './photos.js';
import { Queue, stateOf } from './queue.js';
import { ResultScreen } from './result.js';
import { openStore, rootMark } from './store.js';
import { isFit, newId, timeLimit } from './support.js';
import { closeVisit, findingOf, openVisit, refreshVisit, usualDueOn } from './visit.js';
import { ago, momentText, syncWords, wordsOf } from './words.js';

const refreshEvery = 5 * 60_000;
const hideAfter = 2 * 60_000;
const detectorWithin = 15_000;
/** Codes that carry nothing to compare with a face. */
const noCertificate = ['NOT_OURS', 'MALFORMED', 'KEY_UNKNOWN', 'FORGED', 'FORGED_KEY_ALARM'];

const page = document.querySelector('#scanner');
const place = { host: page.dataset.host, formerHosts: page.dataset.formerHosts.split(' ').filter(Boolean), publicUrl: page.dataset.publicUrl };
const part = name => document.querySelector(`[data-part=${name}]`);
const say = (name, text) => { part(name).textContent = text; };
const show = (name, isShown) => { part(name).hidden = !isShown; };

open();

async function open() {
  // The notice for browsers that are too old stays where this program does not even begin.
  if (!isFit()) return;
  show('too-old', false);
  document.documentElement.classList.remove('no-script');
  const store = await openStore().catch(() => null);
  show('no-store', !store);
  if (!store) return;
  try {
    await start(store);
  } catch (error) {
    show('failed', true);
    throw error;
  }
}

async function start(store) {
  const knowledge = new Knowledge(store, place);
  await knowledge.load();
  const device = await store.get('kept', 'device') ?? newId();
  await store.put('kept', 'device', device);
  let position = await store.get('kept', 'position') ?? null;
  let inspector = await store.get('kept', 'inspector') ?? '';
  const photos = await Photos.open();
  const queue = new Queue(store, { device, inspector: await store.get('kept', 'inspector-id') ?? null, session: askSession, wantsPhoto: () => (current && lacksFace(current) ? current.item.id : null) });
  const packs = offerPacks({ part, say, show }, photos, askSession);
  const result = new ResultScreen(part('result'), (kind, number) => knowledge.nameOf(kind, number));
  let detector = null;
  const canScan = () => Boolean(detector && navigator.mediaDevices?.getUserMedia);
  let stopCamera = new AbortController();
  let hideTimer = 0;
  /** What is on the result screen: its verdict, its item of the queue, the photo, and when the server confirmed it. */
  let current = null;
  let shownAt = 0;
  let lastSync = null;
  let visit = await openVisit(store, new URLSearchParams(location.search).get('visit'));
  await queue.sweep();

  // --- screens ------------------------------------------------------------------------------------------
  function screen(name) {
    for (const other of ['home', 'camera', 'result']) show(other, other === name);
    show('judge', name === 'result');
    show('bar', name !== 'result');
    scrollTo(0, 0);
  }

  function home() {
    clearTimeout(hideTimer);
    result.hide();
    current = null;
    screen('home');
    paint();
    takeRelease();
  }

  async function scan() {
    clearTimeout(hideTimer);
    result.hide();
    current = null;
    show('no-camera', false);
    show('no-reading', false);
    screen('camera');
    stopCamera = new AbortController();
    let text;
    try {
      text = await look(part('video'), detector, stopCamera.signal);
    } catch (error) {
      const isBroken = error instanceof BrokenDetector;
      home();
      show(isBroken ? 'no-reading' : 'no-camera', true);
      if (isBroken) await equip();
      // Where there is no scanner any more, that is said instead.
      if (!canScan()) show('no-reading', false);
      return;
    }

    if (text === null) home();
    else await take(text);
  }

  // --- one code -----------------------------------------------------------------------------------------
  const judge = (text, now) => verify(text, { ...place, now, trust: knowledge.trust, lists: knowledge.lists, lastSigned: knowledge.lastSigned, position });

  async function take(text) {
    const now = Date.now();
    const verdict = await judge(text, now);
    const shown = { verdict, item: await itemOf(text, verdict, now), position, checkedAt: null, face: null };
    current = shown;
    shownAt = now;
    show('unkept', false);
    paintResult(shown, now);
    screen('result');
    part('result').querySelector('h1').focus();
    clearTimeout(hideTimer);
    hideTimer = setTimeout(home, hideAfter);
    await Promise.all([showFace(shown), keep(shown, item => queue.add(item))]);
    // The bundle may be older than the code.
    if (verdict.result === 'KEY_UNKNOWN' && navigator.onLine && await knowledge.refresh(now)) {
      shown.verdict = await judge(text, now);
      if (shown.verdict.result !== 'KEY_UNKNOWN') {
        const { id, match, reported } = shown.item;
        shown.item = { ...await itemOf(text, shown.verdict, now), id, match, reported };
        if (current === shown) paintResult(shown, now);
        await Promise.all([showFace(shown), keep(shown, item => queue.amend(item))]);
      }
    }

    await sync();
  }

  /**
   * Looks for the photo that the code names: on the device, or where the server says.
   * @param {string} [address] a link for this inspector and one minute
   */
  async function showFace(shown, address) {
    if (!lacksFace(shown)) return;
    const hash = shown.verdict.fields.photo;
    const file = await (address ? fetchFace(address, hash) : photos.find(hash, Date.now())).catch(() => null);
    if (!file || !lacksFace(shown)) return;
    shown.face = file;
    if (current === shown) paintResult(shown, Date.now());
  }

  /** What was said of the person before there was a photo was not said of the photo. */
  const lacksFace = ({ verdict, item, face }) => Boolean(verdict.fields?.photo) && !face && item.match === null;

  async function fetchFace(address, hash) {
    const answer = await fetch(address, { cache: 'no-store', redirect: 'error', signal: timeLimit(20_000) });
    const file = answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
    return file && await isFileOf(file, hash) ? file : null;
  }

  /** The result is read first; that it could not be kept is said below it. */
  async function keep(shown, act) {
    let isKept = true;
    try {
      await act(shown.item);
    } catch {
      isKept = false;
    }

    if (current === shown) show('unkept', !isKept);
  }

  async function itemOf(text, { result: code, fields, certificate, listAge, live, foreign }, now) {
    const shown = fields ? certificateNumber(fields.list, fields.index) : foreign ?? (await sha256(new TextEncoder().encode(text.slice(text.lastIndexOf('/') + 1)))).slice(0, 12);
    return {
      id: newId(), kind: 'scan', at: new Date(now).toISOString(), visit: visit?.visit.id ?? null,
      list: fields?.list ?? null, index: fields?.index ?? null, payloadHash: certificate ? await sha256(certificate) : null,
      result: code, shown, match: null, reported: false, live: live ?? false, listAge: typeof listAge === 'number' ? Math.round(listAge / 1000) : null,
    };
  }

  function paintResult({ verdict, item, position: asked, checkedAt, face }, now) {
    result.show(comparedBy(verdict, { hasPhoto: face !== null, match: item.match }), { now, checkedAt, position: asked, face, viewer: inspector });
    const isCertificate = !noCertificate.includes(verdict.result);
    const isOpen = isCertificate && item.match === null;
    for (const button of ['same', 'different']) show(button, isOpen);
    say('same', face ? '一致' : '人证相符');
    say('different', face ? '不一致' : '人证不符');
    part('next').classList.toggle('button--primary', !isOpen);
    show('matched', item.match !== null);
    say('matched', item.match === 'Same' ? '✓ 已记录：人证相符' : '✕ 已记录：人证不符');
    show('reported', item.reported);
  }

  async function amend(change) {
    const shown = current;
    if (!shown) return;
    Object.assign(shown.item, change);
    paintResult(shown, Date.now());
    // The answer is above the photo.
    scrollTo(0, 0);
    await keep(shown, item => queue.amend(item));
    await sync();
  }

  // --- the network --------------------------------------------------------------------------------------
  async function askSession() {
    try {
      const answer = await fetch('/inspect/scan/session', { cache: 'no-store', redirect: 'manual', headers: { Accept: 'application/json' }, signal: timeLimit(20_000) });
      if (!answer.ok) {
        const state = stateOf(answer);
        // Signed out, or somebody else.
        if (state === 'signIn' || state === 'forbidden') await photos.wipe();
        return { state };
      }

      const { id, name, token, isKnown, home } = await answer.json();
      await photos.belongTo(id);
      inspector = name;
      await store.put('kept', 'inspector', name);
      queue.inspector = id;
      await store.put('kept', 'inspector-id', id);
      part('brand').href = home;
      document.documentElement.classList.toggle('for-guest', home !== '/inspect');
      if (isKnown && !knowledge.root) knowledge.isLost = true;
      return { state: 'ready', id, token };
    } catch {
      return { state: 'offline' };
    }
  }

  async function sync(isAsked = false) {
    lastSync = await queue.sync(isAsked);
    const shown = current;
    const answer = shown && lastSync.answers.get(shown.item.id);
    // Of what names no entry of a list the server knows no more than this device.
    if (answer && shown.item.list !== null) {
      shown.verdict = confirmedBy(shown.verdict, answer.result, { now: Date.parse(shown.item.at), position: shown.position });
      shown.checkedAt = Date.now();
      paintResult(shown, shown.checkedAt);
      if (answer.photo) await showFace(shown, answer.photo);
    }

    await paint();
  }

  async function refresh(isAsked = false) {
    const session = await askSession();
    if (session.state !== 'offline') await knowledge.refresh(Date.now());
    if (visit && session.state !== 'offline') await askForVisit(visit);
    if ((await queue.waiting()).some(({ problem }) => isAsked || !problem)) await sync(isAsked);
    else lastSync = { state: session.state === 'ready' ? 'done' : session.state };
    await paint();
  }

  async function askForVisit(asked) {
    const { visit: known, isGone } = await refreshVisit(asked);
    // Left in the meantime.
    if (visit !== asked) return;
    show('visit-gone', isGone);
    if (isGone) return leaveVisit();
    visit = known;
    await store.put('kept', 'visit', visit);
  }

  async function leaveVisit() {
    visit = null;
    history.replaceState(null, '', location.pathname);
    await closeVisit(store);
  }

  // --- what the page says -------------------------------------------------------------------------------
  async function paint() {
    const now = Date.now();
    const waiting = await queue.waiting();
    const from = knowledge.listsFrom;
    const isOffline = !navigator.onLine || lastSync?.state === 'offline';
    say('inspector', inspector);
    say('network', isOffline ? '离线' : '在线');
    part('network').dataset.state = isOffline ? 'offline' : 'online';
    say('lists', from === null ? '本机还没有名单，扫出来只能是“未确认”。请先联网打开一次。' : `名单截至 ${momentText(from)}（${ago(Math.max(0, now - from))}）`);
    show('clock', now < knowledge.lastSigned - 120_000);
    show('lost', knowledge.isLost);
    show('other-root', knowledge.isOtherRoot);
    show('other-trust', knowledge.isTrustRefused && !knowledge.isOtherRoot);
    say('count', `${waiting.length} 条未同步`);
    part('count').dataset.state = waiting.length > 0 ? 'waiting' : 'done';
    show('sync', waiting.length > 0);
    const trouble = waiting.length > 0 || lastSync?.state === 'signIn' ? syncWords[lastSync?.state] : null;
    show('sync-trouble', Boolean(trouble));
    say('sync-trouble-text', trouble ?? '');
    show('sign-in', lastSync?.state === 'signIn' || lastSync?.state === 'forbidden');
    part('queue').replaceChildren(...waiting.map(lineOf));
    show('visit', visit !== null);
    say('visit-place', visit ? [visit.organization.name, visit.venue.name].filter(Boolean).join(' · ') || '检查中' : '');
    say('sync-title', lastSync?.state === 'signIn' ? '登录已过期' : '还没有同步');
    await packs.paint();
    paintPositions();
    paintSettings(now, waiting.length);
  }

  function lineOf({ item, problem }) {
    const line = document.createElement('li');
    const what = item.kind === 'scan' ? `${item.shown} ${item.match === 'Different' ? '人证不符' : wordsOf({ result: item.result }).word}` : '检查问题';
    line.textContent = `${momentText(Date.parse(item.at))} ${what}${problem ? `：没有收下，${problem}` : ''}`;
    if (!problem) return line;
    const button = line.appendChild(document.createElement('button'));
    Object.assign(button, { type: 'button', className: 'button', textContent: '删除这条' });
    button.addEventListener('click', async () => {
      if (!confirmed('服务器没有收下这条。删除以后找不回来，确定删除？')) return;
      await queue.remove(item);
      await paint();
    });
    return line;
  }

  function paintPositions() {
    const select = part('position');
    const known = [...(knowledge.names?.positions ?? [])].sort(([, one], [, other]) => one.localeCompare(other, 'zh-CN'));
    select.replaceChildren(new Option('不限岗位', ''), ...known.map(([number, name]) => new Option(name, number, false, number === position)));
    if (position !== null && !known.some(([number]) => number === position)) select.add(new Option(`岗位 ${position}`, position, false, true));
  }

  function paintSettings(now, waiting) {
    say('fingerprint', knowledge.fingerprint ?? '还没有，联网打开一次就有');
    say('seq', knowledge.trust ? `第 ${knowledge.trust.seq} 版` : '没有');
    say('device-clock', momentText(now));
    say('waiting', `${waiting} 条`);
    say('refreshed', knowledge.refreshedAt ? `${momentText(knowledge.refreshedAt)}（${ago(Math.max(0, now - knowledge.refreshedAt))}）` : '没有');
    say('decoder', { native: '浏览器自带', wasm: '程序自带' }[detector?.kind] ?? '没有，请输入文字或编号');
    part('list-ages').replaceChildren(...[...knowledge.lists.values()].sort((one, other) => one.name.localeCompare(other.name)).map(list => {
      const line = document.createElement('li');
      line.textContent = `${list.name}：${momentText(list.iat * 1000)}（${ago(Math.max(0, now - list.iat * 1000))}）`;
      return line;
    }));
    const refused = knowledge.problems.filter(problem => problem.refused);
    show('refused', refused.length > 0);
    say('refused', `没有收下：${refused.map(({ what, why }) => `${what}（${why}）`).join('，')}`);
  }

  // --- installation -------------------------------------------------------------------------------------
  let release = null;
  let mustReload = false;

  async function install() {
    navigator.storage?.persist?.().then(isKept => say('persisted', isKept ? '浏览器答应保留' : '浏览器可能清除，请装到主屏幕'), () => {});
    if (!navigator.serviceWorker) return;
    try {
      release = await navigator.serviceWorker.register('/inspect/scanner-worker.js', { scope: '/inspect/scan', updateViaCache: 'none' });
      let isReplaced = Boolean(navigator.serviceWorker.controller);
      navigator.serviceWorker.addEventListener('controllerchange', () => {
        mustReload = isReplaced;
        isReplaced = true;
        takeRelease();
      });
      navigator.serviceWorker.ready.then(() => say('installed', '可以离线使用'));
      release.addEventListener('updatefound', () => release.installing?.addEventListener('statechange', takeRelease));
      takeRelease();
    } catch {
      say('installed', navigator.serviceWorker.controller ? '可以离线使用（这次没能检查更新）' : '还不能离线使用：请在有信号时登录后重新打开');
    }
  }

  /** A new release takes over whole, and only while nothing is on the screen that would be lost. */
  function takeRelease() {
    if (!isIdle()) return;
    if (mustReload) location.reload();
    else release?.waiting?.postMessage('take over');
  }

  function isIdle() {
    const { text, place: where, photos } = part('finding').elements;
    const isTyped = [text, where, part('text-form').elements.text].some(({ value }) => value.trim() !== '');
    return !part('home').hidden && !packs.isBusy() && !isTyped && photos.files.length === 0;
  }

  function offerInstallation() {
    let offer = null;
    addEventListener('beforeinstallprompt', event => {
      event.preventDefault();
      offer = event;
      show('install', true);
    });
    part('install-now').addEventListener('click', () => offer?.prompt());
    const isApple = /iPhone|iPad/.test(navigator.userAgent) && navigator.standalone === false;
    show('install-apple', isApple);
  }

  // --- hands --------------------------------------------------------------------------------------------
  part('start').addEventListener('click', scan);
  part('stop').addEventListener('click', () => stopCamera.abort());
  part('next').addEventListener('click', () => (canScan() ? scan() : home()));
  part('home-link').addEventListener('click', home);
  part('same').addEventListener('click', () => amend({ match: 'Same' }));
  part('different').addEventListener('click', () => amend({ match: 'Different' }));
  part('report').addEventListener('click', () => amend({ reported: true }));
  part('sync').addEventListener('click', () => refresh(true));
  part('refresh').addEventListener('click', () => refresh());
  part('text-form').addEventListener('submit', event => {
    event.preventDefault();
    const text = event.target.elements.text.value.trim();
    if (!text) return;
    event.target.reset();
    take(text);
  });
  part('finding').elements.dueOn.value = usualDueOn(Date.now());
  part('finding').addEventListener('submit', async event => {
    event.preventDefault();
    const form = event.target;
    const button = form.querySelector('button');
    if (button.disabled) return;
    button.disabled = true;
    say('finding-problem', '');
    show('finding-kept', false);
    try {
      const now = Date.now();
      const { problem, item, photos } = await findingOf(form, visit, now);
      if (problem) return say('finding-problem', problem);
      await queue.add(item, photos);
      form.reset();
      form.elements.dueOn.value = usualDueOn(now);
      show('finding-kept', true);
    } catch (error) {
      return say('finding-problem', error.name === 'QuotaExceededError' ? '没有存下：手机的空间满了。请清理空间，再点“存下问题”。' : '没有存下：浏览器现在存不了数据。请再点一次“存下问题”；还不行，请先抄下来，再重新打开本页。');
    } finally {
      button.disabled = false;
    }

    await sync();
    takeRelease();
  });
  part('leave-visit').addEventListener('click', async () => {
    await leaveVisit();
    await paint();
  });
  part('position').addEventListener('change', async event => {
    position = event.target.value === '' ? null : Number(event.target.value);
    await store.put('kept', 'position', position);
  });
  part('reset').addEventListener('click', async () => {
    const waiting = await queue.waiting();
    if (waiting.some(({ problem }) => !problem)) return say('reset-trouble', '还有没同步的记录，请先同步。');
    const lost = waiting.length > 0 ? `服务器没有收下的 ${waiting.length} 条记录也会删除。` : '';
    if (!confirmed(`${lost}清除本机的根密钥和名单，重新从服务器下载？请先和系统管理员核对新的指纹。`)) return;
    await Promise.all([store.clear(), photos.wipe()]);
    rootMark.clear();
    location.reload();
  });
  addEventListener('online', () => refresh());
  addEventListener('offline', paint);
  // The timer of a phone that slept did not run.
  const hideOld = () => { if (current && Date.now() - shownAt >= hideAfter) home(); };
  const isStale = () => Date.now() - (knowledge.refreshedAt ?? 0) >= refreshEvery;
  document.addEventListener('visibilitychange', () => {
    hideOld();
    if (document.visibilityState === 'visible' && isStale()) refresh();
  });
  addEventListener('pageshow', hideOld);
  setInterval(() => { if (document.visibilityState === 'visible') refresh(); }, refreshEvery);

  /** What can be seen without a decoder is seen at once. */
  async function equip() {
    detector = null;
    const late = new Promise(resolve => setTimeout(() => resolve(null), detectorWithin));
    detector = await Promise.race([chooseDetector({ hasDecoder: page.dataset.decoder === 'true' }), late]);
    show('start', canScan());
    show('no-scanner', !canScan());
    if (!canScan()) part('type').open = true;
    await paint();
  }

  offerInstallation();
  home();
  await paint();
  page.dataset.state = 'ready';
  install();
  await Promise.all([equip(), refresh()]);
  page.dataset.state = 'refreshed';
}

const confirmed = question => globalThis.confirm(question);

async function sha256(bytes) {
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
