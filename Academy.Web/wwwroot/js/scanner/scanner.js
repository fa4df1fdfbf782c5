// The inspector's scanner. Everything a scan needs is on the device; the network only refreshes and takes away.
import { certificateNumber } from '../certificate/days.js';
import { confirmedBy, verify } from '../certificate/verify.js';
import { look } from './camera.js';
import { chooseDetector } from './detector.js';
import { Knowledge } from './knowledge.js';
import { Queue, stateOf } from './queue.js';
import { ResultScreen } from './result.js';
import { openStore, rootMark } from './store.js';
import { closeVisit, findingOf, openVisit, usualDueOn } from './visit.js';
import { ago, momentText, syncWords, wordsOf } from './words.js';

const refreshEvery = 5 * 60_000;
const hideAfter = 2 * 60_000;
/** Codes that carry nothing to compare with a face. */
const noCertificate = ['NOT_OURS', 'MALFORMED', 'KEY_UNKNOWN', 'FORGED', 'FORGED_KEY_ALARM'];

const page = document.querySelector('#scanner');
const place = { host: page.dataset.host, formerHosts: page.dataset.formerHosts.split(' ').filter(Boolean), publicUrl: page.dataset.publicUrl };
const part = name => document.querySelector(`[data-part=${name}]`);
const say = (name, text) => { part(name).textContent = text; };
const show = (name, isShown) => { part(name).hidden = !isShown; };

const store = await openStore().catch(() => null);
show('no-store', !store);
if (store) await start();
document.documentElement.classList.remove('no-script');

