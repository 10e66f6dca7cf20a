// Drawing on the page, as a reader does it: with mouse, pen and finger, on large and small screens.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {draw_digit, draw_in_one_frame, draw_with_mouse, write_digit} from './support/handwriting.mjs';
import {launch_unpainted, serve_strictly, until, use, with_ready} from './support/open.mjs';

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

// Opens the page, waits until it can be used, runs the test, and holds the console to silence.
const with_page = (options, run) => with_ready(browser, server.url, options, run);

test('ten digits in ordinary handwriting: at least nine right', async () => {
  const hands = [
    {x: 0.25, y: 0.12, height: 0.75}, {x: 0.6, y: 0.3, height: 0.4}, {x: 0.05, y: 0.03, height: 0.3}, {x: 0.1, y: 0.05, height: 0.9},
    {x: 0.3, y: 0.2, height: 0.6, slant: 0.12}, {x: 0.62, y: 0.62, height: 0.33}, {x: 0.2, y: 0.3, height: 0.5, slant: 0.1},
    {x: 0.05, y: 0.55, height: 0.4}, {x: 0.35, y: 0.1, height: 0.8}, {x: 0.4, y: 0.25, height: 0.5, slant: 0.08},
  ];
  await with_page({}, async (opened) => {
    assert.equal((await opened.state()).model, 'mnist-16');
    const answers = [];
    for (let digit = 0; digit < 10; digit++) {
      const now = await draw_digit(opened, digit, {...hands[digit], draw: draw_with_mouse});
      assert.equal(now.image.length, 784);
      assert.equal(now.latent.length, 16);
      assert.equal(now.votes.reduce((sum, votes) => sum + votes, 0), 7);
      assert.equal(now.neighbours.length, 7);
      answers.push(now.prediction);
      await opened.press('clear');
      await opened.wait((after_clear) => after_clear.strokes.length === 0, 'the pad to be cleared');
    }
    const right = answers.filter((answer, digit) => answer === digit).length;
    assert.ok(right >= 9, `${right} of 10 right: ${answers}`);
  });
});

test('the results follow the pen while it moves', async () => {
  await with_page({}, async ({page, state, wait}) => {
    const {pad} = (await state()).places;
    const [stroke] = write_digit(0, pad);
    await page.mouse.move(...stroke[0]);
    await page.mouse.down();
    const seen = [];
    for (const [index, point] of stroke.entries()) {
      await page.mouse.move(...point);
      if (index % 10 !== 9) continue;
      const now = await wait((live) => live.strokes[0]?.length > index && live.latent, 'the pen to have come so far');
      seen.push(JSON.stringify(now.latent));
    }
    assert.ok(new Set(seen).size === seen.length && seen.length >= 3, 'another code at each look, the pen still down');
    await page.mouse.up();
  });
});

test('a blank pad predicts nothing; undo and clear, by button and by key', async () => {
  await with_page({}, async (opened) => {
    const {page, state, wait, press} = opened;
    const nothing = (now) => [now.image, now.latent, now.reconstruction, now.error, now.votes, now.prediction].every((value) => value === null);
    const blank = await state();
    assert.ok(nothing(blank) && blank.neighbours.length === 0);
    assert.equal(await page.textContent('#result'), '');

    const drawn = await draw_digit(opened, 3);
    await until(async () => (await page.textContent('#result')).includes('3'), 'the result to be announced');
    await press('clear');
    assert.ok(nothing(await wait((now) => now.strokes.length === 0)));
    await until(async () => (await page.textContent('#result')) === '', 'the announcement to be taken back');
    await press('undo');
    const again = await wait((now) => now.votes);
    assert.deepEqual([again.strokes, again.latent, again.votes], [drawn.strokes, drawn.latent, drawn.votes]);

    await press('undo');
    const fewer = await wait((now) => now.strokes.length === drawn.strokes.length - 1);
    assert.notDeepEqual(fewer.latent, drawn.latent);
    await page.focus('#canvas');
    await page.keyboard.press('Control+Shift+z');
    assert.deepEqual((await wait((now) => now.strokes.length === drawn.strokes.length)).latent, drawn.latent);
    await page.keyboard.press('Control+z');
    await wait((now) => now.strokes.length === drawn.strokes.length - 1);
    await page.keyboard.press('Delete');
    await wait((now) => now.strokes.length === 0);
    await press('undo');
    await wait((now) => now.strokes.length === drawn.strokes.length - 1);

    // Where no drawing is seen, none is taken away.
    await press('station:train');
    await wait((now) => now.station === 'train');
    await page.focus('#canvas');
    await page.keyboard.press('Delete');
    await press('station:map');
    assert.equal((await wait((now) => now.station === 'map' && now.places.pad)).strokes.length, drawn.strokes.length - 1);
    await page.focus('#canvas');
    await page.keyboard.press('Control+y');
    await wait((now) => now.strokes.length === 0, 'the pad to be cleared once more, at the map');
  });
});

