// 迎检: a guest is in for so long and no longer. By the server's word, or by this device's clock where there is no signal.

/** A clock that was set back by more does not make the time longer. */
const clockLag = 120_000;

export class Guest {
  /** @type {{ home: string, from: number, until: number, isOver: boolean, isRefused?: boolean } | null} null for who is no guest */
  #access = null;

  static async open(store) {
    const guest = new Guest();
    guest.store = store;
    guest.#access = await store.get('kept', 'guest') ?? null;
    return guest;
  }

  /** Where a guest begins; null for who is none. */
  get home() {
    return this.#access?.home ?? null;
  }

  /** By this device's clock, milliseconds. */
  get until() {
    return this.#access?.until ?? null;
  }

  get isIn() {
    return this.#access?.isOver === false;
  }

  /** Was in, and nobody else since. */
  get isOver() {
    return this.#access?.isOver === true;
  }

  /** Nothing is taken any more, not even what was recorded in time. */
  get isRefused() {
    return this.#access?.isRefused === true;
  }

  hasRunOut(now) {
    return this.isIn && (now >= this.#access.until || now < this.#access.from - clockLag);
  }

  /** @param {{ home: string, seconds: number, now: number } | null} access for how long, as the server says; null for who is no guest */
  async letIn(access) {
    this.#access = access && { home: access.home, from: access.now, until: access.now + access.seconds * 1000, isOver: false };
    await this.#keep();
  }

  async end() {
    this.#access.isOver = true;
    await this.#keep();
  }

  async refuse() {
    this.#access.isRefused = true;
    await this.#keep();
  }

  #keep() {
    return this.#access ? this.store.put('kept', 'guest', this.#access) : this.store.delete('kept', 'guest');
  }
}
