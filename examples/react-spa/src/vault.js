// One value that all tabs share, in IndexedDB.

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

/** Keeps a refresh token; null forgets it. Done when every tab sees it. */
export const keep = (token) =>
  transaction("readwrite", (store) => (token ? store.put(token, "refresh") : store.delete("refresh")));

/** The refresh token that was kept last. */
export const kept = () => transaction("readonly", (store) => store.get("refresh"));