async function start() {
  const knowledge = new Knowledge(store, place);
  await knowledge.load();
  const device = await store.get('kept', 'device') ?? crypto.randomUUID();
  await store.put('kept', 'device', device);
  let position = await store.get('kept', 'position') ?? null;
  const queue = new Queue(store, { device, session: askSession });
  const result = new ResultScreen(part('result'), (kind, number) => knowledge.nameOf(kind, number));
  const detector = await chooseDetector({ hasDecoder: page.dataset.decoder === 'true' });
  const canScan = Boolean(detector && navigator.mediaDevices?.getUserMedia);
  let stopCamera = new AbortController();
  let hideTimer = 0;
  /** What is on the result screen: its text, its verdict, its item of the queue. */
  let current = null;
  let lastSync = null;
  let visit = await store.get('kept', 'visit') ?? null;

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
    screen('camera');
    stopCamera = new AbortController();
    let text;
    try {
      text = await look(part('video'), detector, stopCamera.signal);
    } catch {
      home();
      show('no-camera', true);
      return;
    }

    if (text === null) home();
    else await take(text);
  }

  // --- one code -----------------------------------------------------------------------------------------
  const judge = (text, now) => verify(text, { ...place, now, trust: knowledge.trust, lists: knowledge.lists, lastSigned: knowledge.lastSigned, position });

  async function take(text) {
    const now = Date.now();
    let verdict = await judge(text, now);
    // The bundle may be older than the code.
    if (verdict.result === 'KEY_UNKNOWN' && navigator.onLine && await knowledge.refresh(now)) verdict = await judge(text, now);
    current = { text, verdict, item: await itemOf(text, verdict, now) };
    await queue.add(current.item);
    paintResult(now);
    screen('result');
    part('result').querySelector('h1').focus();
    clearTimeout(hideTimer);
    hideTimer = setTimeout(home, hideAfter);
    await sync();
  }

  async function itemOf(text, { result: code, fields, certificate, listAge, live, foreign }, now) {
    const shown = fields ? certificateNumber(fields.list, fields.index) : foreign ?? (await sha256(new TextEncoder().encode(text.slice(text.lastIndexOf('/') + 1)))).slice(0, 12);
    return {
      id: crypto.randomUUID(), kind: 'scan', at: new Date(now).toISOString(), visit: visit?.visit.id ?? null,
      list: fields?.list ?? null, index: fields?.index ?? null, payloadHash: certificate ? await sha256(certificate) : null,
      result: code, shown, match: null, reported: false, live: live ?? false, listAge: typeof listAge === 'number' ? Math.round(listAge / 1000) : null,
    };
  }

  function paintResult(now, checkedAt = null) {
    const { verdict, item } = current;
    result.show(verdict, { now, checkedAt, position });
    const isCertificate = !noCertificate.includes(verdict.result);
    const isOpen = isCertificate && item.match === null;
    for (const button of ['same', 'different']) show(button, isOpen);
    part('next').classList.toggle('button--primary', !isOpen);
    show('matched', item.match !== null);
    say('matched', item.match === 'Same' ? '✓ 已记录：人证相符' : '✕ 已记录：人证不符');
    show('reported', item.reported);
  }

  async function amend(change) {
    Object.assign(current.item, change);
    await queue.amend(current.item);
    paintResult(Date.now());
    await sync();
  }

  // --- the network --------------------------------------------------------------------------------------
  async function askSession() {
    try {
      const answer = await fetch('/inspect/scan/session', { cache: 'no-store', redirect: 'manual', headers: { Accept: 'application/json' }, signal: AbortSignal.timeout(20_000) });
      if (!answer.ok) return { state: stateOf(answer) };
      const { name, token, isKnown } = await answer.json();
      await store.put('kept', 'inspector', name);
      if (isKnown && !knowledge.root) knowledge.isLost = true;
      return { state: 'ready', token };
    } catch {
      return { state: 'offline' };
    }
  }

  async function sync() {
    lastSync = await queue.sync();
    const answer = current && lastSync.answers.get(current.item.id);
    if (answer) {
      current.verdict = confirmedBy(current.verdict, answer);
      paintResult(Date.now(), Date.now());
    }

    await paint();
  }

  async function refresh() {
    const session = await askSession();
    if (session.state !== 'offline') await knowledge.refresh(Date.now());
    const wanted = new URLSearchParams(location.search).get('visit');
    if (visit || wanted) visit = await openVisit(store, wanted);
    if (await queue.count() > 0) await sync();
    else lastSync = { state: session.state === 'ready' ? 'done' : session.state, refused: 0, answers: new Map() };
    await paint();
  }

  // --- what the page says -------------------------------------------------------------------------------
  async function paint() {
    const now = Date.now();
    const waiting = await queue.waiting();
    const from = knowledge.listsFrom;
    const isOffline = !navigator.onLine || lastSync?.state === 'offline';
    say('inspector', await store.get('kept', 'inspector') ?? '');
    say('network', isOffline ? '离线' : '在线');
    part('network').dataset.state = isOffline ? 'offline' : 'online';
    say('lists', from === null ? '本机还没有名单，扫出来只能是“未确认”。请先联网打开一次。' : `名单截至 ${momentText(from)}（${ago(Math.max(0, now - from))}）`);
    show('clock', now < knowledge.lastSigned - 120_000);
    show('lost', knowledge.isLost);
    show('other-root', knowledge.isOtherRoot === true);
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
    paintPositions();
    paintSettings(now, waiting.length);
  }

  function lineOf({ item, problem }) {
    const line = document.createElement('li');
    const what = item.kind === 'scan' ? `${item.shown} ${wordsOf({ result: item.result }).word}` : '检查问题';
    line.textContent = `${momentText(Date.parse(item.at))} ${what}${problem ? `：没有收下，${problem}` : ''}`;
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

  async function install() {
    navigator.storage?.persist?.().then(isKept => say('persisted', isKept ? '浏览器答应保留' : '浏览器可能清除，请装到主屏幕'), () => {});
    if (!navigator.serviceWorker) return;
    try {
      release = await navigator.serviceWorker.register('/inspect/scanner-worker.js', { scope: '/inspect/scan', updateViaCache: 'none' });
      let isReplaced = Boolean(navigator.serviceWorker.controller);
      navigator.serviceWorker.addEventListener('controllerchange', () => {
        if (isReplaced) location.reload();
        isReplaced = true;
      });
      navigator.serviceWorker.ready.then(() => say('installed', '可以离线使用'));
      release.addEventListener('updatefound', () => release.installing?.addEventListener('statechange', takeRelease));
    } catch {
      say('installed', navigator.serviceWorker.controller ? '可以离线使用（这次没能检查更新）' : '还不能离线使用：请在有信号时登录后重新打开');
    }
  }

  /** A new release takes over whole, and only while nothing is on the screen that would be lost. */
  function takeRelease() {
    if (release?.waiting && !part('home').hidden) release.waiting.postMessage('take over');
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
  show('start', canScan);
  show('no-scanner', !canScan);
  if (!canScan) part('type').open = true;
  part('start').addEventListener('click', scan);
  part('stop').addEventListener('click', () => stopCamera.abort());
  part('next').addEventListener('click', canScan ? scan : home);
  part('home-link').addEventListener('click', home);
  part('same').addEventListener('click', () => amend({ match: 'Same' }));
  part('different').addEventListener('click', () => amend({ match: 'Different' }));
  part('report').addEventListener('click', () => amend({ reported: true }));
  part('sync').addEventListener('click', refresh);
  part('refresh').addEventListener('click', refresh);
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
    const now = Date.now();
    const { problem = '', item, photos } = await findingOf(event.target, visit, now);
    say('finding-problem', problem);
    show('finding-kept', !problem);
    if (problem) return;
    await queue.add(item, photos);
    event.target.reset();
    event.target.elements.dueOn.value = usualDueOn(now);
    await sync();
  });
  part('leave-visit').addEventListener('click', async () => {
    await closeVisit(store);
    visit = null;
    history.replaceState(null, '', location.pathname);
    await paint();
  });
  part('position').addEventListener('change', async event => {
    position = event.target.value === '' ? null : Number(event.target.value);
    await store.put('kept', 'position', position);
  });
  part('reset').addEventListener('click', async () => {
    if (await queue.count() > 0) return say('reset-trouble', '还有没同步的记录，请先同步。');
    if (!confirmed('清除本机的根密钥和名单，重新从服务器下载？请先和系统管理员核对新的指纹。')) return;
    await store.clear();
    rootMark.clear();
    location.reload();
  });
  addEventListener('online', refresh);
  addEventListener('offline', paint);
  const isStale = () => Date.now() - (knowledge.refreshedAt ?? 0) >= refreshEvery;
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'visible' && isStale()) refresh(); });
  setInterval(() => { if (document.visibilityState === 'visible') refresh(); }, refreshEvery);

  offerInstallation();
  home();
  await paint();
  page.dataset.state = 'ready';
  install();
  await refresh();
  page.dataset.state = 'refreshed';
}

const confirmed = question => globalThis.confirm(question);

async function sha256(bytes) {
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
