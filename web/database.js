// Files by key in the browser's storage (IndexedDB), where the browser allows it. They last as long as anything that a page keeps: a
// session of WebKit that leaves no traces loses what is in the Cache API at every reload, and on plain http there is none.

const kFiles = 'files';
const kOpenMs = 10000; // a browser that has not opened the storage by then is taken to refuse it

const answered = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function openDatabase(name) {
  const request = indexedDB.open(name, 1); // throws in sandboxed frames
  request.onupgradeneeded = () => request.result.createObjectStore(kFiles);
  let timer = 0;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      // Opened after all, it would stand in the way of another version.
      request.onsuccess = () => request.result.close();
      reject(new DOMException('', 'TimeoutError'));
    }, kOpenMs);
  });
  try {
    return await Promise.race([answered(request), late]);
  } finally {
    clearTimeout(timer);
  }
}

// A database of that name, opened when it is first asked.
export function makeDatabase(name) {
  let database = null; // a promise

  function open() {
    database ??= openDatabase(name).then((opened) => {
      opened.onclose = () => {
        database = null; // the next question opens it again
      };
      opened.onversionchange = () => {
        opened.close();
        database = null;
      };
      return opened;
    });
    return database;
  }

  return {
    // The answer to what ask(files) requests of them.
    async read(ask) {
      return answered(ask((await open()).transaction(kFiles).objectStore(kFiles)));
    },

    // Does something to the files; returns once it is on disk.
    async change(act) {
      const transaction = (await open()).transaction(kFiles, 'readwrite');
      const end = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error ?? new DOMException('', 'AbortError'));
      });
      act(transaction.objectStore(kFiles));
      await end;
    },
  };
}
