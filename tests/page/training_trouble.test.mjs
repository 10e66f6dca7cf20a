// What becomes of training when there is no memory, and of its models at the next visit. On synthetic digits: no data folder is needed.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {site} from './browser.mjs';
import {launch_unpainted, open_in, serve_strictly, use} from './support/open.mjs';

let browser;
before(async () => {
  browser = await launch_unpainted();
});
after(() => browser?.close());

const run_shown = (now) => now.training.runs.find(({number}) => number === now.training.shown);

// The training station of a server's page, with a plan as an address has it.
async function with_training(server, plan, run) {
  try {
    const opened = await open_in(browser, `${server.url}#v=1&station=train&on=synthetic&${plan}`);
    await use(opened, async () => {
      await opened.wait((now) => now.station === 'train' && now.framesDrawn > 0, 'the training station');
      await run(opened);
    });
  } finally {
    await server.close();
  }
}

test('a model that was trained here is there after a reload, and reads drawings', async () => {
  await with_training(await serve_strictly(), 'digits=600&latent=8&epochs=3', async ({page, wait, press}) => {
    await press('start');
    const {savedAs, weightsHash} = run_shown(await wait((now) => run_shown(now)?.state === 'finished' && run_shown(now).savedAs, 'the end of the run'));
    assert.ok(weightsHash);
    await wait((now) => now.storage === 'allowed' && now.storing === 0, 'the model to be kept');
    await page.goto(`${page.url().split('#')[0]}#v=1&model=${savedAs}`);
    await page.reload();
    const {places: {pad}} = await wait((now) => now.model === savedAs && now.ready && now.places.pad, 'the model after the reload');
    await page.mouse.move(pad.x + pad.width / 2, pad.y + pad.height / 4);
    await page.mouse.down();
    await page.mouse.move(pad.x + pad.width / 2, pad.y + 3 * pad.height / 4, {steps: 8});
    await page.mouse.up();
    const now = await wait(({latent}) => latent?.length === 8, 'the drawing\'s code by that model');
    assert.ok(now.error.bce > 0);
  });
});

// A worker whose memory cannot grow: what it has at the start is all.
const no_growth = async () => ({
  'worker.js': `WebAssembly.Memory.prototype.grow = () => { throw new RangeError('no more memory'); };\n${await readFile(join(site, 'worker.js'), 'utf8')}`,
});

test('a run without memory ends with a message; nothing else is lost, and a smaller one goes', async () => {
  const server = await serve_strictly({extra: await no_growth()});
  await with_training(server, 'digits=50000&latent=8&epochs=1', async ({page, wait, press}) => {
    await press('start');
    const now = await wait((state) => run_shown(state)?.state === 'failed', 'the run to be given up');
    assert.match(run_shown(now).error, /memory/);
    // The page works on: another plan, which needs less, is trained to its end.
    await page.evaluate(() => { location.hash = '#v=1&station=train&on=synthetic&digits=600&latent=8&epochs=1'; });
    await wait((state) => state.address.includes('digits=600'), 'the smaller plan');
    await press('start');
    await wait((state) => run_shown(state)?.number === 2 && run_shown(state).state === 'finished', 'the smaller run');
  });
});
