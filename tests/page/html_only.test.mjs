// Everything that the page can do, done once through the HTML beside the canvas alone, with a keyboard: the canvas is never touched.
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {site} from './browser.mjs';
import {run_axe} from './support/axe.mjs';
import {launch_unpainted, open_in, serve_strictly, until} from './support/open.mjs';
import {with_text_version as with_text_version_of} from './support/text_version.mjs';

const kHasData = existsSync(join(site, 'data/mnist/train-images-idx3-ubyte.gz'));
const kSeven = '6,5 12,5 21,5 19,10 15,18 13,24';
const kOne = '14,4 14,24';

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch_unpainted(), serve_strictly()]);
});
after(() => Promise.all([browser?.close(), server?.close()]));

const with_text_version = (options, run) => with_text_version_of(browser, server.url, options, run);

test('draw, undo, redo, clear, tools', async () => {
  await with_text_version({}, async ({state, wait, control, press, type, check, put, reads}) => {
    await reads('Drawing', /Nothing yet/);
    await reads('Nearest codes', /pad is blank/);
    await put(`${kOne}\n20,5 20,6`);
    const drawn = await wait((now) => now.strokes.length === 2 && now.votes);
    assert.deepEqual(drawn.strokes[0], [[14, 4, 1], [14, 24, 1]]);
    await reads('Drawing', /strokes: 2, points: 4/);
    await put(kSeven);
    const seven = await wait((now) => now.strokes.length === 1 && now.prediction === 7);
    await reads('Nearest codes', /Prediction\s+7, with \d of 7 votes/);
    await until(async () => /7/.test(await control('undo').page().textContent('#result')), 'the live region to say it');
    await press('undo');
    await wait((now) => now.strokes.length === 2);
    await press('redo');
    await wait((now) => now.strokes.length === 1);
    await type('pen', '4.5');
    const thick = await wait((now) => now.pen === 4.5 && now.image.join() !== seven.image.join());
    await control('normalised').press('Space');
    await wait((now) => now.image.join() !== thick.image.join(), 'an image that is not normalised');
    await check('tool', 'eraser');
    await until(async () => (await state()).tool !== 'pen' && control('tool').locator('[value=eraser]').isChecked(), 'the eraser');
    await press('clear');
    await wait((now) => now.strokes.length === 0 && now.prediction === null);
    await reads('Nearest codes', /pad is blank/);
    await put('4;4');
    await reads('Drawing', /Line 1: “4;4” is no point/);
    assert.equal((await state()).strokes.length, 0);
  });
});

test('take ready-made digits', async () => {
  await with_text_version({}, async ({wait, control, press, reads}) => {
    await press('sample:7');
    const first = await wait((now) => now.strokes.length > 0 && now.votes);
    await press('samples-after');
    await reads('Ready-made inputs', /page 2/);
    await press('sample:7');
    await wait((now) => JSON.stringify(now.strokes) !== JSON.stringify(first.strokes));
    await press('samples-before');
    await reads('Ready-made inputs', /page 1/);
    assert.equal(await control('sample:0').textContent(), 'Synthetic 0');
  });
});

test('choose models, change the code, choose k', async () => {
  await with_text_version({}, async ({wait, control, press, type, check, put, reads}) => {
    await put(kSeven);
    const own = await wait((now) => now.latent && now.votes);
    await reads('Latent code', /BCE\s+0\.\d{4}\s.*MSE\s+0\.\d{4}/s);
    assert.equal(await control('unit:4').inputValue(), own.latent[4].toFixed(2));
    await type('unit:4', '3.5');
    const changed = await wait((now) => now.reconstruction.join() !== own.reconstruction.join(), 'another reconstruction');
    assert.deepEqual(changed.latent, own.latent);
    await reads('Latent code', /unit 5 is 3\.50 instead of/);
    await type('unit:4', '1000');
    await reads('Latent code', /Enter a number from 0\.00 to/);
    await press('reset');
    await wait((now) => now.reconstruction.join() === own.reconstruction.join(), 'the drawing\'s own code');
    await control('sweep').selectOption('2');
    await wait((now) => now.reconstruction.join() !== own.reconstruction.join(), 'a unit to sweep');
    await control('sweep').selectOption('none');
    await press('reset');
    await wait((now) => now.reconstruction.join() === own.reconstruction.join(), 'the sweep to end');

    await type('k', '3');
    await wait((now) => now.neighbours.length === 3);
    await reads('Nearest codes', /of 3 votes/);
    await check('view', 'difference');
    await until(() => control('view').locator('[value=difference]').isChecked(), 'the difference view');
    await control('model').selectOption('mnist-8');
    await wait((now) => now.model === 'mnist-8' && now.latent?.length === 8);
    await until(async () => !await control('unit:8').isVisible(), 'eight units');
    await control('other').selectOption('mnist-64');
    await reads('Second model: MNIST · 784→64', /BCE/);
    await control('other').selectOption('');
    await until(async () => !await control('other-card').isVisible(), 'the second model to go');
  });
});

