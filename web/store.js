// Keeps the program's files by key, where the browser allows it. It understands none of them. What is to be written, and what follows
// from a failure, is the program's business (src/lab/session/stored.h).
import {makeDatabase} from './database.js';
import {withBytes, withText} from './strings.js';
import {texts} from './texts.js';

// As `Written` in src/lab/session/stored.h.
const kWritten = {kept: 0, taken: 1, failed: 2};

// module: the page's program. It takes the stored files by _page_stored_file, hears of their end by _page_store_ready, and of each
// write by _page_store_written.
export function makeStore(module) {
  const database = makeDatabase('bottleneck');
  let isPersistenceAsked = false;

  async function handOver(key) {
    const tell = (pointer, size, problem) => withText(module, key, (name) => {
      if (!problem) return module._page_stored_file(name, pointer, size, 0);
      return withText(module, problem, (text) => module._page_stored_file(name, 0, 0, text));
    });
    try {
      const bytes = await database.read((files) => files.get(key));
      if (!(bytes instanceof Uint8Array)) throw new Error(texts.noFile);
      withBytes(module, bytes, (pointer) => tell(pointer, bytes.length));
    } catch (error) {
      tell(0, 0, error.message || String(error));
    }
  }

  async function write(key, act) {
    let outcome = kWritten.kept;
    let problem = '';
    try {
      await database.change(act);
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
        for (const key of await database.read((files) => files.getAllKeys())) await handOver(String(key));
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
