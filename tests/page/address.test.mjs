// The page's state in its address: a link brings it back, the history works, and what is unknown is said.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {draw_digit} from './support/handwriting.mjs';
import {launch_unpainted, open_in, serve_strictly, until} from './support/open.mjs';

let server;
let browser;
before(async () => {
  server = await serve_strictly();
  browser = await launch_unpainted();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const hash = (page) => page.evaluate(() => location.hash);

test('all of it comes back from the address', async () => {
  const first = await open_in(browser, server.url);
  await first.ready();
  assert.equal(await hash(first.page), '', 'defaults are not written');
  await first.choose('mnist-8');
  await first.wait((now) => now.ready && now.codesReady);
  await first.press('theme');
  await first.press('k:less');
  await first.press('view:difference');
  const drawn = await draw_digit(first, 6);
  assert.equal(drawn.k, 6);
  const address = await first.address();
  await first.close();

  const second = await open_in(browser, address);
  const again = await second.wait((now) => now.votes && now.codesReady);
  for (const key of ['model', 'k', 'view', 'theme', 'pen', 'isNormalised']) assert.deepEqual(again[key], drawn[key], key);
  const mean_difference = again.image.reduce((sum, value, i) => sum + Math.abs(value - drawn.image[i]), 0) / 784;
  assert.ok(mean_difference < 3, `the drawing is the same but for rounding: ${mean_difference}`);
  assert.equal(again.prediction, drawn.prediction);
  assert.deepEqual(again.notes, []);
  await second.close();
});

test('back and forward', async () => {
  const {page, ready, choose, wait, close} = await open_in(browser, server.url);
  await ready();
  await choose('mnist-8');
  await choose('fashion-8');
  await until(async () => /fashion-8/.test(await hash(page)), 'the address');
  await page.goBack();
  await wait((now) => now.model === 'mnist-8' && now.ready);
  await page.goBack();
  await wait((now) => now.model === 'mnist-16');
  await page.goForward();
  await wait((now) => now.model === 'mnist-8');
  await close();
});

test('unknown values fall back, with a note', async () => {
  const {page, wait, press, close} = await open_in(browser, `${server.url}#v=1&model=mnist-9000&k=three&theme=pink&colour=red`);
  const now = await wait((noted) => noted.ready && noted.notes.length >= 4);
  assert.equal(now.model, 'mnist-16');
  assert.equal(now.k, 7);
  assert.equal(now.theme, 'system');
  for (const word of ['mnist-9000', 'three', 'pink', 'colour']) assert.ok(now.notes.some((note) => note.includes(word)), word);
  await press('dismiss');
  await wait((dismissed) => dismissed.notes.length === 0);
  await page.evaluate(() => { location.hash = 'v=1&k=3'; });
  await wait((typed) => typed.k === 3, 'an address typed into the open page');
  await close();
});

test('a teacher hides what a course does not need', async () => {
  const kHidden = ['chooser', 'theme', 'sample:0', 'load-training', 'normalise', 'compare'];
  const {page, wait, ready, close} = await open_in(browser, server.url);
  await ready();
  // Some come a moment later: the training images are offered once it is known where they are.
  for (const name of [...kHidden, 'undo', 'k:less']) await wait((now) => now.places[name], `${name} where nothing is hidden`);
  await page.evaluate(() => { location.hash = 'v=1&hide=header,samples,pixels,normalisation,compare,about'; });
  const {places} = await wait((now) => !now.places.chooser, 'the parts to be hidden');
  for (const name of kHidden) assert.equal(places[name], undefined, name);
  assert.ok(places['undo'] && places['k:less']);
  await close();
});
