// Asks every three seconds whether a part of the page has changed. The server answers 304 when it has not,
// the part when it has, and 204 when the whole page is to be read again. Without script one reloads.
const every = 3_000;
const stale = document.querySelector('[data-poll-stale]');

for (const part of document.querySelectorAll('[data-poll]')) {
  let tag = '';
  let asking = false;
  let answeredAt = new Date();

  const ask = async () => {
    if (asking || document.visibilityState === 'hidden') return;
    asking = true;
    try {
      const answer = await fetch(part.dataset.poll, { cache: 'no-store', headers: { 'If-None-Match': tag } });
      if (answer.redirected || answer.status === 204 || (answer.status >= 400 && answer.status < 500)) {
        if (answer.status !== 429) location.reload();
        return;
      }

      if (answer.status >= 500) throw new Error(String(answer.status));
      answeredAt = new Date();
      if (stale) stale.hidden = true;
      // A thumb that is down now is to hit what it aims at.
      if (answer.status !== 200 || part.querySelector(':active')) return;
      const html = await answer.text();
      tag = answer.headers.get('ETag') ?? '';
      const focused = part.contains(document.activeElement) ? document.activeElement.id : '';
      part.innerHTML = html;
      if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    } catch {
      if (!stale) return;
      stale.hidden = false;
      stale.querySelector('[data-poll-at]').textContent = answeredAt.toLocaleTimeString('zh-CN', { hour: '2-digit', minute: '2-digit' });
    } finally {
      asking = false;
    }
  };

  setInterval(ask, every);
  document.addEventListener('visibilitychange', ask);
}

document.documentElement.classList.remove('no-script');
