// Scans, findings and photos that the server does not have yet. Each has an id made here, and stays until the server
// has named that id: sent twice it is kept once.
const mostItems = 50;
const mostBytes = 200_000;

const utf8 = new TextEncoder();

export class Queue {
  /** @param {{ session: () => Promise<{ state: string, token?: string }>, device: string }} options */
  constructor(store, { session, device }) {
    Object.assign(this, { store, session, device, sending: null });
  }

  /** Keeps an item, and its photos before it; resolved when the disk has it. */
  async add(item, photos = []) {
    for (const { id, blob } of photos) await this.store.put('photos', id, { id, blob, sent: false });
    await this.store.put('queue', item.id, { version: 1, item });
  }

  /**
   * Changes what is kept of an item, or keeps it again when the server has it already: then it goes there once more under its id.
   */
  amend(item) {
    return this.store.update('queue', item.id, kept => ({ version: (kept?.version ?? 1) + 1, item }));
  }

  count() {
    return this.store.count('queue');
  }

  /** Oldest first. */
  async waiting() {
    return (await this.store.all('queue')).sort((one, other) => one.item.at.localeCompare(other.item.at));
  }

  /**
   * Sends everything once. Of two at a time the second gets the first's outcome.
   * @returns {Promise<{ state: 'done'|'offline'|'signIn'|'forbidden'|'trouble', refused: number, answers: Map<string, string> }>}
   */
  sync() {
    return this.sending ??= this.#send().finally(() => { this.sending = null; });
  }

  async #send() {
    const outcome = { state: 'done', refused: 0, answers: new Map() };
    let all = await this.waiting();
    if (all.length === 0) return outcome;
    const session = await this.session();
    if (session.state !== 'ready') return { ...outcome, state: session.state };
    for (const batch of batches(all)) {
      for (const [id, item] of batch.flatMap(({ item }) => (item.photos ?? []).map(id => [id, item]))) {
        const state = await this.#sendPhoto(id, item, session.token);
        if (state) return { ...outcome, state };
      }

      const answer = await post('/inspect/sync', 'POST', session.token, JSON.stringify({ device: this.device, items: batch.map(({ item }) => item) }), 'application/json');
      if (!answer.ok) return { ...outcome, state: stateOf(answer) };
      const { done, refused, answers = [] } = await answer.json();
      for (const { id, result } of answers) outcome.answers.set(id, result);
      for (const { item, version } of batch) {
        if (done.includes(item.id)) await this.#settle(item, version);
        const problem = refused.find(r => r.id === item.id)?.problem;
        if (!problem) continue;
        outcome.refused++;
        await this.store.update('queue', item.id, kept => kept && { ...kept, problem });
      }
    }

    return outcome;
  }

  /** The server has it: forgotten here, unless it was changed while it was on its way. */
  async #settle(item, version) {
    let gone = true;
    await this.store.update('queue', item.id, kept => {
      gone = !kept || kept.version === version;
      return gone ? undefined : kept;
    });
    if (gone) for (const id of item.photos ?? []) await this.store.delete('photos', id);
  }

  async #sendPhoto(id, { visit, at }, token) {
    const photo = await this.store.get('photos', id);
    if (!photo || photo.sent) return null;
    const answer = await post(`/inspect/sync/photos/${id}?visit=${visit}&at=${encodeURIComponent(at)}`, 'PUT', token, photo.blob, photo.blob.type);
    // A photo that is refused for itself must not hold up what else waits; its finding says so when it is sent.
    if (!answer.ok && ![404, 409, 413, 415, 422].includes(answer.status)) return stateOf(answer);
    if (answer.ok) await this.store.put('photos', id, { ...photo, sent: true });
    return null;
  }
}

/** The server takes 256 KB at a time. */
function batches(all) {
  const made = [[]];
  let bytes = 0;
  for (const kept of all) {
    const size = utf8.encode(JSON.stringify(kept.item)).length;
    if (made.at(-1).length === mostItems || (bytes + size > mostBytes && made.at(-1).length > 0)) {
      made.push([]);
      bytes = 0;
    }

    made.at(-1).push(kept);
    bytes += size;
  }

  return made;
}

async function post(address, method, token, body, type) {
  try {
    return await fetch(address, {
      method,
      redirect: 'manual',
      headers: { 'Content-Type': type, Accept: 'application/json', RequestVerificationToken: token },
      body,
      signal: AbortSignal.timeout(60_000),
    });
  } catch {
    return { ok: false, status: 0 };
  }
}

export function stateOf({ status, type }) {
  if (status === 401 || type === 'opaqueredirect') return 'signIn';
  if (status === 403) return 'forbidden';
  return status === 0 || status === 503 || status === 429 ? 'offline' : 'trouble';
}
