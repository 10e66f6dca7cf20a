// What can be done with a drawing and its code: erase, redo, take a sample, switch the normalisation off, drag and sweep units, compare.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {colours_in} from './support/colours.mjs';
import {draw_digit, draw_in_one_frame} from './support/handwriting.mjs';
import {launch_browser, serve_strictly, until, with_ready} from './support/open.mjs';

let server;
let browser;
before(async () => {
  server = await serve_strictly();
  browser = await launch_browser();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const with_page = (options, run) => with_ready(browser, server.url, options, run);

test('the eraser takes ink away, as one step', async () => {
  await with_page({}, async (opened) => {
    const {page, state, wait, press} = opened;
    const whole = await draw_digit(opened, 1);
    await press('tool:eraser');
    await wait((now) => now.tool === 'eraser');
    const {pad} = (await state()).places;
    await draw_in_one_frame(page, [[[pad.x, pad.y + pad.height / 2], [pad.x + pad.width / 2, pad.y + pad.height / 2], [pad.x + pad.width - 1, pad.y + pad.height / 2]]]);
    const cut = await wait((now) => now.strokes.length === whole.strokes.length + 1, 'the one to be in two pieces');
    assert.notDeepEqual(cut.image, whole.image);
    await press('undo');
    assert.deepEqual((await wait((now) => now.strokes.length === whole.strokes.length)).image, whole.image);
    await press('redo');
    assert.deepEqual((await wait((now) => now.strokes.length === cut.strokes.length)).image, cut.image);
    await press('tool:pen');
    await wait((now) => now.tool === 'pen');
  });
});

test('ready-made digits go on the pad and are read', async () => {
  await with_page({}, async ({state, wait, press}) => {
    const {samples} = await state();
    assert.deepEqual(samples.labels, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    let right = 0;
    for (let i = 0; i < 10; i++) {
      const earlier = (await state()).strokes;
      await press(`sample:${i}`);
      const now = await wait((taken) => taken.votes && JSON.stringify(taken.strokes) !== JSON.stringify(earlier), `sample ${i}`);
      right += now.prediction === i;
    }
    assert.ok(right >= 8, `${right} of 10 samples are read rightly`);
    await press('samples:next');
    await wait((now) => now.samples.page === 1);
  });
});

test('without MNIST normalisation a small corner digit is read worse', async () => {
  await with_page({}, async (opened) => {
    const {wait, press} = opened;
    const normalised = await draw_digit(opened, 7, {x: 0.02, y: 0.02, height: 0.3});
    assert.equal(normalised.prediction, 7);
    await press('normalise');
    const raw = await wait((now) => !now.isNormalised && now.votes);
    assert.notDeepEqual(raw.image, normalised.image);
    assert.ok(raw.error.mse > 2 * normalised.error.mse, 'it suffers');
    assert.notEqual(raw.prediction, 7);
    assert.equal(normalised.doubt, 'none');
    assert.notEqual(raw.doubt, 'none');
    await press('normalise');
    assert.deepEqual((await wait((now) => now.isNormalised && now.votes)).votes, normalised.votes);
  });
});

test('a unit is dragged, typed, swept and reset', async () => {
  await with_page({}, async (opened) => {
    const {page, state, wait, press} = opened;
    const own = await draw_digit(opened, 5);
    const {code} = own.places;
    const column = code.x + (code.width * 4.5) / 16;
    await page.mouse.move(column, code.y + code.height * 0.8);
    await page.mouse.down();
    await page.mouse.move(column, code.y + 2, {steps: 4});
    const held = await wait((now) => now.code[4] > own.code[4] * 1.5, 'the unit to follow the pointer');
    assert.deepEqual(held.latent, own.latent);
    assert.notDeepEqual(held.reconstruction, own.reconstruction, 'the reconstruction follows');
    await page.mouse.move(column + 100, code.y + code.height - 1, {steps: 4});
    const low = await wait((now) => now.code[4] < 1);
    assert.deepEqual(low.code.filter((_, i) => i !== 4), own.code.filter((_, i) => i !== 4), 'no other unit moves');
    await page.mouse.up();

    await press('unit');
    await page.waitForSelector('input:focus');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('7.5');
    await page.keyboard.press('Enter');
    await wait((now) => now.code[4] === 7.5, 'the typed value');

    await press('sweep');
    const seen = new Set();
    await until(async () => {
      const now = await state();
      seen.add(now.code[4]);
      return now.isSweeping && seen.size > 4;
    }, 'the sweep to move');
    await press('sweep');
    await wait((now) => !now.isSweeping);
    await press('reset');
    const back = await wait((now) => JSON.stringify(now.code) === JSON.stringify(now.latent));
    assert.deepEqual([back.reconstruction, back.votes], [own.reconstruction, own.votes]);

    // Double-click resets too.
    await page.mouse.click(column, code.y + 4);
    await wait((now) => now.code[4] !== own.code[4]);
    await page.mouse.dblclick(column, code.y + 40);
    await wait((now) => JSON.stringify(now.code) === JSON.stringify(now.latent), 'the double-click');
  });
});

test('dead units cannot be moved', async () => {
  await with_page({}, async (opened) => {
    const {page, state, wait, choose} = opened;
    await choose('mnist-300-16');
    await wait((now) => now.ready && now.codesReady);
    const drawn = await draw_digit(opened, 3);
    const card = await page.evaluate(() => fetch('assets/models/mnist-300-16.json').then((response) => response.json()));
    const dead = card.latent_max.findIndex((value) => value === 0);
    assert.ok(dead >= 0, 'this model has a dead unit');
    const {code} = drawn.places;
    await page.mouse.click(code.x + (code.width * (dead + 0.5)) / 16, code.y + 10);
    await page.mouse.click(code.x + (code.width * ((dead + 1) % 16 + 0.5)) / 16, code.y + 10);
    const moved = await wait((now) => now.code[(dead + 1) % 16] !== drawn.code[(dead + 1) % 16]);
    assert.equal(moved.code[dead], 0);
    assert.equal((await state()).latent[dead], 0);
  });
});

test('the difference is shown in place of the reconstruction, in two colours', async () => {
  await with_page({scale: 1}, async (opened) => {
    const {page, wait, press} = opened;
    const {places} = await draw_digit(opened, 8);
    // The middle of the tile, whose label is the switch. Ink is grey; what is lost is blue, what is added green.
    const [left, right] = [places['view:reconstruction'], places['view:difference']];
    const middle = (left.x + right.x + right.width) / 2;
    const part = {x: middle - 35, y: left.y + left.height + 16, width: 70, height: 60};
    const seen = async () => {
      const colours = await colours_in(page, part);
      const most = (of) => Math.max(...colours.map(of));
      return {ink: most(([red]) => red), blue: most(([red, , blue]) => blue - red), green: most(([, green, blue]) => green - blue)};
    };
    const is_grey = ({ink, blue, green}) => ink > 200 && blue < 10 && green < 10;
    await until(async () => is_grey(await seen()), 'the reconstruction');
    await press('view:difference');
    await wait((now) => now.view === 'difference');
    await until(async () => {
      const {blue, green} = await seen();
      return blue > 30 && green > 10;
    }, 'what is lost and what is added');
    await press('view:reconstruction');
    await until(async () => is_grey(await seen()), 'the reconstruction again');
  });
});

test('k can be changed', async () => {
  await with_page({}, async (opened) => {
    const {wait, press} = opened;
    const seven = await draw_digit(opened, 9);
    await press('k:less');
    const six = await wait((now) => now.k === 6 && now.neighbours.length === 6);
    assert.deepEqual(six.neighbours, seven.neighbours.slice(0, 6));
    for (let k = 7; k <= 15; k++) {
      await press('k:more');
      await wait((now) => now.k === k && now.neighbours.length === k);
    }
    await press('k:more');
    assert.equal((await opened.state()).k, 15);
  });
});

test('two models side by side on the same drawing', async () => {
  await with_page({}, async (opened) => {
    const {wait, press} = opened;
    const alone = await draw_digit(opened, 4);
    assert.equal(alone.other, null);
    await press('compare');
    await press('other:mnist-8');
    const both = await wait((now) => now.other?.codes, 'the other model');
    assert.equal(both.other.model, 'mnist-8');
    assert.equal(both.other.latent.length, 8);
    assert.deepEqual([both.latent, both.votes], [alone.latent, alone.votes]);
    assert.ok(both.other.error.mse > 0);
    await press('stop-comparing');
    await wait((now) => now.other === null);
  });
});

test('on a small screen tabs choose the card', async () => {
  await with_page({width: 390, height: 844}, async (opened) => {
    const {wait, press} = opened;
    await draw_digit(opened, 2);
    for (const [tab, shown] of [['tab:samples', 'sample:0'], ['tab:pixels', null], ['tab:codes', 'k:less']]) {
      await press(tab);
      await wait((now) => (shown ? now.places[shown] : !now.places['k:less'] && !now.places['sample:0']), `${tab} to be shown`);
    }
    await press('menu');
    await press('theme');
    await wait((now) => now.theme !== 'system' && !now.places.help, 'the theme to be switched and the menu closed');
  });
});

test('a scribble is doubted', async () => {
  await with_page({}, async ({page, state, wait}) => {
    const {pad} = (await state()).places;
    const at = (u, v) => [pad.x + pad.width * u, pad.y + pad.height * v];
    const zigzag = Array.from({length: 24}, (_, i) => at(0.1 + 0.035 * i, i % 2 ? 0.9 : 0.1));
    await draw_in_one_frame(page, [zigzag]);
    const now = await wait((drawn) => drawn.votes);
    assert.notEqual(now.doubt, 'none');
    await until(async () => /doubt/i.test(await page.textContent('#result')), 'the doubt to be said');
  });
});

