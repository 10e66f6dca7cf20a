// The first visit and the second: what is loaded until a digit can be drawn, in which order, and how much of it again.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {promisify} from 'node:util';
import {brotliCompress, constants} from 'node:zlib';
import {serve} from '../../tools/serve.mjs';
import {site} from './browser.mjs';
import {draw_digit} from './support/handwriting.mjs';
import {launch_browser, open_in, until, use} from './support/open.mjs';

const kCodes = 'assets/models/mnist-16.codes.safetensors';
const kLater = 'bottleneck.later.wasm';
const kModel = ['index.json', 'mnist-16.json', 'mnist-16.safetensors'].map((file) => `assets/models/${file}`);

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch_browser(), serve(site)]);
});
after(() => Promise.all([browser?.close(), server?.close()]));

// Opens the page as somebody who was never here, and tells run() of it and of the paths that it has asked for until it is ready, in order.
// prepare: what is done with the page before.
async function visit(hash, run, prepare = () => {}) {
  const asked = [];
  const watch_and_prepare = (page) => {
    page.on('request', (request) => asked.push(new URL(request.url()).pathname.slice(1)));
    return prepare(page);
  };
  const opened = await open_in(browser, server.url + hash, {context: {}, prepare: watch_and_prepare});
  await use(opened, async () => {
    await opened.ready();
    await run(asked, opened.page, opened);
  });
}

// What index.html names ahead, by how it does.
const hinted = (page, selector) => page.evaluate((which) => (
  Array.from(document.querySelectorAll(which), (link) => new URL(link.href).pathname.slice(1))), selector);

test('all that the start needs is named ahead, asked for once and used', async () => {
  await visit('', async (asked, page) => {
    const named = await hinted(page, 'link[rel$=preload]');
    assert.deepEqual(await hinted(page, 'link[class^=usual]'), [...kModel, kCodes]);
    // A hint that is not used is asked for again by whoever wants the file: then it stands here twice.
    assert.deepEqual(asked.filter((path, i) => asked.indexOf(path) !== i), []);
    assert.deepEqual(named.filter((path) => !asked.includes(path)), []);
    const rest = ['', kLater, 'starting.js', 'styles.css', 'icon.svg', 'data/index.json', ...kModel, kCodes];
    assert.deepEqual(asked.filter((path) => !named.includes(path) && !rest.includes(path)), [], 'and nothing else is waited for');
  });
});

test('where the address names a model, nothing of another one is loaded', async () => {
  await visit('#v=1&model=mnist-8', async (asked) => {
    assert.ok(asked.includes('assets/models/mnist-8.codes.safetensors'));
    assert.deepEqual(asked.filter((path) => /mnist-16/.test(path)), []);
  });
});

// As servers send it. A size grows unseen, and on a phone's network every 100 kB are waited for.
test('what is loaded until a digit can be drawn, and until it is voted on, stays small', async () => {
  const compress = (bytes) => promisify(brotliCompress)(bytes, {params: {[constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_LGWIN]: 24}});
  let files;
  await visit('', (asked) => {
    files = asked.filter((path) => path !== kLater).map((path) => path || 'index.html');
  });
  const sizes = await Promise.all(files.map(async (file) => (await compress(await readFile(join(site, file)))).length));
  const sum = sizes.reduce((total, size) => total + size, 0);
  const codes = sizes[files.indexOf(kCodes)];
  const kMostUntilDrawing = 600_000;
  const kMostUntilVotes = 1_500_000;
  assert.ok(sum - codes <= kMostUntilDrawing, `${sum - codes} bytes until a digit can be drawn`);
  assert.ok(sum <= kMostUntilVotes, `${sum} bytes until there are votes`);
});

// cmake/later_functions.txt names what is loaded later. Where this fails, something of it is called at the start: tools/later_functions.mjs writes the list anew.
test('drawing and its votes take nothing of the part of the program that comes later', async () => {
  await visit('', async (asked, page, opened) => {
    assert.equal((await draw_digit(opened, 3)).votes.length, 10);
    assert.equal(asked.filter((path) => path === kLater).length, 1);
  }, (page) => page.route(`**/${kLater}`, () => {})); // never answered
});

test('what comes later and is wanted at once is waited for', async () => {
  const held = [];
  await visit('', async (asked, page, {wait}) => {
    await until(() => held.length === 1, 'the later part to be asked for');
    await page.evaluate(() => {
      setTimeout(() => {
        location.hash = '#v=1&station=map';
      });
    });
    await until(() => held.length === 2, 'the page to wait for it');
    await held[1].continue();
    await wait(({station}) => station === 'map');
    await held[0].continue();
  }, (page) => page.route(`**/${kLater}`, (route) => {
    held.push(route);
  }));
});

test('a second visit loads nothing again', async () => {
  const context = await browser.newContext();
  const of_reader = {newContext: async () => ({newPage: () => context.newPage(), close: async () => {}})};
  const visited = async () => {
    const opened = await open_in(of_reader, server.url, {context: {}});
    await opened.ready();
    await opened.page.waitForFunction((later) => performance.getEntriesByType('resource').some(({name}) => name.endsWith(later)), kLater); // all of it has come
    const loaded = await opened.page.evaluate(() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
      .map(({name, transferSize, encodedBodySize}) => ({name, transferSize, encodedBodySize})));
    await opened.page.close();
    await opened.close();
    return loaded;
  };
  const first = await visited();
  assert.ok(first.some(({name, transferSize, encodedBodySize}) => name.endsWith('bottleneck.wasm') && transferSize > encodedBodySize), 'it has come over the network');
  const again = (await visited()).filter(({transferSize, encodedBodySize}) => transferSize > encodedBodySize);
  assert.deepEqual(again.filter(({encodedBodySize}) => encodedBodySize > 1000), []);
  await context.close();
});
