// Scans, findings and photos that the server does not have yet. Each has an id made here, and stays until the server
// has named that id: sent twice it is kept once.
import { timeLimit } from './support.js';

const mostItems = 50;
const mostBytes = 200_000;
const itemsLimit = 60_000;
/** A photo of half a megabyte passes even where the signal is just enough to speak. */
const photoLimit = 5 * 60_000;

const utf8 = new TextEncoder();

export class Queue {
  #sending = null;
  /** What was put in, or asked for, since the last look at what waits. */
  #isDirty = false;
  #isAsked = false;

  /**
   * @param {object} options
   * @param {() => Promise<{ state: string, id?: string, token?: string }>} options.session who is signed in
   * @param {string|null} [options.inspector] who makes the records now; null while that is not known
   * @param {() => string|null} [options.wantsPhoto] the look that is on the screen without a photo
   */
  constructor(store, { session, device, inspector = null, wantsPhoto = () => null }) {
    Object.assign(this, { store, session, device, inspector, wantsPhoto });
  }

  /** Keeps an item and its photos, all or nothing; resolved when the disk has it. */
  async add(item, photos = []) {
    await this.store.write(['queue', 'photos'], transaction => {
      for (const { id, blob } of photos) transaction.objectStore('photos').put({ id, blob, sent: false }, id);
      transaction.objectStore('queue').put({ version: 1, item, inspector: this.inspector }, item.id);
    });
    this.#isDirty = true;
  }

  /**
   * Changes what is kept of an item, or keeps it again when the server has it already: then it goes there once more under its id.
   */
  async amend(item) {
    await this.store.update('queue', item.id, kept => ({ version: (kept?.version ?? 1) + 1, item, inspector: kept?.inspector ?? this.inspector }));
    this.#isDirty = true;
  }

  /** Forgets an item and its photos, sent or not. */
  remove(item) {
    return this.store.write(['queue', 'photos'], transaction => {
      transaction.objectStore('queue').delete(item.id);
      for (const id of item.photos ?? []) transaction.objectStore('photos').delete(id);
    });
  }

  /** What this inspector has not sent goes no more by itself, and says why. */
  async giveUp(problem) {
    for (const { item, inspector } of await this.waiting()) {
      if (inspector === this.inspector) await this.store.update('queue', item.id, kept => (kept && !kept.problem ? { ...kept, problem } : null));
    }
  }

  /** Deletes photos that no item names any more. */
  sweep() {
    return this.store.write(['queue', 'photos'], transaction => {
      transaction.objectStore('queue').getAll().onsuccess = ({ target: { result: all } }) => {
        const named = new Set(all.flatMap(({ item }) => item.photos ?? []));
        const photos = transaction.objectStore('photos');
        photos.getAllKeys().onsuccess = ({ target: { result: ids } }) => ids.filter(id => !named.has(id)).forEach(id => photos.delete(id));
      };
    });
  }

  /** Oldest first. */
  async waiting() {
    return (await this.store.all('queue')).sort((one, other) => one.item.at.localeCompare(other.item.at));
  }

  /**
   * Sends everything once, and what comes in meanwhile. Of two at a time the second gets the first's outcome; where there is
   * another tab, one waits for the other.
   * @param {boolean} isAsked by hand: then what the server refused before goes too
   * @returns {Promise<{ state: 'done'|'offline'|'signIn'|'forbidden'|'trouble'|'another', answers: Map<string, { result: string, photo?: string }> }>}
   */
  sync(isAsked = false) {
    if (isAsked) this.#isAsked = this.#isDirty = true;
    return this.#sending ??= inTurn(() => this.#sendAll()).finally(() => { this.#sending = null; });
  }

  async #sendAll() {
    const answers = new Map();
    let state;
    do {
      this.#isDirty = false;
      state = await this.#send(answers);
    } while (this.#isDirty && state === 'done');
    return { state, answers };
  }

