// What the scanner knows of the outside: pinned root, trust bundle, status lists, names. Kept as it was signed and
// verified again at every start; the highest seq and iat that were seen survive, and nothing lower is taken.
import { openLists } from '../certificate/days.js';
import { fingerprint, openList, openNames, openTrust, rootOf, TrustError } from '../certificate/trust.js';
import { rootMark } from './store.js';

export class Knowledge {
  /** @param {{ host: string, publicUrl: string, formerHosts: string[] }} place */
  constructor(store, place) {
    Object.assign(this, { store, place, root: null, fingerprint: null, trust: null, names: null, lists: new Map(), lastSigned: 0, refreshedAt: null, isLost: false, problems: [] });
  }

  /** Reads what is kept on the device. */
  async load() {
    const [root, trust, names, highest] = await Promise.all(['root', 'trust', 'names', 'highest'].map(key => this.store.get('kept', key)));
    this.highest = highest ?? { seq: 0, names: 0, lists: {} };
    this.isLost = !root && rootMark.get() !== null;
    if (!root) return;
    await this.#pin(root);
    this.refreshedAt = await this.store.get('kept', 'refreshedAt') ?? null;
    if (trust) await this.#attempt('trust.cose', () => this.#takeTrust(trust));
    if (!this.trust) return;
    if (names) await this.#attempt('names.cose', () => this.#takeNames(names));
    for (const list of await this.store.all('lists')) await this.#attempt(list.name, () => this.#takeList(list.name, list.bytes));
  }

  /**
   * Fetches all of it anew. What cannot be had or relied on leaves what was there.
   * @returns {Promise<boolean>} whether the server was reached
   */
  async refresh(now) {
    this.problems = [];
    const reached = await this.#attempt('trust.cose', async () => {
      const bytes = await fetchBytes('/trust.cose');
      if (!this.root) await this.#pinFirst(rootOf(bytes));
      await this.#takeTrust(bytes);
      await this.store.put('kept', 'trust', bytes);
    });
    if (this.trust) {
      await Promise.all([
        this.#attempt('names.cose', async () => {
          const bytes = await fetchBytes('/inspect/names.cose');
          await this.#takeNames(bytes);
          await this.store.put('kept', 'names', bytes);
        }),
        ...openLists(now).map(name => this.#attempt(name, async () => {
          const bytes = await fetchBytes(`/s/${name}`);
          if (!bytes) return;
          await this.#takeList(name, bytes);
          await this.store.put('lists', name, { name, bytes });
        })),
      ]);
      await this.#forgetPast(now);
    }

    await this.store.put('kept', 'highest', this.highest);
    if (reached) await this.store.put('kept', 'refreshedAt', this.refreshedAt = now);
    return reached;
  }

  /** When the oldest of the lists that matter was made, milliseconds; null where there is none. */
  get listsFrom() {
    const made = [...this.lists.values()].map(list => list.iat * 1000);
    return made.length > 0 ? Math.min(...made) : null;
  }

  nameOf(kind, number) {
    return this.names?.[kind].get(number) ?? null;
  }

  async #pinFirst(root) {
    const before = rootMark.get();
    await this.#pin(root);
    // What was lost is not replaced in silence by another.
    this.isOtherRoot = before !== null && before !== this.fingerprint;
    if (this.isOtherRoot) {
      this.root = null;
      throw new TrustError('the root is another than before');
    }

    await this.store.put('kept', 'root', root);
    rootMark.set(this.fingerprint);
  }

  async #pin(root) {
    this.root = root;
    this.fingerprint = await fingerprint(root);
  }

  async #takeTrust(bytes) {
    this.trust = await openTrust(bytes, this.root, this.place.host, this.highest.seq);
    this.highest.seq = this.trust.seq;
    this.#signedAt(this.trust.iat);
  }

  async #takeNames(bytes) {
    this.names = await openNames(bytes, { trust: this.trust, host: this.place.host, leastIat: this.highest.names });
    this.highest.names = this.names.iat;
    this.#signedAt(this.names.iat);
  }

  async #takeList(name, bytes) {
    const list = await openList(bytes, name, { trust: this.trust, publicUrl: this.place.publicUrl, leastIat: this.highest.lists[name] ?? 0 });
    this.lists.set(name, list);
    this.highest.lists[name] = list.iat;
    this.#signedAt(list.iat);
  }

  #signedAt(iat) {
    this.lastSigned = Math.max(this.lastSigned, iat * 1000);
  }

  async #forgetPast(now) {
    const open = openLists(now);
    for (const name of this.lists.keys()) {
      if (open.includes(name) || name > open[0]) continue;
      this.lists.delete(name);
      await this.store.delete('lists', name);
    }
  }

  async #attempt(what, act) {
    try {
      await act();
      return true;
    } catch (error) {
      this.problems.push({ what, why: error.message, refused: error instanceof TrustError });
      return false;
    }
  }
}

/** Null where the server has no such thing. */
async function fetchBytes(address) {
  const answer = await fetch(address, { cache: 'no-cache', redirect: 'error', signal: AbortSignal.timeout(20_000) });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
