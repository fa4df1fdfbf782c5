// Keeps one whole release of the scanner. The server puts `release` before this text: its version, its page, and every
// file with the hash of its content. Either all of them are here, or the release before stays.
const cacheName = `scanner-${release.version}`;

self.addEventListener('install', event => event.waitUntil(take()));
self.addEventListener('activate', event => event.waitUntil(takeOver()));
self.addEventListener('message', event => { if (event.data === 'take over') self.skipWaiting(); });
self.addEventListener('fetch', event => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== location.origin) return;
  const isPage = request.mode === 'navigate' && address.pathname === release.page;
  const isFile = address.search === '' && Object.hasOwn(release.files, address.pathname);
  if (isPage || isFile) event.respondWith(answer(address.pathname, request));
});

async function take() {
  // Of the same release there may be a whole one already.
  const isNew = !await caches.has(cacheName);
  const cache = await caches.open(cacheName);
  try {
    // The network's answer must be what this release says: a server that is just being replaced gives half of the next one.
    await Promise.all([
      keepPage(cache),
      ...Object.entries(release.files).map(async ([path, integrity]) => {
        const file = await fetch(path, { integrity, cache: 'no-cache', credentials: 'same-origin' });
        if (!file.ok) throw new Error(`${path}: ${file.status}`);
        await cache.put(path, file);
      }),
    ]);
  } catch (error) {
    if (isNew) await caches.delete(cacheName);
    throw error;
  }
}

async function keepPage(cache) {
  // A sign-in page in its place would be a redirect.
  const page = await fetch(release.page, { cache: 'no-store', credentials: 'same-origin', redirect: 'error' });
  if (!page.ok || !(await page.clone().text()).includes(`data-version="${release.version}"`)) throw new Error('not the page of this release');
  await cache.put(release.page, page);
}

async function takeOver() {
  for (const name of await caches.keys()) {
    if (name.startsWith('scanner-') && name !== cacheName) await caches.delete(name);
  }

  await self.clients.claim();
}

async function answer(path, request) {
  const kept = await (await caches.open(cacheName)).match(path);
  return kept ?? fetch(request);
}
