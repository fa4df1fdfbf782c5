// The exam page. A change waits for 600 ms of quiet, then goes to the server; only the server's acknowledgement
// of a revision makes it saved. What is not acknowledged is kept in IndexedDB and sent again.
import { arrange } from './answer.js';

const attempt = JSON.parse(document.getElementById('attempt').textContent);
const base = `/exams/attempts/${attempt.id}`;
const token = document.querySelector('#exam input[name="__RequestVerificationToken"]').value;
const form = document.getElementById('exam');
const quiet = 600;
const retryFrom = 1_000;
const retryTo = 15_000;
const graceToUse = 8_000;
// The server takes 16 KB at a time.
const mostAnswers = 20;
const mostBytes = 12_000;

const questions = new Map(attempt.questions.map(q => [q.q, { rev: q.rev, acked: q.rev, response: q.response }]));
const kinds = new Map(attempt.questions.map(q => [q.q, q.kind]));
const choicesOf = q => [...form.querySelectorAll(`input[name="q${q}"]`)];
// Beside choices a question has fields q1_1, q1_2 …, which may stand in another order on the page.
const fieldsOf = q => [...form.querySelectorAll(`[name^="q${q}_"]`)].sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }));
const textOf = field => field.value.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '').trim();
const readings = {
  fill(fields) {
    const texts = fields.map(textOf);
    return texts.some(text => text) ? texts : [];
  },
  order(fields) {
    const steps = fields.map((_, place) => fields.findIndex(field => field.value === String(place + 1)) + 1);
    return steps.includes(0) ? [] : steps.map(String);
  },
  match(fields) {
    // An entry belongs to the row that took it last, before the other one is cleared too.
    const taking = fields.find(field => field === document.activeElement)?.value;
    return fields.flatMap((field, left) => (field.value && (field.value !== taking || field === document.activeElement) ? [`${left + 1}=${field.value}`] : []));
  },
};
const showings = {
  fill: (field, i, response) => response[i] ?? '',
  order: (field, i, response) => (response.includes(String(i + 1)) ? String(response.indexOf(String(i + 1)) + 1) : ''),
  match: (field, i, response) => response.find(pair => pair.startsWith(`${i + 1}=`))?.split('=')[1] ?? '',
};
const read = q => (readings[kinds.get(q)] ? readings[kinds.get(q)](fieldsOf(q)) : choicesOf(q).filter(i => i.checked).map(i => i.value));

function show(q, response) {
  const showing = showings[kinds.get(q)];
  choicesOf(q).forEach(i => { i.checked = response.includes(i.value); });
  if (showing) fieldsOf(q).forEach((field, i) => { field.value = showing(field, i, response); });
  form.querySelectorAll(`#q${q} [data-order]`).forEach(arrange);
}

const unsaved = () => [...questions].filter(([, a]) => a.rev > a.acked);

// What the server would not take goes last and alone, so that it keeps no other answer from being saved.
const refused = new Map();
const refusalsOf = ({ q, rev }) => (refused.get(q)?.rev === rev ? refused.get(q).times : 0);
const refuse = answer => refused.set(answer.q, { rev: answer.rev, times: refusalsOf(answer) + 1 });

function nextAnswers() {
  const waiting = unsaved().map(([q, a]) => ({ q, rev: a.rev, response: a.response })).sort((one, other) => refusalsOf(one) - refusalsOf(other));
  let bytes = 0;
  const more = waiting.findIndex((answer, i) => {
    bytes += new TextEncoder().encode(JSON.stringify(answer)).length;
    return i > 0 && (i === mostAnswers || bytes > mostBytes || refusalsOf(answer) > 0);
  });
  return more < 0 ? waiting : waiting.slice(0, more);
}

let lease = null;
let held = false;
let closed = false;
let sending = null;
let sendTimer = 0;
let retries = 0;
let leaving = false;
let submitting = false;

// A thumb may be faster than this script: what changes before it is ready is kept apart and counted then.
const early = new Set();
let changed = q => early.add(q);
const questionOf = field => Number(/^q(\d+)(_\d+)?$/.exec(field.name ?? '')?.[1] ?? 0);
const isText = field => questionOf(field) > 0 && field.type === 'text';
form.addEventListener('change', event => { if (questionOf(event.target) > 0 && !isText(event.target)) changed(questionOf(event.target)); });
// What an input method is still putting together is no text yet.
form.addEventListener('input', event => { if (isText(event.target) && !event.isComposing) changed(questionOf(event.target)); });
form.addEventListener('compositionend', event => { if (isText(event.target)) changed(questionOf(event.target)); });
form.addEventListener('focusout', event => { if (isText(event.target)) send(); });
form.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || event.isComposing || !isText(event.target)) return;
  event.preventDefault();
  event.target.blur();
});

