// The live code: fetches the next one before the last runs out, shows the server's clock, keeps the screen awake.
// Without script the page reloads itself.
const page = document.querySelector('[data-live]');
const every = Number(page.dataset.liveEvery) * 1_000;
const lasts = 60_000;
const fetchFor = 10_000;
const offline = page.querySelector('[data-live-offline]');
const clockOf = (at) => new Date(at).toLocaleTimeString('zh-CN', { hour12: false, timeZone: 'Asia/Shanghai' });

let signedAt = 0;
let ahead = 0;

const begin = (card) => {
  signedAt = Number(card.dataset.now);
  ahead = signedAt - Date.now();
  const hand = card.querySelector('.live__hand');
  if (hand) hand.style.animationDelay = `-${(signedAt / 1_000) % 60}s`;
};

const next = async () => {
  if (document.visibilityState === 'hidden') return;
  const limit = new AbortController();
  const late = setTimeout(() => limit.abort(), fetchFor);
  try {
    const answer = await fetch(page.dataset.live, { cache: 'no-store', signal: limit.signal });
    // Signed out, or not the holder's any more: the page itself says so.
    if (answer.redirected || (answer.status >= 400 && answer.status < 500 && answer.status !== 429)) return location.reload();
    if (!answer.ok) throw new Error(String(answer.status));
    const fresh = document.createElement('template');
    fresh.innerHTML = await answer.text();
    const card = fresh.content.querySelector('[data-live-card]');
    // An answer that was overtaken by a later one.
    if (Number(card.dataset.now) < signedAt) return;
    page.querySelector('[data-live-card]').replaceWith(fresh.content);
    offline.hidden = true;
    begin(card);
  } catch {
    sayOld();
  } finally {
    clearTimeout(late);
  }
};

const sayOld = () => {
  offline.hidden = false;
  page.querySelector('[data-live-until]').textContent = clockOf(signedAt + lasts);
};

const keepAwake = () => {
  if (document.visibilityState === 'visible') navigator.wakeLock?.request('screen').catch(() => {});
};

begin(page.querySelector('[data-live-card]'));
setInterval(next, every);
setInterval(() => {
  const clock = page.querySelector('[data-live-clock]');
  if (clock) clock.textContent = clockOf(Date.now() + ahead);
  // Whatever the reason: nobody holds out a code that has run out without knowing it.
  if (offline.hidden && Date.now() + ahead - signedAt > lasts) sayOld();
}, 250);
document.addEventListener('visibilitychange', () => {
  keepAwake();
  // Back from the pocket: what is on the screen may be old.
  if (document.visibilityState === 'visible' && Date.now() + ahead - signedAt > every) next();
});
keepAwake();
document.documentElement.classList.remove('no-script');
