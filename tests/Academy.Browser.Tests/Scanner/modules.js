// Holds single modules of the scanner against what is asked of them; gives back what came out otherwise.
async ({ root }) => {
  const wrong = [];
  const is = (what, found, expected) => { if (JSON.stringify(found) !== JSON.stringify(expected)) wrong.push(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`); };
  const { confirmedBy } = await import(`${root}certificate/verify.js`);
  const { foreignHost } = await import(`${root}certificate/token.js`);
  const { Queue } = await import(`${root}scanner/queue.js`);
  const { openStore } = await import(`${root}scanner/store.js`);
  const { openVisit } = await import(`${root}scanner/visit.js`);

  // The server's word, and what only the device knows.
  const now = 1_800_000_000_000;
  const seen = (result, live, signedAt) => ({ result, live, signedAt, tone: 'unsure', fields: { position: 901 } });
  const confirmed = (verdict, answer, position = null) => { const { result, tone, live } = confirmedBy(verdict, answer, { now, position }); return [result, tone, live]; };
  for (const result of ['STATUS_UNKNOWN', 'SUSPENDED']) {
    is(`${result}, another post`, confirmed(seen(result, false), 'VALID_STATIC', 312), ['WRONG_POST', 'hold', false]);
    is(`${result}, this post`, confirmed(seen(result, false), 'VALID_STATIC', 901), ['VALID_STATIC', 'check', false]);
    is(`${result}, a screenshot`, confirmed(seen(result, true, now - 91_000), 'VALID_STATIC'), ['STALE_LIVE', 'hold', true]);
    is(`${result}, live`, confirmed(seen(result, true, now), 'VALID_STATIC'), ['VALID_LIVE', 'check', true]);
  }

  is('KEY_REVOKED proves no life', confirmed(seen('KEY_REVOKED', true, now), 'VALID_STATIC'), ['VALID_STATIC', 'check', false]);
  is('KEY_REVOKED, another post', confirmed(seen('KEY_REVOKED', true, now), 'VALID_STATIC', 312), ['WRONG_POST', 'hold', false]);
  is('revoked meanwhile', confirmed(seen('VALID_LIVE', true, now), 'REVOKED'), ['REVOKED', 'stop', true]);

  is('foreign text', foreignHost('\u0000微\u202e信\ufffe\ud800'), '微信');
  is('foreign text of nothing', foreignHost('\u0007'), '看不见的文字');

  // The store is opened again when the browser has closed it.
  const opened = [];
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (...args) {
    const request = open.apply(this, args);
    request.addEventListener('success', () => opened.push(request.result));
    return request;
  };
  const store = await openStore('modules');
  opened.at(-1).close();
  await store.put('kept', 'a', 1);
  is('after a close', [await store.get('kept', 'a'), opened.length], [1, 2]);

  is('no id of an inspection', await openVisit(store, '../../x'), null);
  const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
  is('an inspection without a network', (await openVisit(store, id.toUpperCase())).visit.id, id);

  // What waits, and in which order it goes.
  let sent = [];
  let fails = null;
  let meanwhile = null;
  globalThis.fetch = async (address, { body }) => {
    if (address.includes('/photos/')) {
      sent.push(address.split(/[/?]/)[4]);
      return { ok: !address.includes(fails), status: address.includes(fails) ? 503 : 204 };
    }

    const { items } = JSON.parse(body);
    sent.push(...items.map(item => item.id));
    await meanwhile?.();
    const refused = items.filter(item => item.id.startsWith('bad')).map(item => ({ id: item.id, problem: '不行' }));
    return { ok: true, status: 200, json: async () => ({ done: items.map(item => item.id).filter(one => !one.startsWith('bad')), refused, answers: [] }) };
  };
  const queue = new Queue(store, { device: 'd', session: async () => ({ state: 'ready', token: 't' }) });
  const photo = name => ({ id: name, blob: new Blob([name], { type: 'image/jpeg' }) });
  await queue.add({ id: 'one', at: '1', photos: ['p1'] }, [photo('p1')]);
  await queue.add({ id: 'two', at: '2', photos: ['p2'] }, [photo('p2')]);
  await queue.add({ id: 'bad', at: '3' });
  fails = 'p1';
  meanwhile = async () => { meanwhile = null; await queue.add({ id: 'late', at: '4' }); };
  is('a photo that fails', (await queue.sync()).state, 'offline');
  is('sent', sent, ['bad', 'p1', 'p2', 'two']);
  fails = null;
  sent = [];
  meanwhile = async () => { meanwhile = null; await queue.add({ id: 'later', at: '5' }); };
  is('again', (await queue.sync()).state, 'done');
  is('sent again, with what came meanwhile, without what was refused', sent, ['late', 'p1', 'one', 'later']);
  sent = [];
  await queue.sync(true);
  is('asked for by hand', sent, ['bad']);
  await queue.remove({ id: 'bad' });
  await store.put('photos', 'orphan', { id: 'orphan' });
  await queue.sweep();
  is('left', [await store.all('queue'), await store.all('photos')], [[], []]);
  return wrong;
}