// --- what the browser keeps until the server has it -----------------------------------------------------
const store = await new Promise(resolve => {
  const open = indexedDB.open('academy-exam', 1);
  open.onupgradeneeded = () => open.result.createObjectStore('unsaved');
  open.onsuccess = () => resolve(open.result);
  open.onerror = () => resolve(null);
});
const keyOf = q => `${attempt.id}/${q}`;
const objects = mode => store.transaction('unsaved', mode).objectStore('unsaved');
const keep = (q, answer) => store && objects('readwrite').put({ rev: answer.rev, response: answer.response }, keyOf(q));
const forget = q => store && objects('readwrite').delete(keyOf(q));
const kept = await new Promise(resolve => {
  const found = new Map();
  if (!store) return resolve(found);
  const cursor = objects('readonly').openCursor(IDBKeyRange.bound(`${attempt.id}/`, `${attempt.id}/\uffff`));
  cursor.onsuccess = () => {
    if (!cursor.result) return resolve(found);
    found.set(cursor.result.key, cursor.result.value);
    cursor.result.continue();
  };
  cursor.onerror = () => resolve(found);
});

for (const [q, answer] of questions) {
  const mine = kept.get(keyOf(q));
  if (mine && mine.rev > answer.rev) Object.assign(answer, mine);
  else if (mine) forget(q);
  // The page's ticks may be older than what is kept here, but never older than the thumb.
  if (!early.has(q)) show(q, answer.response);
}

// --- saving ---------------------------------------------------------------------------------------------
async function call(path, method, body) {
  return fetch(base + path, {
    method,
    // A page that is being left still gets its last answers through.
    keepalive: true,
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', RequestVerificationToken: token },
    body: JSON.stringify(body),
  });
}

function clientId() {
  let id = sessionStorage.getItem('exam-client');
  if (!id) {
    id = crypto.randomUUID ? crypto.randomUUID() : [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, '0')).join('');
    sessionStorage.setItem('exam-client', id);
  }
  return id;
}

async function takeLease(takeOver) {
  const answer = await call('/lease', 'POST', { client: clientId(), takeOver });
  if (answer.ok) {
    lease = (await answer.json()).lease;
    setHeld(false);
    return true;
  }
  if (answer.status === 409) setHeld(true);
  if (answer.status === 410) finish();
  if (answer.status === 401) signedOut();
  return false;
}

function setHeld(value) {
  held = value;
  document.getElementById('lease-lost').hidden = !held;
  form.querySelectorAll('.choices :is(input, select, button)').forEach(i => { i.disabled = held; });
}

async function send() {
  if (sending || held || closed || leaving || unsaved().length === 0) return sending;
  sending = (async () => {
    clearTimeout(sendTimer);
    paint();
    try {
      if (!lease && !await takeLease(false)) {
        if (!held && !closed) throw new Error('no lease');
        return;
      }
      const answers = nextAnswers();
      const answer = await call('/answers', 'PUT', { lease, answers });
      if (answer.status === 409) {
        if ((await answer.json()).detail === 'paused') paused();
        else { lease = null; setHeld(true); }
        return;
      }
      if (answer.status === 410) { finish(); return; }
      if (answer.status === 401) { signedOut(); return; }
      if (answer.status === 400 || answer.status === 413) answers.forEach(refuse);
      if (!answer.ok) throw new Error(String(answer.status));
      const done = await answer.json();
      retries = 0;
      sync(done.now, done.deadline);
      for (const { q, rev } of done.saved) {
        const mine = questions.get(q);
        mine.acked = Math.max(mine.acked, rev);
        if (mine.rev === rev) forget(q);
      }
      for (const { q, rev, response } of done.stale) {
        const mine = questions.get(q);
        // The server holds something newer, from another page of this person: show it, unless it was changed here meanwhile.
        if (mine.rev <= rev) {
          Object.assign(mine, { rev, acked: rev, response });
          show(q, response);
          forget(q);
        } else {
          mine.acked = Math.min(mine.acked, rev);
        }
      }
    } catch {
      const wait = Math.min(retryTo, retryFrom * 2 ** retries++) * (0.5 + Math.random());
      sendTimer = setTimeout(send, wait);
    } finally {
      sending = null;
      paint();
    }
  })();
  await sending;
  if (unsaved().length > 0 && retries === 0 && !held && !closed && !leaving) return send();
}