test('a stroke ends with the left button, whatever the right one does', async () => {
  await with_page({}, async ({page, state, wait}) => {
    const {pad} = (await state()).places;
    const move = (share) => page.mouse.move(pad.x + share * pad.width, pad.y + pad.height / 2);
    await move(0.1);
    await page.mouse.down();
    await move(0.3);
    await page.mouse.down({button: 'right'});
    await page.mouse.up();
    await move(0.6);
    await page.mouse.up({button: 'right'});
    await move(0.9);
    const {strokes} = await wait((now) => !now.isBusy && now.strokes.length === 1, 'the stroke to end');
    assert.ok(strokes[0].every(([x]) => x < 0.4 * 28), JSON.stringify(strokes));
    await move(0.2);
    await page.mouse.down();
    await page.mouse.up();
    await wait((now) => !now.isBusy && now.strokes.length === 2, 'the next stroke');
  });
});

test('a pen draws, and the hand that rests beside it does not', async () => {
  await with_page({context: {hasTouch: true}}, async ({page, state, wait}) => {
    const client = await page.context().newCDPSession(page);
    const {pad} = (await state()).places;
    const at = (share, down) => ({x: pad.x + share * pad.width, y: pad.y + down * pad.height});
    const pen = (type, share, buttons = 1) => client.send('Input.dispatchMouseEvent', {
      type, ...at(share, 0.3), button: type === 'mouseMoved' ? 'none' : 'left', buttons, clickCount: 1, pointerType: 'pen',
    });
    const palm = (type, ...shares) => client.send('Input.dispatchTouchEvent', {type, touchPoints: shares.map((share) => at(share, 0.8))});
    const upper = (strokes) => strokes.every((stroke) => stroke.every(([, y]) => y < 14));

    // The hand comes first, with a dot on the pad; then it slides while the pen writes.
    await palm('touchStart', 0.7);
    await wait((now) => now.strokes.length === 1, 'the dot of the hand');
    await pen('mousePressed', 0.1);
    await palm('touchMove', 0.72);
    await pen('mouseMoved', 0.3);
    await palm('touchEnd');
    await pen('mouseMoved', 0.5);
    await pen('mouseReleased', 0.5, 0);
    const first = await wait((now) => !now.isBusy && now.strokes.length === 1 && now.strokes[0].length > 2, 'the stroke of the pen');
    assert.ok(upper(first.strokes), JSON.stringify(first.strokes));

    // The pen comes first; it is still near between two strokes.
    await pen('mouseMoved', 0.6, 0);
    await palm('touchStart', 0.7);
    await pen('mousePressed', 0.6);
    await palm('touchMove', 0.75);
    await pen('mouseMoved', 0.8);
    await pen('mouseReleased', 0.8, 0);
    await palm('touchEnd');
    const second = await wait((now) => !now.isBusy && now.strokes.length === 2 && now.strokes[1].length > 1, 'the second stroke of the pen');
    assert.ok(upper(second.strokes), JSON.stringify(second.strokes));
  });
});

test('the shortcuts of a keyboard without Latin letters', async () => {
  await with_page({}, async (opened) => {
    const {page, wait} = opened;
    await draw_digit(opened, 1);
    const client = await page.context().newCDPSession(page);
    const press = (key, code, letter, shift = 0) => client.send('Input.dispatchKeyEvent', {
      type: 'keyDown', modifiers: 2 + shift, key, code, windowsVirtualKeyCode: letter.charCodeAt(0),
    });
    await page.focus('#canvas');
    await press('я', 'KeyZ', 'Z');
    await wait((now) => now.strokes.length === 0, 'undo in Russian');
    await press('Я', 'KeyZ', 'Z', 8);
    await wait((now) => now.strokes.length === 1, 'redo in Russian');
    await press('ז', 'KeyZ', 'Z');
    await wait((now) => now.strokes.length === 0, 'undo in Hebrew');
    await press('υ', 'KeyY', 'Y');
    await wait((now) => now.strokes.length === 1, 'redo in Greek');
  });
});

