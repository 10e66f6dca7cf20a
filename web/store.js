// Keeps files by key in the browser's storage (IndexedDB), where the browser allows it. It understands none of them. What is to be
// written, and what follows from a failure, is the program's business (src/lab/session/stored.h).
import {withBytes, withText} from './strings.js';
import {texts} from './texts.js';

const kDatabase = 'bottleneck';
const kFiles = 'files';
const kOpenMs = 10000; // a browser that has not opened the storage by then is taken to refuse it

// As `Written` in src/lab/session/stored.h.
const kWritten = {kept: 0, taken: 1, failed: 2};

const answered = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function openDatabase() {
  const request = indexedDB.open(kDatabase, 1); // throws in sandboxed frames
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

// module: the page's program. It takes the stored files by _page_stored_file, hears of their end by _page_store_ready, and of each
// write by _page_store_written.
export function makeStore(module) {
  let database = null; // a promise
  let isPersistenceAsked = false;

  function open() {
    database ??= openDatabase().then((opened) => {
      opened.onclose = () => {
        database = null; // the next write opens it again
      };
      opened.onversionchange = () => {
        opened.close();
        database = null;
      };
      return opened;
    });
    return database;
  }

  async function handOver(opened, key) {
    const tell = (pointer, size, problem) => withText(module, key, (name) => {
      if (!problem) return module._page_stored_file(name, pointer, size, 0);
      return withText(module, problem, (text) => module._page_stored_file(name, 0, 0, text));
    });
    try {
      const bytes = await answered(opened.transaction(kFiles).objectStore(kFiles).get(key));
      if (!(bytes instanceof Uint8Array)) throw new Error(texts.noFile);
      withBytes(module, bytes, (pointer) => tell(pointer, bytes.length));
    } catch (error) {
      tell(0, 0, error.message || String(error));
    }
  }

  // Does something to the files; returns once it is on disk.
  async function change(act) {
    const transaction = (await open()).transaction(kFiles, 'readwrite');
    const end = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error ?? new DOMException('', 'AbortError'));
    });
    act(transaction.objectStore(kFiles));
    await end;
  }

  async function write(key, act) {
    let outcome = kWritten.kept;
    let problem = '';
    try {
      await change(act);
    } catch (error) {
      outcome = error.name === 'ConstraintError' ? kWritten.taken : kWritten.failed;
      problem = String(error);
    }
    withText(module, key, (name) => withText(module, problem, (text) => module._page_store_written(name, outcome, text)));
  }

  return {
    // Hands over every file that is there.
    async open() {
      let problem = '';
      try {
        const opened = await open();
        for (const key of await answered(opened.transaction(kFiles).objectStore(kFiles).getAllKeys())) await handOver(opened, String(key));
      } catch (error) {
        problem = String(error);
      }
      withText(module, problem, (text) => module._page_store_ready(text));
    },

    // bytes: are copied at once. isNew: only if there is no such file.
    put(key, bytes, isNew) {
      let copy = null;
      try {
        copy = bytes.slice();
      } catch {
        // no memory: write() says so
      }
      // Asked at the first keeping, not before: some browsers ask the reader.
      if (!isPersistenceAsked) navigator.storage?.persist?.().catch(() => {});
      isPersistenceAsked = true;
      write(key, (files) => {
        if (!copy) throw new Error(texts.noMemoryForFile);
        if (isNew) files.add(copy, key);
        else files.put(copy, key);
      });
    },

    delete(key) {
      write(key, (files) => files.delete(key));
    },
  };
}
