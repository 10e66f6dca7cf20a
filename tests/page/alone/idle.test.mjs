// A page that nobody uses draws nothing.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {draw_digit} from '../support/handwriting.mjs';
import {launch_browser, serve_strictly, until, with_ready} from '../support/open.mjs';

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch_browser(), serve_strictly()]);
});
after(() => Promise.all([browser?.close(), server?.close()]));

// Waits until the page has come to rest, then counts the frames of a second half in which nothing happens.
async function frames_while_idle({page, state}) {
  const rest = (milliseconds) => page.evaluate((time) => new Promise((resolve) => {
    setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(resolve))), time);
  }), milliseconds);
  await until(async () => {
    const before_rest = (await state()).framesDrawn;
    await rest(100);
    return (await state()).framesDrawn === before_rest;
  }, 'the page to come to rest');
  const before_idle = (await state()).framesDrawn;
  await rest(500);
  return (await state()).framesDrawn - before_idle;
}

test('an idle page draws no frame', async () => {
  await with_ready(browser, server.url, {}, async (opened) => {
    assert.equal(await frames_while_idle(opened), 0, 'before anything is drawn');
    await draw_digit(opened, 6);
    assert.equal(await frames_while_idle(opened), 0, 'after a drawing');
    await opened.press('chooser');
    await opened.wait((now) => now.places['model:mnist-8']);
    assert.equal(await frames_while_idle(opened), 0, 'with the list open');
  });
});

// So that the first stroke finds a well compiled program (page/running_page.h).
test('an idle page rehearses drawings, and shows nothing of it', async () => {
  const count = () => {
    const real = window.requestIdleCallback.bind(window);
    window.rehearsals = 0;
    window.requestIdleCallback = (call) => real(() => {
      call();
      window.rehearsals++;
    });
  };
  await with_ready(browser, server.url, {init: `(${count})();`}, async (opened) => {
    await until(() => opened.page.evaluate(() => window.rehearsals === 20), 'twenty rehearsals');
    const {image, strokes, prediction, milliseconds} = await opened.state();
    const nothing = {image: null, strokes: [], prediction: null, milliseconds: {network: 0, neighbours: 0}};
    assert.deepEqual({image, strokes, prediction, milliseconds}, nothing);
    assert.equal(await frames_while_idle(opened), 0);
    assert.equal(await opened.page.evaluate(() => window.rehearsals), 20, 'no more of them');
  });
});
