// The first visit and the second: what is loaded until a digit can be drawn, in which order, and how much of it again.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {promisify} from 'node:util';
import {brotliCompress, constants} from 'node:zlib';
import {serve} from '../../tools/serve.mjs';
import {site} from './browser.mjs';
import {launch_browser, open_in, use} from './support/open.mjs';

const kCodes = 'assets/models/mnist-16.codes.safetensors';
const kModel = ['index.json', 'mnist-16.json', 'mnist-16.safetensors'].map((file) => `assets/models/${file}`);

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch_browser(), serve(site)]);
});
after(() => Promise.all([browser?.close(), server?.close()]));

// Opens the page, and tells run() of it and of the paths that it has asked for until it is ready, in order.
async function visit(hash, run) {
  const asked = [];
  const watch = (page) => page.on('request', (request) => asked.push(new URL(request.url()).pathname.slice(1)));
  const opened = await open_in({newContext: async (options) => {
    const context = await browser.newContext(options);
    context.on('page', watch);
    return context;
  }}, server.url + hash);
  await use(opened, async () => {
    await opened.ready();
    await run(asked, opened.page);
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
    const rest = ['', 'starting.js', 'styles.css', 'icon.svg', 'data/index.json', ...kModel, kCodes];
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
    files = asked.map((path) => path || 'index.html');
  });
  const sizes = await Promise.all(files.map(async (file) => (await compress(await readFile(join(site, file)))).length));
  const sum = sizes.reduce((total, size) => total + size, 0);
  const codes = sizes[files.indexOf(kCodes)];
  const kMostUntilDrawing = 1_050_000;
  const kMostUntilVotes = 1_970_000;
  assert.ok(sum - codes <= kMostUntilDrawing, `${sum - codes} bytes until a digit can be drawn`);
  assert.ok(sum <= kMostUntilVotes, `${sum} bytes until there are votes`);
});

test('a second visit loads nothing again', async () => {
  const context = await browser.newContext();
  const visited = async () => {
    const opened = await open_in({newContext: async () => ({newPage: () => context.newPage(), close: async () => {}})}, server.url);
    await opened.ready();
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