test('what is drawn right after a click does not overtake it, however slow the frame', async () => {
  await with_page({}, async (opened) => {
    const {page, wait} = opened;
    const {places, strokes} = await draw_digit(opened, 3);
    const zero = write_digit(0, places.pad);
    const written = [...zero, ...zero, ...zero];
    assert.notEqual(written.length, strokes.length);
    const {x, y, width, height} = places.clear;
    await draw_in_one_frame(page, [[[x + width / 2, y + height / 2]], ...written]);
    const now = await wait((found) => found.strokes.length === written.length && found.votes, 'the new strokes alone');
    assert.equal(now.prediction, 0);
  });
});

test('the pen has a width', async () => {
  await with_page({}, async (opened) => {
    const {page, state, wait} = opened;
    const ink = (now) => now.image.reduce((sum, value) => sum + value, 0);
    const thin = await draw_digit(opened, 1);
    const slider = thin.places.pen;
    await page.mouse.move(slider.x + slider.width / 2, slider.y + slider.height / 2);
    await page.mouse.down();
    await page.mouse.move(slider.x + slider.width, slider.y + slider.height / 2, {steps: 3});
    await page.mouse.up();
    const thick = await wait((now) => now.pen === 5, 'the thickest pen');
    assert.ok(ink(thick) > 1.3 * ink(thin));
    assert.equal((await state()).strokes.length, thin.strokes.length, 'moving the slider draws nothing');
  });
});

test('choosing another model changes the code, not the drawing', async () => {
  await with_page({}, async (opened) => {
    const {state, wait, press, choose, page} = opened;
    const first = await draw_digit(opened, 2);
    const use = async (model) => {
      await choose(model);
      return wait((now) => now.ready && now.codesReady && now.latent, `${model} to be loaded`);
    };
    const eight = await use('mnist-8');
    assert.equal(eight.latent.length, 8);
    assert.deepEqual([eight.strokes, eight.image], [first.strokes, first.image]);
    const many = await use('mnist-64');
    assert.equal(many.latent.length, 64);
    assert.equal(many.votes, null, 'it ships without codes');
    assert.equal(many.prediction, null);
    const fashion = await use('fashion-16');
    assert.equal(fashion.classNames[9], 'Ankle boot');
    assert.ok(fashion.votes);
    const back = await use('mnist-16');
    assert.deepEqual([back.latent, back.votes], [first.latent, first.votes]);

    // A press beside the list closes it and draws nothing, although the pad lies there; so does Escape.
    await press('chooser');
    await wait((now) => now.places['model:mnist-8']);
    const {pad} = (await state()).places;
    await page.mouse.click(pad.x + pad.width / 4, pad.y + pad.height / 2);
    const closed = await wait((now) => !now.places['model:mnist-8'], 'the list to close');
    assert.deepEqual(closed.strokes, first.strokes);
    await press('chooser');
    await wait((now) => now.places['model:mnist-8']);
    await page.keyboard.press('Escape');
    await wait((now) => !now.places['model:mnist-8'], 'the list to close on Escape');
  });
});

