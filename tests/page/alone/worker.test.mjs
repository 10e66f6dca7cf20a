// The worker alone: started in every way there is, asked for real work, and lost. The page around it is ../support/worker_page.js.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {after, before, test} from 'node:test';
import {launch_unpainted, open_in, serve_strictly, until} from '../support/open.mjs';

let browser;
let extra;
before(async () => {
  browser = await launch_unpainted();
  const icon = '<link rel="icon" href="icon.svg">'; // or the browser asks for one that is not there
  extra = {
    'worker_page.html': `<!doctype html><html lang="en"><title>A worker</title>${icon}<script type="module" src="worker_page.js"></script></html>`,
    'worker_page.js': await readFile(new URL('../support/worker_page.js', import.meta.url), 'utf8'),
    'frame.html': `<!doctype html><html lang="en"><title>A frame</title>${icon}<iframe sandbox="allow-scripts" src="worker_page.html"></iframe></html>`,
  };
});
after(() => browser?.close());

const kFailedToLoad = /Failed to load resource/;

// Runs `use` with the page, or the frame in it, whose window.lab is there.
async function with_worker_page({serve, path = 'worker_page.html', ...options}, use) {
  const server = await serve_strictly({extra, ...serve});
  try {
    const opened = await open_in(browser, server.url + path, options);
    const frame = await until(async () => {
      for (const one of opened.page.frames()) if (await one.evaluate(() => window.lab !== undefined).catch(() => false)) return one;
      return null;
    }, 'the page with the worker');
    await use(frame);
    await opened.close();
  } finally {
    await server.close();
  }
}

// Waits for the reply to the job `id`, other than its progress.
const answer = (frame, id) => until(async () => {
  const {replies, losses} = await frame.evaluate(() => ({replies: window.lab.replies, losses: window.lab.losses}));
  const found = replies.find((reply) => reply.id === id && reply.kind !== 130);
  if (!found && losses.length) assert.fail(`the worker was lost: ${JSON.stringify(losses)}`);
  return found;
}, `the answer to job ${id}`);
const loss = (frame, count = 1) => until(() => frame.evaluate((n) => window.lab.losses[n - 1], count), 'the loss');

// Sends images and a search, and checks the answer.
async function check_search(frame, id = 1) {
  await frame.evaluate((n) => {
    window.lab.sendImages(300);
    window.lab.sendSearch(n, 300, 42, 5);
  }, id);
  const found = await answer(frame, id);
  assert.equal(found.kind, 129, JSON.stringify(found));
  const expected = await frame.evaluate(() => window.lab.search(300, 42, 5));
  assert.deepEqual(found.neighbours.map(({index}) => index), expected.map(({index}) => index));
  found.neighbours.forEach(({distance}, i) => assert.ok(Math.abs(distance - expected[i].distance) < 1e-5));
  assert.equal(found.neighbours[0].index, 42);
}

// In the page, before anything runs: notes how workers are started, and refuses what window.refuse says.
function watch_workers() {
  const Original = window.Worker;
  window.started = [];
  window.workers = [];
  window.beats = 0;
  window.Worker = class extends Original {
    constructor(url, ...rest) {
      const how = String(url).startsWith('blob:') ? 'blob' : 'url';
      window.started.push(how);
      if (how === 'url' && window.refuse === 'throw') throw new DOMException('refused', 'SecurityError');
      super(how === 'url' && window.refuse === 'event' ? 'no_such_script.js' : url, ...rest);
      window.workers.push(this);
      this.addEventListener('message', ({data}) => { window.beats += data.memory !== undefined && data.idle === undefined; });
    }
    postMessage(message, ...rest) {
      if (message.module && window.refuse === 'module') throw new DOMException('refused', 'DataCloneError');
      if (message.module && window.refuse === 'module later') return this.dispatchEvent(new MessageEvent('message', {data: 'bytes'}));
      return super.postMessage(message, ...rest);
    }
  };
}
const refusing = (what) => `window.refuse = ${JSON.stringify(what)}; (${watch_workers})();`;

test('a worker from its address searches and encodes', async () => {
  await with_worker_page({init: refusing('')}, async (frame) => {
    await check_search(frame);
    await frame.evaluate(() => window.lab.sendEncoding(2, [], 3));
    const {kind, codes} = await answer(frame, 2);
    assert.equal(kind, 131);
    const expected = await frame.evaluate(() => window.lab.encode(300, 3));
    assert.equal(codes.length, expected.length);
    codes.forEach((code, i) => assert.ok(Math.abs(code - expected[i]) < 1e-3, `${i}: ${code}, not ${expected[i]}`));
    assert.ok(expected.some((code) => code > 0.1), 'not everything is zero');
    assert.deepEqual(await frame.evaluate(() => window.started), ['url']);
    assert.equal((await frame.evaluate(() => window.lab.replies))[0].kind, 128, 'it says first that it is ready');
  });
});