changed = q => {
  const answer = questions.get(q);
  answer.rev = Math.max(answer.rev, answer.acked) + 1;
  answer.response = read(q);
  keep(q, answer);
  clearTimeout(sendTimer);
  sendTimer = setTimeout(send, quiet);
  paint();
};
addEventListener('online', () => { retries = 0; send(); });
addEventListener('pagehide', send);
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') send(); });
addEventListener('beforeunload', event => { if (unsaved().length > 0 && !closed && !leaving) event.preventDefault(); });
document.getElementById('take-over').addEventListener('click', async event => {
  event.preventDefault();
  if (await takeLease(true)) location.reload();
});

// --- what the page says ---------------------------------------------------------------------------------
const state = document.getElementById('save-state');
const banner = document.getElementById('offline-banner');
const marks = new Set(JSON.parse(sessionStorage.getItem(`marks/${attempt.id}`) ?? '[]'));

function paint() {
  const waiting = unsaved().length;
  const failing = retries > 0;
  state.dataset.state = waiting === 0 ? 'saved' : failing ? (navigator.onLine ? 'failed' : 'offline') : 'saving';
  state.querySelector('span').textContent = waiting === 0 ? '已全部保存' : failing ? `${waiting} 题未保存` : '正在保存';
  banner.hidden = !(waiting > 0 && failing);
  banner.textContent = navigator.onLine
    ? `${waiting} 题未保存。答案留在手机里，正在重试。`
    : `没有网络，${waiting} 题未保存。请继续作答，恢复后自动保存。`;
  for (const [q, answer] of questions) {
    const cell = document.querySelector(`[data-cell="${q}"]`);
    const cellState = answer.rev > answer.acked ? 'unsaved' : answer.response.length > 0 ? 'answered' : '';
    if (cellState) cell.dataset.state = cellState; else delete cell.dataset.state;
    cell.toggleAttribute('data-marked', marks.has(q));
    cell.querySelector('[data-said]').textContent = { unsaved: ' 未保存', answered: ' 已答', '': ' 没答' }[cellState] + (marks.has(q) ? '，已标记' : '');
  }
}

for (const section of form.querySelectorAll('.question')) {
  section.append(document.getElementById('mark').content.cloneNode(true));
  const box = section.querySelector('[data-mark]');
  const q = Number(section.dataset.q);
  box.checked = marks.has(q);
  box.addEventListener('change', () => {
    if (box.checked) marks.add(q); else marks.delete(q);
    sessionStorage.setItem(`marks/${attempt.id}`, JSON.stringify([...marks]));
    paint();
  });
}

// --- one question at a time -----------------------------------------------------------------------------
const sections = [...form.querySelectorAll('.question')];
let current = 0;

function turn(to, focus) {
  current = Math.max(0, Math.min(sections.length - 1, to));
  sections.forEach((section, i) => {
    section.hidden = i !== current;
  });
  carryStory();
  document.getElementById('previous').disabled = current === 0;
  document.getElementById('next').disabled = current === sections.length - 1;
  document.querySelectorAll('[data-cell]').forEach((cell, i) => {
    if (i === current) cell.setAttribute('aria-current', 'true'); else cell.removeAttribute('aria-current');
  });
  if (focus) {
    const head = sections[current].querySelector('legend');
    head.tabIndex = -1;
    head.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }
}

// A scenario's story stays in view with each of its parts.
function carryStory() {
  document.querySelectorAll('[data-carried]').forEach(copy => copy.remove());
  const group = attempt.questions[current].group;
  if (group === null || sections[current].querySelector('.question__story')) return;
  const first = attempt.questions.findIndex(q => q.group === group);
  const copy = sections[first].querySelector('.question__story').cloneNode(true);
  copy.dataset.carried = '';
  sections[current].querySelector('.question__head').after(copy);
}