  async #send(answers) {
    const isAsked = this.#isAsked;
    this.#isAsked = false;
    const kept = (await this.waiting()).filter(({ problem }) => isAsked || !problem);
    if (kept.length === 0) return 'done';
    const session = await this.session();
    if (session.state !== 'ready') return session.state;
    // Everybody signs for what they saw themselves: another's records wait for them.
    const all = kept.filter(({ inspector }) => !inspector || !session.id || inspector === session.id);
    // What is small first: a photo may take long.
    const hasPhotos = ({ item }) => item.photos?.length > 0;
    for (const batch of batches(all.filter(kept => !hasPhotos(kept)))) {
      const state = await this.#sendItems(batch, session.token, answers);
      if (state !== 'done') return state;
    }

    let worst = all.length < kept.length ? 'another' : 'done';
    for (const kept of all.filter(hasPhotos)) {
      const photos = await this.#sendPhotos(kept.item, session.token);
      const state = photos === 'done' ? await this.#sendItems([kept], session.token, answers) : photos;
      if (state === 'signIn' || state === 'forbidden') return state;
      // Another's photos may pass.
      if (state !== 'done') worst = state;
    }

    return worst;
  }

  async #sendItems(batch, token, answers) {
    const answer = await post('/inspect/sync', 'POST', token, JSON.stringify({ device: this.device, items: batch.map(({ item }) => item), shown: this.wantsPhoto() }), 'application/json', itemsLimit);
    if (!answer.ok) return stateOf(answer);
    let said;
    try {
      said = await answer.json();
    } catch {
      // The signal went in the middle of the answer.
      return 'offline';
    }

    for (const answer of said.answers ?? []) answers.set(answer.id, answer);
    for (const { item, version } of batch) {
      if (said.done.includes(item.id)) await this.#settle(item, version);
      const problem = said.refused.find(r => r.id === item.id)?.problem;
      // What was changed on its way is not what was refused.
      if (problem) await this.store.update('queue', item.id, kept => (kept?.version === version ? { ...kept, problem } : null));
    }

    return 'done';
  }

  /** The server has it: forgotten here, unless it was changed while it was on its way. */
  #settle(item, version) {
    return this.store.write(['queue', 'photos'], transaction => {
      const queue = transaction.objectStore('queue');
      queue.get(item.id).onsuccess = ({ target: { result: kept } }) => {
        if (kept && kept.version !== version) return;
        queue.delete(item.id);
        for (const id of item.photos ?? []) transaction.objectStore('photos').delete(id);
      };
    });
  }

  async #sendPhotos({ photos, visit, at }, token) {
    for (const id of photos) {
      const photo = await this.store.get('photos', id);
      if (!photo || photo.sent) continue;
      const answer = await post(`/inspect/sync/photos/${id}?visit=${visit}&at=${encodeURIComponent(at)}`, 'PUT', token, photo.blob, photo.blob.type, photoLimit);
      // A photo that is refused for itself is not sent for ever; its finding says so when it is sent.
      if (!answer.ok && ![404, 409, 413, 415, 422].includes(answer.status)) return stateOf(answer);
      if (answer.ok) await this.store.update('photos', id, kept => (kept ? { ...kept, sent: true } : null));
    }

    return 'done';
  }
}

/** One tab at a time, where the browser can tell: else the same goes twice, and the server keeps it once. */
const inTurn = act => (navigator.locks ? navigator.locks.request('academy-scanner-sync', act) : act());

/** The server takes 256 KB at a time. */
function batches(all) {
  const made = [];
  let bytes = 0;
  for (const kept of all) {
    const size = utf8.encode(JSON.stringify(kept.item)).length;
    if (made.length === 0 || made.at(-1).length === mostItems || bytes + size > mostBytes) {
      made.push([]);
      bytes = 0;
    }

    made.at(-1).push(kept);
    bytes += size;
  }

  return made;
}

async function post(address, method, token, body, type, limit) {
  try {
    return await fetch(address, { method, redirect: 'manual', headers: { 'Content-Type': type, Accept: 'application/json', RequestVerificationToken: token }, body, signal: timeLimit(limit) });
  } catch {
    return { ok: false, status: 0 };
  }
}

export function stateOf({ status, type }) {
  if (status === 401 || type === 'opaqueredirect') return 'signIn';
  if (status === 403) return 'forbidden';
  return status === 0 || status === 503 || status === 429 ? 'offline' : 'trouble';
}
