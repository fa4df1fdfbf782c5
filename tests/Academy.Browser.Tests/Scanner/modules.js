// Holds single modules of the scanner against what is asked of them; gives back what came out otherwise.
async ({ root }) => {
  const wrong = [];
  const is = (what, found, expected) => { if (JSON.stringify(found) !== JSON.stringify(expected)) wrong.push(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`); };
  const { comparedBy, confirmedBy, ofLook } = await import(`${root}certificate/verify.js`);
  const { foreignHost } = await import(`${root}certificate/token.js`);
  const { Guest } = await import(`${root}scanner/guest.js`);
  const { Queue } = await import(`${root}scanner/queue.js`);
  const { Photos, unpack } = await import(`${root}scanner/photos.js`);
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

  // Green is who was compared with a photo that the code names, and nobody else.
  const compared = (verdict, hasPhoto, match) => { const { tone, because } = comparedBy(verdict, { hasPhoto, match }); return [tone, because]; };
  const valid = { result: 'VALID_STATIC', tone: 'check', because: 'photo' };
  const aging = { result: 'VALID_LIVE', tone: 'check', because: 'aging' };
  is('photo, nothing said', compared(valid, true, null), ['check', 'compare']);
  is('photo, the same', compared(valid, true, 'Same'), ['valid', undefined]);
  is('photo, another', compared(valid, true, 'Different'), ['stop', 'different']);
  is('no photo, nothing said', compared(valid, false, null), ['check', 'photo']);
  is('no photo, the same', compared(valid, false, 'Same'), ['check', 'photo']);
  is('no photo, another', compared(valid, false, 'Different'), ['stop', 'different']);
  is('an old list, the same', compared(aging, true, 'Same'), ['check', 'aging']);
  is('an old list, another', compared(aging, true, 'Different'), ['stop', 'different']);
  for (const [result, tone] of [['WRONG_POST', 'hold'], ['STALE_LIVE', 'hold'], ['SUSPENDED', 'hold'], ['STATUS_UNKNOWN', 'unsure'], ['REVOKED', 'stop']]) {
    is(`${result}, the same`, compared({ result, tone }, true, 'Same'), [tone, undefined]);
    is(`${result}, another`, compared({ result, tone }, true, 'Different'), ['stop', tone === 'stop' ? undefined : 'different']);
  }

  is('confirmed and compared', compared(confirmedBy(aging.result ? { ...seen('VALID_STATIC', false), unconfirmed: true, tone: 'check', because: 'aging' } : null, 'VALID_STATIC', { now }), true, 'Same'), ['valid', undefined]);

  // What waits in the queue says what its screen said.
  const kept = (result, match, comparedPhoto, listAge = 60) => { const { tone, because } = ofLook({ result, match, comparedPhoto, listAge }); return [tone, because]; };
  is('kept, the same photo', kept('VALID_STATIC', 'Same', true), ['valid', undefined]);
  is('kept, a card alone', kept('VALID_STATIC', 'Same', false), ['check', 'photo']);
  is('kept by an older release', kept('VALID_LIVE', 'Same', undefined), ['check', 'photo']);
  is('kept, nothing said', kept('VALID_STATIC', null, false), ['check', 'photo']);
  is('kept, another', kept('VALID_STATIC', 'Different', true), ['stop', 'different']);
  is('kept by an old list', kept('VALID_STATIC', 'Same', true, 86_401), ['check', 'aging']);
  is('kept, revoked', kept('REVOKED', 'Different', true), ['stop', undefined]);
  is('kept, suspended', kept('SUSPENDED', 'Same', true), ['hold', undefined]);

  // Photos taken along.
  const utf8 = new TextEncoder();
  const number = n => [n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255];
  const files = [utf8.encode('one face'), utf8.encode('another face')];
  const packed = Uint8Array.from([...utf8.encode('WLAQ-PHOTOS-1'), ...number(86_400), ...files.flatMap(file => [...number(file.length), ...file]), ...number(0)]);
  const hashOf = async file => new Uint8Array(await crypto.subtle.digest('SHA-256', file)).subarray(0, 8);
  const text = bytes => bytes && new TextDecoder().decode(bytes);
  is('a pack', unpack(packed).files.map(text), ['one face', 'another face']);
  is('a pack of nobody', unpack(Uint8Array.from([...utf8.encode('WLAQ-PHOTOS-1'), ...number(60), ...number(0)])), { lasts: 60, files: [] });
  for (let length = 0; length < packed.length; length++) if (unpack(packed.slice(0, length))) wrong.push(`cut off at ${length}`);
  if (unpack(Uint8Array.from([...packed, 0]))) wrong.push('something behind the end');
  const photos = await Photos.open();
  const taken = { place: '云岭山', inspector: 'i1', now };
  is('a pack that was cut off', await photos.take(packed.slice(0, 40).buffer, taken), false);
  is('taken', [await photos.take(packed.buffer, taken), (await photos.about(now)).count], [true, 2]);
  is('found', text(await photos.find(await hashOf(files[1]), now)), 'another face');
  is('not found', await photos.find(await hashOf(utf8.encode('nobody')), now), null);
  const { key } = await photos.store.get('about', 'pack');
  is('the key stays where it is', [key.extractable, await crypto.subtle.exportKey('raw', key).then(() => 'out', () => 'in')], [false, 'in']);
  is('nothing readable', (await photos.store.all('files')).some(kept => text(new Uint8Array(kept.bytes)).includes('face')), false);
  const names = async () => (await photos.store.all('files')).length + (await photos.store.all('about')).length;
  // One file in another's place.
  const [one, other] = await photos.store.all('files');
  const firstOf = async () => [...(await hashOf(files[0]))].map(byte => byte.toString(16).padStart(2, '0')).join('');
  const before = await photos.store.get('files', await firstOf());
  const swapped = before.iv.join() === one.iv.join() ? other : one;
  await photos.store.put('files', await firstOf(), swapped);
  is('swapped', await photos.find(await hashOf(files[0]), now), null);
  await photos.belongTo('i1');
  is('the same inspector', await names(), 3);
  await photos.belongTo('i2');
  is('another inspector', await names(), 0);
  await photos.take(packed.buffer, taken);
  is('a second before the end', Boolean(await photos.find(await hashOf(files[0]), now + 86_399_000)), true);
  is('after a day', [await photos.find(await hashOf(files[0]), now + 86_400_000), await names()], [null, 0]);
  await photos.take(packed.buffer, taken);
  is('a clock that was set back', [await photos.about(now - 121_000), await names()], [null, 0]);

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
  queue.inspector = 'zhou';
  await queue.add({ id: 'his', at: '6' });
  queue.session = async () => ({ state: 'ready', id: 'wu', token: 't' });
  queue.inspector = 'wu';
  await queue.amend({ id: 'his', at: '6', match: 'Same' });
  await queue.add({ id: 'hers', at: '7' });
  sent = [];
  is("another's record waits for him", [(await queue.sync()).state, sent], ['another', ['hers']]);
  queue.session = async () => ({ state: 'ready', id: 'zhou', token: 't' });
  is('and goes when he is here', [(await queue.sync()).state, sent], ['done', ['hers', 'his']]);
  queue.inspector = 'zhou';
  await queue.add({ id: 'never', at: '8' });
  queue.inspector = 'wu';
  await queue.add({ id: 'hers again', at: '9' });
  await queue.giveUp('结束了');
  is('what is given up is hers alone', (await queue.waiting()).map(({ item, problem }) => [item.id, problem]), [['never', undefined], ['hers again', '结束了']]);
  for (const one of ['never', 'hers again']) await queue.remove({ id: one });

  // A guest's two hours.
  const guest = await Guest.open(store);
  is('no guest', [guest.isIn, guest.isOver, guest.home, guest.hasRunOut(now)], [false, false, null, false]);
  await guest.letIn({ home: '/visits', seconds: 7200, now });
  is('in', [guest.isIn, guest.home, guest.hasRunOut(now + 7_199_999), guest.hasRunOut(now + 7_200_000)], [true, '/visits', false, true]);
  is('in, a clock that was set back', [guest.hasRunOut(now - 120_000), guest.hasRunOut(now - 121_000)], [false, true]);
  await guest.end();
  const later = await Guest.open(store);
  is('over, after a restart too', [later.isIn, later.isOver, later.hasRunOut(now + 7_200_000)], [false, true, false]);
  await later.letIn(null);
  is('an inspector since', [(await Guest.open(store)).isOver, await store.get('kept', 'guest')], [false, undefined]);

  await store.put('photos', 'orphan', { id: 'orphan' });
  await queue.sweep();
  is('left', [await store.all('queue'), await store.all('photos')], [[], []]);
  return wrong;
}
