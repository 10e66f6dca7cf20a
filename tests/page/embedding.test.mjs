// The page in other pages, by its element: sized, scrolled over, many at a time, sandboxed, from another site. What the element does by
// itself is tested in embed.test.mjs.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {kContentSecurityPolicy, launch_unpainted, open_in, serve_strictly, state_of, state_where, until, use} from './support/open.mjs';

const kStations = ['draw', 'weights', 'compression', 'book', 'train'];
const kParagraph = `<p>${'A line of the course, as it may stand between two of them. '.repeat(12)}</p>`;
const host_page = (body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Course</title><link rel="stylesheet" href="own.css">
  <script type="module" src="embed.js"></script><body>${body}</body></html>`;
const kContextsTaken = /WebGL contexts|CONTEXT_LOST_WEBGL/; // what Chromium itself logs when it takes one away

let browser, server, other;
before(async () => {
  const five = kStations.map((station) => `${kParagraph}<bottleneck-lab station="${station}" hide="header"></bottleneck-lab>`).join('');
  const extra = {
    'own.css': 'bottleneck-lab { margin: 20px 0; } bottleneck-lab.small { height: 220px; }',
    'five.html': host_page(`<h1>Course</h1><label>Your name <input id="name"></label>${five}${kParagraph}`),
    'twenty.html': host_page('<bottleneck-lab class="small" hide="header"></bottleneck-lab>'.repeat(20)),
    'empty.html': host_page(''),
  };
  [browser, other] = await Promise.all([launch_unpainted(), serve_strictly({prefix: '/elsewhere/', is_open: true})]);
  server = await serve_strictly({extra, policy: `${kContentSecurityPolicy}; frame-src 'self' ${new URL(other.url).origin}`});
});
after(() => Promise.all([browser?.close(), server?.close(), other?.close()]));

// Runs `run` with a host page. lab(i): the i-th element and its frame, once it is there.
async function with_host(name, options, run) {
  const opened = await open_in(browser, server.url + name, options);
  const {page} = opened;
  const lab = (i) => {
    const element = page.locator('bottleneck-lab').nth(i);
    const frame = async () => (await element.locator('iframe').elementHandle()).contentFrame();
    const scroll_to = () => element.evaluate((it) => it.scrollIntoView());
    return {element, frame, scroll_to};
  };
  await use(opened, () => run({...opened, lab}));
}
// Is it drawn now, and not only known?
const is_drawn = (frame) => frame.evaluate(() => {
  const canvas = document.getElementById('canvas');
  return (window.bottleneck?.state().framesDrawn ?? 0) > 0 && !canvas.hidden && !canvas.getContext('webgl2').isContextLost();
}).catch(() => false);
const has_loaded = (page) => page.evaluate(() => [...document.querySelectorAll('bottleneck-lab')].map((lab) => lab.shadowRoot.querySelector('iframe') !== null));

test('five stations in one page: loaded as the reader comes to them, as high as they are, scrolled over and typed beside', async () => {
  await with_host('five.html', {width: 900, height: 700}, async ({page, lab}) => {
    await page.focus('#name');
    await page.keyboard.type('Ada ');
    await until(async () => (await has_loaded(page))[0], 'the first one');
    assert.equal((await has_loaded(page))[4], false);

    for (const [i, station] of kStations.entries()) {
      const {element, frame, scroll_to} = lab(i);
      await scroll_to();
      const shown = await frame();
      await until(() => is_drawn(shown), `${station} to be drawn`);
      assert.equal((await state_of(shown)).station, station);
      // All of it is in sight: it has no scroll bar of its own, and is no higher than it need be.
      await until(async () => {
        const [inner, content, canvas] = await shown.evaluate(() => [
          innerHeight, document.documentElement.scrollHeight, document.getElementById('canvas').getBoundingClientRect().height]);
        return content <= inner && inner - canvas < 80 && await element.evaluate((it) => it.clientHeight) === inner;
      }, `the height of ${station}`);
    }

    // The wheel over a frame scrolls the page around it.
    const {element, scroll_to} = lab(1);
    await scroll_to();
    const box = await element.boundingBox();
    await page.mouse.move(box.x + box.width / 2, 350);
    const before = await page.evaluate(() => scrollY);
    await page.mouse.wheel(0, 150);
    await until(() => page.evaluate((y) => scrollY > y, before), 'the page to be scrolled');

    // No frame has taken the focus or a key.
    await page.keyboard.type('Lovelace');
    await page.keyboard.press('ArrowLeft');
    assert.deepEqual(await page.evaluate(() => [document.activeElement.id, document.activeElement.value, document.activeElement.selectionStart]),
      ['name', 'Ada Lovelace', 11]);
  });
});

test('twenty in one page: only what is near is loaded, and what is in sight is drawn', async () => {
  await with_host('twenty.html', {width: 500, height: 480, allowed: kContextsTaken}, async ({page, lab}) => {
    await until(async () => is_drawn(await lab(0).frame()), 'the first one');
    assert.ok((await has_loaded(page)).filter(Boolean).length <= 5);
    for (const i of [3, 6, 9, 12, 15, 19]) {
      await lab(i).scroll_to();
      const frame = await lab(i).frame();
      await until(() => is_drawn(frame), `number ${i}`);
    }
    // The first one has given its graphics up, and has them again once it is seen again.
    const first = await lab(0).frame();
    await until(async () => !await is_drawn(first), 'the first one to rest');
    await lab(0).scroll_to();
    await until(() => is_drawn(first), 'the first one again');
  });
});

// In the host page: one more lab, and what it has told.
const add_lab = (page, attributes) => page.evaluate((all) => {
  const lab = document.createElement('bottleneck-lab');
  for (const [name, value] of Object.entries(all)) lab.setAttribute(name, value);
  window.lab = lab;
  window.told = [];
  for (const name of ['ready', 'prediction', 'progress', 'completed', 'error']) {
    lab.addEventListener(`bottleneck-${name}`, ({detail}) => told.push({event: name, ...detail}));
  }
  document.body.append(lab);
}, attributes);
const told = (page, wanted, what) => until(async () => (await page.evaluate(() => window.told)).find(wanted), what);
const kSeven = [[[7, 7], [12, 6.6], [20, 6.4], [17, 12], [14, 18], [12, 23]]];

for (const [where, attributes] of [['sandboxed', {sandbox: 'allow-scripts'}], ['of another site', {}]]) {
  test(`a frame ${where} is drawn in, read and trained in from outside`, async () => {
    await with_host('empty.html', {hosts: /127\.0\.0\.1/}, async ({page, lab}) => {
      await add_lab(page, {src: other.url, hide: 'header', ...attributes});
      const {version} = await told(page, ({event}) => event === 'ready', 'the page to be ready');
      assert.match(version, /^\d+\.\d+\.\d+$/);
      await page.evaluate((strokes) => lab.setStrokes(strokes), kSeven);
      const seven = await told(page, ({event, digit}) => event === 'prediction' && digit === 7, 'the seven to be read');
      assert.equal(seven.code.length, 16);
      assert.ok(seven.votes[7].count >= 4);
      await page.evaluate(() => lab.clear());
      await until(async () => (await page.evaluate(() => window.told)).findLast(({event}) => event === 'prediction').digit === null, 'the pad to be empty');

      await page.evaluate(() => lab.setAttribute('model', 'mnist-8'));
      const frame = await lab(0).frame();
      await state_where(frame, (now) => now.model === 'mnist-8', 'the other model');
      assert.deepEqual(await page.evaluate(() => lab.setModel('nothing').catch(({code}) => code)), 'unknown-model');

      const settings = {station: 'train', on: 'synthetic', digits: '1000', epochs: '2', latent: '4'};
      const {run} = await page.evaluate(async (plan) => {
        await lab.setState({settings: plan});
        return lab.train();
      }, settings);
      const done = await told(page, ({event, task}) => event === 'completed' && task === 'train', 'the training to end');
      assert.deepEqual([done.run, done.epochs], [run, 2]);
      const {training} = await page.evaluate(() => lab.getResults());
      assert.deepEqual(training.epochs.map(({epoch}) => epoch), [1, 2]);
      assert.equal(training.epochs[1].validationLoss, done.validationLoss);
    });
  });
}
