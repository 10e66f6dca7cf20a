// Pages that use the same context, one after the other, know nothing of each other.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {open_page} from './support/contexts.mjs';
import {launch_unpainted, serve_strictly} from './support/open.mjs';

const kEmpty = {extra: {'empty.html': ''}};
let browser;
let servers = [];
before(async () => {
  [browser, ...servers] = await Promise.all([launch_unpainted(), serve_strictly(kEmpty), serve_strictly(kEmpty)]);
});
after(() => Promise.all([browser, ...servers].map((one) => one?.close())));

const kSize = {width: 640, height: 480, scale: 0.5};

// In the page.
async function store_something() {
  document.cookie = 'known=1';
  localStorage.setItem('known', '1');
  sessionStorage.setItem('known', '1');
  await caches.open('known');
  await new Promise((resolve, reject) => {
    const request = indexedDB.open('known');
    Object.assign(request, {onsuccess: resolve, onerror: reject});
  });
}
async function find_stored() {
  const databases = (await indexedDB.databases()).map(({name}) => name);
  return [document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...await caches.keys(), ...databases].filter(Boolean);
}

test('a page finds nothing of what the page before it in the context has stored', async () => {
  const first = await open_page(browser, kSize);
  for (const {url} of servers) {
    await first.page.goto(`${url}empty.html`);
    await first.page.evaluate(store_something);
    assert.equal((await first.page.evaluate(find_stored)).length, 5);
  }
  await first.close();
  const second = await open_page(browser, kSize);
  assert.equal(second.page.context(), first.page.context());
  for (const {url} of servers) {
    await second.page.goto(`${url}empty.html`);
    assert.deepEqual(await second.page.evaluate(find_stored), []);
  }
  await second.close();
});

test('two pages at once have a context each, and one that is not closed keeps it', async () => {
  const [first, second] = [await open_page(browser, kSize), await open_page(browser, kSize)];
  assert.notEqual(first.page.context(), second.page.context());
  await second.close();
  const third = await open_page(browser, kSize);
  assert.equal(third.page.context(), second.page.context());
  await Promise.all([first, third].map((one) => one.close()));
});