test('a finger draws and does not scroll; beside the pad it scrolls and does not draw', async () => {
  await with_page({width: 320, height: 568, context: {hasTouch: true, isMobile: true}}, async ({page, state, wait}) => {
    const client = await page.context().newCDPSession(page);
    const touch = (type, points) => client.send('Input.dispatchTouchEvent', {type, touchPoints: points.map(([x, y]) => ({x, y}))});
    const {pad, undo} = (await state()).places;
    const drag = async (path) => {
      await touch('touchStart', [path[0]]);
      for (const point of path.slice(1)) await touch('touchMove', [point]);
      await touch('touchEnd', []);
    };
    const strokes = write_digit(7, pad);
    for (const stroke of strokes) await drag(stroke);
    const drawn = await wait((now) => now.strokes.length === strokes.length && now.votes);
    assert.equal(drawn.prediction, 7);
    assert.equal(await page.evaluate(() => scrollY), 0);

    // The same swipe upwards: on the pad, and below it.
    const swipe = (y) => drag(Array.from({length: 13}, (_, step) => [pad.x + pad.width / 2, y - step * 15]));
    await swipe(pad.y + pad.height - 20);
    const longer = await wait((now) => now.strokes.at(-1).length === 13, 'the swipe to be drawn');
    assert.equal(await page.evaluate(() => scrollY), 0, 'the pad does not let go of the finger');
    await swipe(undo.y + undo.height + 60);
    await until(() => page.evaluate(() => scrollY > 50), 'the page to scroll');
    assert.deepEqual((await state()).strokes, longer.strokes);

    // The swipe has given the page a push: a tap while it still glides would only stop it.
    await until(() => page.evaluate(() => new Promise((resolve) => {
      const before_look = scrollY;
      setTimeout(() => resolve(scrollY === before_look), 250);
    })), 'the page to stop gliding');
    await page.evaluate(() => scrollTo(0, 0));
    await page.touchscreen.tap(undo.x + undo.width / 2, undo.y + undo.height / 2);
    await wait((now) => now.strokes.length === strokes.length, 'a tap on undo');
  });
});

test('the wheel scrolls the page over the canvas', async () => {
  await with_page({width: 600, height: 450}, async ({page, state}) => {
    const {pad} = (await state()).places;
    await page.mouse.move(pad.x + 20, pad.y + 20);
    await page.mouse.wheel(0, 120);
    await until(() => page.evaluate(() => scrollY > 0), 'the page to scroll');
  });
});

test('a resize keeps drawing and results, and everything stays on the page', async () => {
  await with_page({}, async (opened) => {
    const {page, wait} = opened;
    const first = await draw_digit(opened, 5);
    for (const [width, height] of [[390, 844], [320, 568], [600, 450], [844, 390], [3840, 2160], [1280, 800]]) {
      await page.setViewportSize({width, height});
      const now = await wait((resized) => resized.canvasWidth === width, `the layout for ${width} × ${height}`);
      assert.deepEqual([now.strokes, now.image, now.latent, now.votes], [first.strokes, first.image, first.latent, first.votes]);
      const canvas = await page.evaluate(() => {
        const {width: css_width, height: css_height} = document.getElementById('canvas').getBoundingClientRect();
        const foot = document.querySelector('#text-version summary').offsetHeight;
        return {css_width, css_height, foot, overflow: document.documentElement.scrollWidth - innerWidth};
      });
      assert.equal(canvas.css_width, width);
      assert.ok(canvas.css_height + canvas.foot >= height, 'the page fills the window');
      assert.ok(canvas.overflow <= 0, 'nothing sticks out sideways');
      for (const [name, place] of Object.entries(now.places)) {
        assert.ok(place.x >= 0 && place.y >= 0 && place.x + place.width <= width && place.y + place.height <= canvas.css_height, name);
        assert.ok(place.width >= 24 && place.height >= 24, `${name} is large enough to hit: ${place.width} × ${place.height}`);
      }
      const {pad, pen} = now.places;
      assert.equal(pad.width, pad.height);
      // On a lying phone the pad would be too small; there the page is scrolled.
      if (height >= 400) assert.ok(pen.y + pen.height <= height, 'the pad and its tools are seen at once');
    }
  });
});

test('all of it is seen at once in a window of 1280×800', async () => {
  await with_page({width: 1280, height: 800}, async (opened) => {
    const overhang = () => opened.page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
    assert.equal(await overhang(), 0, 'blank');
    await draw_digit(opened, 5);
    assert.equal(await overhang(), 0, 'with a drawing');
  });
});

test('light and dark follow the system, and the switch', async () => {
  await with_page({context: {colorScheme: 'dark'}}, async ({page, wait, press}) => {
    await wait((now) => now.isDark && now.theme === 'system');
    await page.emulateMedia({colorScheme: 'light'});
    await wait((now) => !now.isDark, 'the system turning light');
    await press('theme');
    await wait((now) => now.isDark && now.theme === 'dark', 'the switch');
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor), 'rgb(19, 21, 25)');
    await page.emulateMedia({colorScheme: 'dark'});
    await press('theme');
    await wait((now) => !now.isDark && now.theme === 'light');
  });
});
