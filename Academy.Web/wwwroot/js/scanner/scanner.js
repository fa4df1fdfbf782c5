// The inspector's scanner. Everything a scan needs is on the device; the network only refreshes and takes away.
import { ofLook } from '../certificate/verify.js';
import { BrokenDetector, look } from './camera.js';
import { chooseDetector } from './detector.js';
import { Guest } from './guest.js';
import { Knowledge } from './knowledge.js';
import { Looks } from './looks.js';
import { Network } from './network.js';
import { offerPacks } from './packing.js';
import { Photos } from './photos.js';
import { openStore, rootMark } from './store.js';
import { isFit, newId } from './support.js';
import { closeVisit, findingOf, openVisit, refreshVisit, usualDueOn } from './visit.js';
import { ago, clockText, momentText, syncWords, wordsOf } from './words.js';

const detectorWithin = 15_000;

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
  const photos = await Photos.open();
  const guest = await Guest.open(store);
  const network = new Network(
    { store, knowledge, photos, guest },
    { device, inspector: await store.get('kept', 'inspector') ?? '', inspectorId: await store.get('kept', 'inspector-id') ?? null },
    { faceless: () => looks.faceless, confirm: answers => looks.confirm(answers), askForVisit, endVisit, paint },
  );
  const { queue } = network;
  const looks = new Looks({ part, say, show, open: screen, home }, { place, knowledge, photos, network, asked: () => ({ position, visit }) });
  const packs = offerPacks({ part, say, show }, photos, () => network.askSession());
  let detector = null;
  const canScan = () => Boolean(detector && navigator.mediaDevices?.getUserMedia);
  let stopCamera = new AbortController();
  /** Where the finding belongs that was being written when a guest's time was over. */
  let unfinished = null;
  let atTheEnd = 0;
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
    looks.leave();
    screen('home');
    paint();
    takeRelease();
  }

  async function scan() {
    looks.leave();
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
    else await looks.take(text);
  }

  // --- the inspection that is open ----------------------------------------------------------------------
  async function askForVisit() {
    const asked = visit;
    if (!asked) return;
    const { visit: known, isGone } = await refreshVisit(asked);
    // Left in the meantime.
    if (visit !== asked) return;
    show('visit-gone', isGone);
    if (isGone) return leaveVisit();
    visit = known;
    await store.put('kept', 'visit', visit);
  }

  /** A guest's time is over. What they were just writing down is theirs to finish, as found at that moment. */
  async function endVisit() {
    if (visit && isWriting()) unfinished = { visit: { id: visit.visit.id }, inspector: queue.inspector, at: guest.until };
    await leaveVisit();
  }

  /** Who is in after all goes on with it; another never sees it. */
  async function settleUnfinished() {
    if (!unfinished || (guest.isOver && unfinished.inspector === queue.inspector)) return;
    if (unfinished.inspector !== queue.inspector) return forgetFinding();
    visit = await openVisit(store, unfinished.visit.id);
    unfinished = null;
  }

  async function leaveVisit() {
    visit = null;
    history.replaceState(null, '', location.pathname);
    await closeVisit(store);
  }

  // --- what the page says -------------------------------------------------------------------------------
  async function paint() {
    const now = Date.now();
    if (guest.hasRunOut(now)) await network.endGuest();
    clearTimeout(atTheEnd);
    if (guest.isIn) atTheEnd = setTimeout(paint, guest.until - now);
    await settleUnfinished();
    const waiting = await queue.waiting();
    const hasOwn = waiting.some(({ inspector }) => inspector === queue.inspector);
    const from = knowledge.listsFrom;
    // Who was a guest has nothing to sign in with.
    const state = guest.isOver && ['signIn', 'forbidden'].includes(network.state) ? null : network.state;
    if (guest.home) part('brand').href = guest.home;
    document.documentElement.classList.toggle('for-guest', guest.home !== null);
    document.documentElement.classList.toggle('guest-over', guest.isOver);
    show('guest-over', guest.isOver);
    show('guest-to-send', hasOwn && !guest.isRefused);
    show('guest-unsent', hasOwn && guest.isRefused);
    say('inspector', guest.isIn ? `${network.inspector} 到 ${clockText(guest.until)}` : network.inspector);
    say('network', network.isOffline ? '离线' : '在线');
    part('network').dataset.state = network.isOffline ? 'offline' : 'online';
    say('lists', from === null ? '本机还没有名单，扫出来只能是“未确认”。请先联网打开一次。' : `名单截至 ${momentText(from)}（${ago(Math.max(0, now - from))}）`);
    show('clock', now < knowledge.lastSigned - 120_000);
    show('lost', knowledge.isLost);
    show('other-root', knowledge.isOtherRoot);
    show('other-trust', knowledge.isTrustRefused && !knowledge.isOtherRoot);
    say('count', `${waiting.length} 条未同步`);
    part('count').dataset.state = waiting.length > 0 ? 'waiting' : 'done';
    show('sync', waiting.length > 0 && !guest.isRefused);
    const trouble = waiting.length > 0 || state === 'signIn' ? syncWords[state] : null;
    show('sync-trouble', Boolean(trouble));
    say('sync-trouble-text', trouble ?? '');
    show('sign-in', state === 'signIn' || state === 'forbidden');
    part('queue').replaceChildren(...waiting.map(lineOf));
    show('visit', visit !== null || unfinished !== null);
    show('visit-name', unfinished === null);
    show('unfinished-name', unfinished !== null);
    show('unfinished', unfinished !== null && !guest.isRefused);
    show('unfinished-refused', unfinished !== null && guest.isRefused);
    show('keep-finding', unfinished === null || !guest.isRefused);
    say('leave-visit', unfinished ? '不记这一条' : '退出这次检查');
    say('visit-place', visit ? [visit.organization.name, visit.venue.name].filter(Boolean).join(' · ') || '检查中' : '');
    say('sync-title', state === 'signIn' ? '登录已过期' : '还没有同步');
    await packs.paint();
    paintPositions();
    paintSettings(now, waiting.length);
  }

  function lineOf({ item, problem }) {
    const line = document.createElement('li');
    const what = item.kind === 'scan' ? `${item.shown} ${wordsOf(ofLook(item)).word}` : `检查问题（${item.place}）${item.text}`;
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
    return !part('home').hidden && !packs.isBusy() && !isWriting() && part('text-form').elements.text.value.trim() === '';
  }

  /** A finding, not kept yet. */
  function isWriting() {
    const { text, place: where, photos } = part('finding').elements;
    return [text, where].some(({ value }) => value.trim() !== '') || photos.files.length > 0;
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
  part('next').addEventListener('click', () => (canScan() && !guest.isOver ? scan() : home()));
  part('home-link').addEventListener('click', home);
  part('same').addEventListener('click', () => looks.compare('Same'));
  part('different').addEventListener('click', () => looks.compare('Different'));
  part('report').addEventListener('click', () => looks.report());
  part('sync').addEventListener('click', () => network.refresh(true));
  part('refresh').addEventListener('click', () => network.refresh());
  part('text-form').addEventListener('submit', event => {
    event.preventDefault();
    const text = event.target.elements.text.value.trim();
    if (!text) return;
    event.target.reset();
    looks.take(text);
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
      await paint();
      const { problem, item, photos } = await findingOf(form, visit ?? unfinished, unfinished ? unfinished.at : now);
      if (problem) return say('finding-problem', problem);
      await queue.add(item, photos);
      forgetFinding();
      await paint();
      show('finding-kept', true);
    } catch (error) {
      return say('finding-problem', error.name === 'QuotaExceededError' ? '没有存下：手机的空间满了。请清理空间，再点“存下问题”。' : '没有存下：浏览器现在存不了数据。请再点一次“存下问题”；还不行，请先抄下来，再重新打开本页。');
    } finally {
      button.disabled = false;
    }

    await network.sync();
    takeRelease();
  });
  part('leave-visit').addEventListener('click', async () => {
    if (!unfinished) await leaveVisit();
    else if (confirmed('写的字和照片删除以后找不回来，确定不记这一条？')) forgetFinding();
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
  addEventListener('offline', paint);

  function forgetFinding() {
    const form = part('finding');
    form.reset();
    form.elements.dueOn.value = usualDueOn(Date.now());
    unfinished = null;
  }

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
  network.keepFresh();
  home();
  await paint();
  page.dataset.state = 'ready';
  install();
  await Promise.all([equip(), network.refresh()]);
  page.dataset.state = 'refreshed';
}

const confirmed = question => globalThis.confirm(question);
