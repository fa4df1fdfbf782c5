// What the scanner does with a signal: who is signed in, what waits goes out, and what it knows is fetched anew.
import { Queue, stateOf } from './queue.js';
import { timeLimit } from './support.js';

const refreshEvery = 5 * 60_000;
const sessionLimit = 20_000;

export class Network {
  /** How the last try ended, see Queue.sync; null before the first. */
  state = null;

  /**
   * @param {object} device
   * @param {object} device.store see openStore
   * @param {import('./knowledge.js').Knowledge} device.knowledge
   * @param {import('./photos.js').Photos} device.photos
   * @param {import('./guest.js').Guest} device.guest
   * @param {object} known
   * @param {string} known.device
   * @param {string} known.inspector name of who was signed in here last
   * @param {string|null} known.inspectorId
   * @param {object} screen
   * @param {() => string|null} screen.faceless the look on the screen that has no photo
   * @param {(answers: Map<string, { result: string, photo?: string }>) => Promise<void>} screen.confirm
   * @param {() => Promise<void>} screen.askForVisit
   * @param {() => Promise<void>} screen.endVisit
   * @param {() => Promise<void>} screen.paint
   */
  constructor({ store, knowledge, photos, guest }, { device, inspector, inspectorId }, screen) {
    Object.assign(this, { store, knowledge, photos, guest, inspector, screen });
    this.queue = new Queue(store, { device, inspector: inspectorId, session: () => this.askSession(), wantsPhoto: () => screen.faceless() });
  }

  get isOffline() {
    return !navigator.onLine || this.state === 'offline';
  }

  /** @returns {Promise<{ state: string, id?: string, token?: string }>} */
  async askSession() {
    try {
      const answer = await fetch('/inspect/scan/session', { cache: 'no-store', redirect: 'manual', headers: { Accept: 'application/json' }, signal: timeLimit(sessionLimit) });
      if (!answer.ok) {
        const state = stateOf(answer);
        // Signed out, or somebody else.
        if (state === 'signIn' || state === 'forbidden') await Promise.all([this.photos.wipe(), this.refuseGuest()]);
        return { state };
      }

      const { id, name, token, isKnown, home, guestFor } = await answer.json();
      if (this.queue.inspector !== id) await this.refuseGuest();
      if (guestFor !== null && guestFor <= 0) {
        // Out; what was recorded in time is still taken, from the device that recorded it.
        await Promise.all([this.photos.wipe(), this.endGuest()]);
        return this.guest.isOver && !this.guest.isRefused ? { state: 'ready', id, token } : { state: 'signIn' };
      }

      await this.guest.letIn(guestFor === null ? null : { home, seconds: guestFor, now: Date.now() });
      await this.photos.belongTo(id);
      this.inspector = name;
      await this.store.put('kept', 'inspector', name);
      this.queue.inspector = id;
      await this.store.put('kept', 'inspector-id', id);
      if (isKnown && !this.knowledge.root) this.knowledge.isLost = true;
      return { state: 'ready', id, token };
    } catch {
      return { state: 'offline' };
    }
  }

  /** A guest is out: nothing of the Organization is left here. What was not sent waits for a signal. */
  async endGuest() {
    if (!this.guest.isIn) return;
    await this.guest.end();
    this.inspector = '';
    await Promise.all([this.photos.wipe(), this.knowledge.forgetNames(), this.store.delete('kept', 'inspector'), this.screen.endVisit()]);
  }

  /** A guest who was sent away, or whose time to hand in is over: nobody can send any more what was not sent. */
  async refuseGuest() {
    await this.endGuest();
    if (!this.guest.isOver) return;
    await Promise.all([this.guest.refuse(), this.queue.giveUp('迎检已经结束。')]);
  }

  /** Sends what waits. */
  async sync(isAsked = false) {
    const { state, answers } = await this.queue.sync(isAsked);
    this.state = state;
    await this.screen.confirm(answers);
    await this.screen.paint();
  }

  /** Fetches anew what can be had, then sends what waits. */
  async refresh(isAsked = false) {
    const session = await this.askSession();
    // For a guest who is out nothing is fetched again.
    if (session.state !== 'offline' && !this.guest.isOver) {
      await this.knowledge.refresh(Date.now());
      await this.screen.askForVisit();
    }

    if ((await this.queue.waiting()).some(({ problem }) => isAsked || !problem)) await this.sync(isAsked);
    else this.state = session.state === 'ready' ? 'done' : session.state;
    await this.screen.paint();
  }

  /** Every few minutes while somebody looks, and when signal or eyes come back. */
  keepFresh() {
    const isSeen = () => document.visibilityState === 'visible';
    const isStale = () => Date.now() - (this.knowledge.refreshedAt ?? 0) >= refreshEvery;
    addEventListener('online', () => this.refresh());
    document.addEventListener('visibilitychange', () => { if (isSeen() && isStale()) this.refresh(); });
    setInterval(() => { if (isSeen()) this.refresh(); }, refreshEvery);
  }
}
