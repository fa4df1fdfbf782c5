// What the scanner knows of the outside: pinned root, trust bundle, status lists, names. Kept as it was signed and
// verified again at every start; the highest seq and iat that were seen survive, and nothing lower is taken.
import { openLists } from '../certificate/days.js';
import { fingerprint, openList, openNames, openTrust, rootOf, TrustError } from '../certificate/trust.js';
import { rootMark } from './store.js';
import { timeLimit } from './support.js';

export class Knowledge {
  /** @param {{ host: string, publicUrl: string, formerHosts: string[] }} place */
  constructor(store, place) {
    Object.assign(this, { store, place, root: null, fingerprint: null, trust: null, names: null, lists: new Map(), lastSigned: 0, refreshedAt: null, isLost: false, isOtherRoot: false, problems: [], refreshing: null });
  }

  /** Reads what is kept on the device. */
  async load() {
    const [root, trust, names, highest] = await Promise.all(['root', 'trust', 'names', 'highest'].map(key => this.store.get('kept', key)));
    this.highest = highest ?? { seq: 0, names: 0, lists: {} };
    this.isLost = !root && rootMark.get() !== null;
    if (!root) return;
    Object.assign(this, { root, fingerprint: await fingerprint(root) });
    this.refreshedAt = await this.store.get('kept', 'refreshedAt') ?? null;
    if (trust) await this.#attempt('trust.cose', () => this.#takeTrust(trust, root));
    if (!this.trust) return;
    if (names) await this.#attempt('names.cose', () => this.#takeNames(names));
    for (const list of await this.store.all('lists')) await this.#attempt(list.name, () => this.#takeList(list.name, list.bytes));
  }

  /**
   * Fetches all of it anew. What cannot be had or relied on leaves what was there. Of two at a time the second gets the first's outcome.
   * @returns {Promise<boolean>} whether a bundle was taken
   */
  refresh(now) {
    return this.refreshing ??= this.#refresh(now).finally(() => { this.refreshing = null; });
  }

  /** Whether the server's bundle was not taken for what it is. */
  get isTrustRefused() {
    return this.problems.some(({ what, refused }) => refused && what === 'trust.cose');
  }

  async #refresh(now) {
    this.problems = [];
    const reached = await this.#attempt('trust.cose', async () => {
      const bytes = await fetchBytes('/trust.cose');
      if (!bytes) throw new Error('404');
      const before = this.trust?.seq;
      await this.#takeTrust(bytes, this.root ?? await this.#newRoot(bytes));
      await this.store.put('kept', 'trust', bytes);
      if (before !== undefined && before !== this.trust.seq) await this.#openAgain();
    });
    if (this.trust) {
      await Promise.all([
        this.#attempt('names.cose', async () => {
          const bytes = await fetchBytes('/inspect/names.cose');
          if (!bytes) return;
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

    // Another window may have seen more.
    await this.store.update('kept', 'highest', kept => this.highest = higher(this.highest, kept));
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

  /** The root that the bundle names, where none is pinned yet. What was lost is not replaced in silence by another. */
  async #newRoot(bytes) {
    const root = rootOf(bytes);
    const before = rootMark.get();
    this.isOtherRoot = before !== null && before !== await fingerprint(root);
    if (this.isOtherRoot) throw new TrustError('the root is another than before');
    return root;
  }

  /** Pins the root as well, once a bundle has been verified with it. */
  async #takeTrust(bytes, root) {
    const trust = await openTrust(bytes, root, this.place.host, this.highest.seq);
    if (!this.root) {
      const print = await fingerprint(root);
      await this.store.put('kept', 'root', root);
      Object.assign(this, { root, fingerprint: print });
      rootMark.set(print);
    }

    // Another may have been taken in the meantime.
    if (trust.seq < this.highest.seq) throw new TrustError('the bundle is older than one seen before');
    this.trust = trust;
    this.highest.seq = trust.seq;
    this.#signedAt(trust.iat);
  }

  async #takeNames(bytes) {
    const names = await openNames(bytes, { trust: this.trust, host: this.place.host, leastIat: this.highest.names });
    this.names = names;
    this.highest.names = names.iat;
    this.#signedAt(names.iat);
  }

  async #takeList(name, bytes) {
    const list = await openList(bytes, name, { trust: this.trust, publicUrl: this.place.publicUrl, leastIat: this.highest.lists[name] ?? 0 });
    this.lists.set(name, list);
    this.highest.lists[name] = list.iat;
    this.#signedAt(list.iat);
  }

  /** A new bundle may have condemned the key of what is here. */
  async #openAgain() {
    for (const { name, bytes } of await this.store.all('lists')) {
      if (await this.#attempt(name, () => this.#takeList(name, bytes))) continue;
      this.lists.delete(name);
      await this.store.delete('lists', name);
    }

    const names = await this.store.get('kept', 'names');
    if (names && !await this.#attempt('names.cose', () => this.#takeNames(names))) this.names = null;
  }

  /** Whose names they are is no longer this inspector's business. */
  async forgetNames() {
    this.names = null;
    await this.store.delete('kept', 'names');
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

function higher(one, other) {
  if (!other) return one;
  const lists = { ...one.lists };
  for (const [name, iat] of Object.entries(other.lists)) lists[name] = Math.max(lists[name] ?? 0, iat);
  return { seq: Math.max(one.seq, other.seq), names: Math.max(one.names, other.names), lists };
}

/** Null where the server has no such thing. */
async function fetchBytes(address) {
  const answer = await fetch(address, { cache: 'no-cache', redirect: 'error', signal: timeLimit(20_000) });
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
