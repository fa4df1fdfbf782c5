// What the scanner keeps on the device: IndexedDB, and a mark beside it that tells a first start from a loss.
const stores = ['kept', 'lists', 'queue', 'photos'];
const mark = 'scanner-root';

const asked = request => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** Opens the store; it throws where the browser allows none, in a private window for example. */
export async function openStore(name = 'academy-scanner') {
  const open = indexedDB.open(name, 1);
  open.onupgradeneeded = () => stores.forEach(store => open.result.createObjectStore(store));
  const db = await asked(open);
  const of = (store, mode) => db.transaction(store, mode, { durability: 'strict' }).objectStore(store);
  /** Resolved when the disk has it. */
  const write = (store, change) => new Promise((resolve, reject) => {
    const objects = of(store, 'readwrite');
    change(objects);
    objects.transaction.oncomplete = resolve;
    objects.transaction.onabort = objects.transaction.onerror = () => reject(objects.transaction.error);
  });
  return {
    get: (store, key) => asked(of(store, 'readonly').get(key)),
    all: store => asked(of(store, 'readonly').getAll()),
    count: store => asked(of(store, 'readonly').count()),
    put: (store, key, value) => write(store, objects => objects.put(value, key)),
    delete: (store, key) => write(store, objects => objects.delete(key)),
    /** Reads, changes and writes in one transaction, so that nothing comes between. Null from change leaves it as it is. */
    update: (store, key, change) => write(store, objects => {
      objects.get(key).onsuccess = event => {
        const changed = change(event.target.result);
        if (changed) objects.put(changed, key);
        else if (changed === undefined) objects.delete(key);
      };
    }),
    clear: () => Promise.all(stores.map(store => write(store, objects => objects.clear()))),
  };
}

/** The fingerprint of the root as it was pinned here before; it outlives the store in some browsers, never all of them. */
export const rootMark = {
  get: () => { try { return localStorage.getItem(mark); } catch { return null; } },
  set: value => { try { localStorage.setItem(mark, value); } catch { /* The server's cookie is the other mark. */ } },
  clear: () => { try { localStorage.removeItem(mark); } catch { /* As above. */ } },
};