test('a worker from a Blob where its address is refused, at once or by an event', async () => {
  for (const refuse of ['throw', 'event']) {
    await with_worker_page({init: refusing(refuse), allowed: kFailedToLoad}, async (frame) => {
      await check_search(frame);
      assert.deepEqual(await frame.evaluate(() => window.started), ['url', 'blob']);
    });
  }
});

test('a worker in a sandboxed frame', async () => {
  await with_worker_page({serve: {is_open: true}, path: 'frame.html', init: refusing('')}, async (frame) => {
    assert.equal(await frame.evaluate(() => window.origin), 'null', 'nothing is of the same origin');
    await check_search(frame);
    assert.deepEqual(await frame.evaluate(() => window.started), ['blob'], 'and none from an address, of which Firefox would complain');
  });
});

test('the program as bytes where it cannot be handed over compiled', async () => {
  for (const refuse of ['module', 'module later']) {
    await with_worker_page({init: refusing(refuse)}, (frame) => check_search(frame));
  }
});

test('a server that does not know the type of .wasm files', async () => {
  await with_worker_page({serve: {wasm_type: 'application/octet-stream'}}, (frame) => check_search(frame));
});

test('a worker that cannot be started is reported, and the next message tries again', async () => {
  for (const [file, spoilt, detail] of [
    ['worker.wasm', 'missing', /worker\.wasm: HTTP 404/], ['worker.wasm', 'damaged', /magic|wasm/i], ['worker.js', 'missing', /worker\.js: HTTP 404/],
    ['worker.js', 'damaged', /SyntaxError/],
  ]) {
    const files = new Set([file]);
    const allowed = spoilt === 'missing' ? kFailedToLoad : /SyntaxError/;
    await with_worker_page({serve: {[spoilt]: files}, allowed}, async (frame) => {
      await frame.evaluate(() => window.lab.sendImages(3));
      const lost = await loss(frame);
      assert.equal(lost.how, 0);
      assert.match(lost.detail, detail);
      files.clear();
      await frame.evaluate(() => window.lab.losses.splice(0));
      await check_search(frame);
    });
  }
});

test('a worker ended from outside is missed, and the next one gets everything anew', async () => {
  await with_worker_page({init: refusing(''), path: 'worker_page.html?silence=3000'}, async (frame) => {
    await check_search(frame);
    // Idle, it may be as silent as it likes.
    await new Promise((resolve) => setTimeout(resolve, 4500));
    assert.deepEqual(await frame.evaluate(() => window.lab.losses), []);

    await frame.evaluate(() => {
      window.workers[0].terminate();
      window.lab.sendSearch(2, 300, 42, 5);
    });
    assert.deepEqual(await loss(frame), {how: 2, detail: ''});
    await frame.evaluate(() => window.lab.losses.splice(0));
    await check_search(frame, 3);
    assert.deepEqual(await frame.evaluate(() => window.started), ['url', 'url']);
  });
});

test('the silence of a hidden page proves nothing', async () => {
  await with_worker_page({init: refusing(''), path: 'worker_page.html?silence=1500'}, async (frame) => {
    await check_search(frame);
    await frame.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});
      window.workers[0].terminate();
      window.lab.sendSearch(2, 300, 42, 5);
    });
    await new Promise((resolve) => setTimeout(resolve, 4000));
    assert.deepEqual(await frame.evaluate(() => window.lab.losses), []);
    await frame.evaluate(() => delete document.visibilityState);
    assert.equal((await loss(frame)).how, 2);
  });
});

test('long work beats, reports progress and lets a search through', async () => {
  await with_worker_page({init: refusing('')}, async (frame) => {
    await frame.evaluate(() => {
      window.lab.sendImages(6000);
      window.lab.sendEncoding(1, [16000], 2); // seconds of work on any machine
    });
    await until(() => frame.evaluate(() => window.lab.replies.some((reply) => reply.id === 1 && reply.share > 0)), 'progress');
    await frame.evaluate(() => window.lab.sendSearch(2, 6000, 7, 1));
    await answer(frame, 1);
    const ids = await frame.evaluate(() => window.lab.replies.filter(({kind}) => kind !== 130).map(({id}) => id));
    assert.deepEqual(ids, [0, 2, 1], 'ready, the search, then the codes');
    assert.ok(await frame.evaluate(() => window.beats) > 0);
  });
});

test('a message that the worker does not understand ends it with a reason', async () => {
  await with_worker_page({}, async (frame) => {
    await frame.evaluate(() => window.lab.sendBroken());
    const lost = await loss(frame);
    assert.equal(lost.how, 1);
    assert.match(lost.detail, /different versions/);
    await frame.evaluate(() => {
      window.lab.losses.splice(0);
      window.lab.stop();
    });
    await check_search(frame);
  });
});
