// What the scanner keeps on the device: IndexedDB, and a mark beside it that tells a first start from a loss.
const ofScanner = ['kept', 'lists', 'queue', 'photos'];
const mark = 'scanner-root';

const asked = request => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** Opens the store; it throws where the browser allows none, in a private window for example. */
export async function openStore(name = 'academy-scanner', stores = ofScanner) {
  let db = null;

  async function connect() {
    const open = indexedDB.open(name, 1);
    open.onupgradeneeded = () => stores.forEach(store => open.result.createObjectStore(store));
    db = await asked(open);
    const opened = db;
    opened.onclose = () => { if (db === opened) db = null; };
    // Another page deletes it: who holds on to it would be waited for.
    opened.onversionchange = () => {
      opened.close();
      if (db === opened) db = null;
    };
  }

  /** A browser closes the store when it likes, a phone's that went to sleep above all: then it is opened again, once. */
  async function run(names, mode, act) {
    const once = async () => {
      if (!db) await connect();
      return await act(db.transaction(names, mode, { durability: 'strict' }));
    };
    try {
      return await once();
    } catch (error) {
      if (db && error?.name !== 'InvalidStateError') throw error;
      db = null;
      return await once();
    }
  }

  const read = (store, ask) => run(store, 'readonly', transaction => asked(ask(transaction.objectStore(store))));
  /** All or nothing, of one store or of several; resolved when the disk has it. */
  const write = (names, change) => run(names, 'readwrite', transaction => new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
    change(transaction);
  }));

  await connect();
  return {
    write,
    get: (store, key) => read(store, objects => objects.get(key)),
    all: store => read(store, objects => objects.getAll()),
    put: (store, key, value) => write(store, transaction => transaction.objectStore(store).put(value, key)),
    delete: (store, key) => write(store, transaction => transaction.objectStore(store).delete(key)),
    /** Reads, changes and writes in one transaction, so that nothing comes between. Null from change leaves it as it is, undefined deletes it. */
    update: (store, key, change) => write(store, transaction => {
      const objects = transaction.objectStore(store);
      objects.get(key).onsuccess = event => {
        const changed = change(event.target.result);
        if (changed) objects.put(changed, key);
        else if (changed === undefined) objects.delete(key);
      };
    }),
    clear: () => write(stores, transaction => stores.forEach(store => transaction.objectStore(store).clear())),
  };
}

/** The fingerprint of the root as it was pinned here before; it outlives the store in some browsers, never all of them. */
export const rootMark = {
  get: () => { try { return localStorage.getItem(mark); } catch { return null; } },
  set: value => { try { localStorage.setItem(mark, value); } catch { /* The server's cookie is the other mark. */ } },
  clear: () => { try { localStorage.removeItem(mark); } catch { /* As above. */ } },
};