test('read a model card, the help and the link; choose colours', async () => {
  await with_text_version({}, async ({page, wait, press, check, put}) => {
    await put(kOne);
    const open = async (id, title) => {
      await press(id);
      const dialog = page.getByRole('dialog', {name: title});
      await dialog.waitFor();
      assert.deepEqual(await run_axe(page), [], title);
      const text = await dialog.innerText();
      const copies = await dialog.locator('textarea').evaluateAll((fields) => fields.map(({value}) => value));
      await page.keyboard.press('Escape');
      await dialog.waitFor({state: 'hidden'});
      await until(async () => (await page.evaluate(() => document.activeElement.id)) === `mirror-${id}`, 'the focus to return');
      return {text, copies};
    };
    const card = await open('card', /^Model card: MNIST · 784→16/);
    assert.match(card.text, /60,000 images of MNIST/);
    assert.match(card.text, /784 → 16, ReLU: 12,544 weights and 16 biases/);
    assert.ok(card.copies.some((text) => text.startsWith('bottleneck train ')));
    assert.ok(card.copies.some((text) => text.startsWith('import keras\n')));
    assert.match((await open('help', 'Help')).text, /Ctrl\+Shift\+Z/);
    const {copies: [address, frame, element]} = await open('link', 'Share');
    assert.equal(address, page.url());
    assert.match(address, /#v=1&.*draw=/);
    assert.ok(frame.startsWith('<iframe src="http') && frame.includes('&amp;draw='));
    assert.match(element, /embed\.js"><\/script>\n<bottleneck-lab station="draw" settings="v=1&amp;.*draw=/);
    await open('help', 'Help'); // again: the program has heard that it was closed
    await check('theme', 'dark');
    await wait((now) => now.theme === 'dark' && now.isDark);
    await check('theme', 'light');
    await wait((now) => now.theme === 'light' && !now.isDark);
  });
});

test('what failed is tried again, notes are dismissed', async () => {
  const missing = new Set(['assets/models/mnist-8.safetensors']);
  const other_server = await serve_strictly({missing});
  const opened = await open_in(browser, `${other_server.url}#v=1&model=no-such-model`, {allowed: /404/});
  const {page, wait} = opened;
  await wait((now) => now.ready);
  await page.locator('#text-version summary').press('Enter');
  const control = (id) => page.locator(`[id="mirror-${id}"]`);
  await page.getByRole('region', {name: 'Notes'}).getByText('no-such-model').waitFor();
  await control('dismiss').press('Enter');
  await page.getByRole('region', {name: 'Notes'}).waitFor({state: 'hidden'});

  await control('model').selectOption('mnist-8');
  await page.getByRole('region', {name: 'Model', exact: true}).getByText('mnist-8.safetensors').waitFor();
  missing.clear();
  await control('retry').press('Enter');
  await wait((now) => now.model === 'mnist-8' && now.ready);
  await control('retry').waitFor({state: 'detached'});
  assert.notEqual(await page.evaluate(() => document.activeElement.localName), 'body', 'the focus is not lost with the button');
  await opened.close();
  await other_server.close();
});

test('test images, training images, nearest pixels, codes that do not ship', {skip: kHasData ? false : 'the site was built without a data folder'}, async () => {
  await with_text_version({}, async ({wait, control, press, type, check, put, reads}) => {
    await check('source', 'test');
    await reads('Ready-made inputs', /test images 0 to 9 of 10,000/);
    assert.equal(await control('sample:0').textContent(), 'Test image 0, labelled 7');
    // What the field shows before anything is on the pad is taken by Enter, and so is the same number typed.
    for (const take of [() => control('test-image').press('Enter'), () => type('test-image', '0')]) {
      await take();
      await reads('Drawing', /Test image 0, labelled 7/);
      await press('clear');
      await reads('Drawing', /Nothing yet/);
    }
    await press('sample:0');
    await wait((now) => now.image && now.prediction === 7);
    await type('test-image', '61');
    await reads('Drawing', /Test image 61, labelled 8/);
    await type('test-image', '10000');
    await reads('Ready-made inputs', /whole number from 0 to 9999/);
    await check('source', 'synthetic');
    await reads('Ready-made inputs', /page 1/);

    await put(kSeven);
    await reads('Nearest pixels', /are loaded once/);
    await press('load-training');
    await reads('Nearest pixels', /Prediction\s+\d, with \d of 7 votes.*60,000 training images/s);
    await control('model').selectOption('mnist-64');
    await reads('Nearest codes', /Prediction\s+\d, with \d of 7 votes/);
  });
});

test('no violation with all of it open, light and dark, wide and narrow', async () => {
  for (const options of [{}, {width: 320, height: 568, context: {colorScheme: 'dark'}}]) {
    await with_text_version({...options, hash: '#v=1&with=mnist-8'}, async ({page, put, reads}) => {
      await put(kSeven);
      await reads('Second model: MNIST · 784→8', /Prediction/);
      assert.deepEqual(await run_axe(page), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out sideways');
    });
  }
});