document.getElementById('previous').addEventListener('click', () => turn(current - 1, true));
document.getElementById('next').addEventListener('click', () => turn(current + 1, true));
document.querySelectorAll('[data-cell]').forEach((cell, i) => cell.addEventListener('click', event => { event.preventDefault(); turn(i, true); }));
turn(Math.max(0, /^#q\d+$/.test(location.hash) ? Number(location.hash.slice(2)) - 1 : 0), false);

// --- the clock is the server's --------------------------------------------------------------------------
const clockFace = document.querySelector('#countdown strong');
const announce = document.getElementById('announce');
const thresholds = [10, 5, 1];
let deadline, serverNow, at;

function sync(now, until) {
  [serverNow, deadline, at] = [Date.parse(now), Date.parse(until), performance.now()];
}

function tick() {
  const left = Math.max(0, Math.ceil((deadline - serverNow - (performance.now() - at)) / 1000));
  clockFace.textContent = `${String(Math.floor(left / 60)).padStart(2, '0')}:${String(left % 60).padStart(2, '0')}`;
  document.getElementById('countdown').dataset.state = left <= 60 ? 'last' : left <= 300 ? 'soon' : 'calm';
  while (thresholds.length > 0 && left <= thresholds[0] * 60) announce.textContent = `还剩 ${thresholds.shift()} 分钟`;
  if (left === 0 && !closed && !held && !submitting) submit();
}

sync(attempt.now, attempt.deadline);
while (thresholds.length > 0 && deadline - serverNow <= thresholds[0] * 60_000) thresholds.shift();
setInterval(tick, 500);
tick();

// --- handing in -----------------------------------------------------------------------------------------
const dialog = document.getElementById('submit-dialog');
document.getElementById('hand-in').addEventListener('click', async event => {
  event.preventDefault();
  await send();
  const empty = [...questions].filter(([, a]) => a.response.length === 0).map(([q]) => q);
  const waiting = unsaved().length;
  document.getElementById('submit-words').textContent = waiting > 0
    ? `有 ${waiting} 题还没保存，现在不能交卷。等网络恢复，或留在这一页，到时间会自动收卷。`
    : empty.length > 0 ? `还有 ${empty.length} 题没答：第 ${empty.join('、')} 题。` : '全部答完，已保存。';
  document.getElementById('submit-yes').disabled = waiting > 0;
  dialog.showModal();
});
document.getElementById('submit-yes').addEventListener('click', submit);
document.getElementById('submit-no').addEventListener('click', () => dialog.close());

// What is not saved yet gets every chance until the grace is over; then the server hands in by itself.
async function submit() {
  if (closed || submitting) return;
  submitting = true;
  const until = deadline - serverNow - (performance.now() - at) + performance.now() + graceToUse;
  while (unsaved().length > 0 && !closed && !held && !leaving && performance.now() < until) {
    clearTimeout(sendTimer);
    await send();
    if (unsaved().length > 0) await new Promise(resolve => { setTimeout(resolve, 500); });
  }

  submitting = false;
  if (unsaved().length === 0 && !held && !leaving) finish();
}

// Signed out: what is unsaved stays in IndexedDB and is sent after signing in again.
function signedOut() {
  leaving = true;
  location.reload();
}

// An alarm: away from the questions. What is unsaved stays in IndexedDB and is sent when the exam goes on.
function paused() {
  leaving = true;
  location.assign(`${base}/paused`);
}

// Leaves the page only when the server can be reached: an error page would hide what is saved. Without it the
// server hands in by itself at the deadline.
async function finish() {
  closed = true;
  try {
    await fetch('/healthz', { cache: 'no-store' });
    document.getElementById('submit-form').submit();
  } catch {
    banner.hidden = false;
    banner.textContent = '没有网络。已保存的答案不会丢，到时间服务器会自动收卷；网络恢复后这里会显示成绩。';
    setTimeout(finish, 3_000);
  }
}

// --- supervised: the invigilator may extend, pause and collect, and sees how often the page is left ------
if (form.dataset.mode === 'supervised') {
  let tag = '';
  setInterval(async () => {
    if (closed || leaving) return;
    try {
      const answer = await fetch(`${base}/state`, { cache: 'no-store', headers: { Accept: 'application/json', 'If-None-Match': tag } });
      if (answer.status === 401) return signedOut();
      if (answer.status !== 200) return;
      tag = answer.headers.get('ETag') ?? '';
      const live = await answer.json();
      if (!live.open) return finish();
      if (live.paused) { await send(); return paused(); }
      sync(live.now, live.deadline);
      document.getElementById('until').textContent = live.until;
    } catch {
      // No network: saving says so.
    }
  }, 4_000);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && !closed && !leaving) call('/away', 'POST', {}).catch(() => {});
  });
}

document.documentElement.classList.remove('no-script');
// Every change saves itself; the button is for pages without script.
document.getElementById('save-form').hidden = true;
early.forEach(changed);
paint();
if (unsaved().length > 0) send(); else takeLease(false).catch(() => {});
