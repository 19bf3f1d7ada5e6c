// The refresh token, in IndexedDB, where all tabs share it.

const open = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("vestibule", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("tokens");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function transaction(mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const work = database.transaction("tokens", mode);
      const request = act(work.objectStore("tokens"));
      work.oncomplete = () => resolve(request.result);
      work.onabort = () => reject(work.error);
    });
  } finally {
    database.close();
  }
}

/** Stores a refresh token; null deletes it. Resolves when every tab sees it. */
export const keep = (token) =>
  transaction("readwrite", (store) => (token ? store.put(token, "refresh") : store.delete("refresh")));

/** The refresh token that was stored last. */
export const kept = () => transaction("readonly", (store) => store.get("refresh"));
