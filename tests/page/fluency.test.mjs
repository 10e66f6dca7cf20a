// What a frame costs, counted where the page calls WebGL: no times, which would be the machine's.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {draw_in_one_frame, write_digit} from './support/handwriting.mjs';
import {launch_unpainted, serve_strictly, until, with_ready} from './support/open.mjs';

let server;
let browser;
before(async () => {
  [browser, server] = await Promise.all([launch_unpainted(), serve_strictly()]);
});
after(() => Promise.all([browser?.close(), server?.close()]));

// Counts what is asked of WebGL (each question waits for the graphics card), and what it is given.
function count_calls() {
  const work = window.work = {asked: [], cleared: 0, bytes: 0, indices: 0, texels: 0};
  const given = {
    clear: () => { work.cleared += 1; },
    bufferData: (target, data, usage, offset, length) => { work.bytes += (length ?? data.length) * data.BYTES_PER_ELEMENT; },
    drawElements: (mode, count) => { work.indices += count; },
    texImage2D: (target, level, format, width, height) => { work.texels += width * height; },
    texSubImage2D: (target, level, x, y, width, height) => { work.texels += width * height; },
  };
  const kAsks = /^(get|is(?!ContextLost)|check|read|finish|clientWait)/; // whether the context is lost, the page knows itself
  const calls = WebGL2RenderingContext.prototype;
  for (const [name, {value}] of Object.entries(Object.getOwnPropertyDescriptors(calls))) {
    if (typeof value !== 'function') continue;
    const asks = kAsks.test(name);
    if (!asks && !given[name]) continue;
    calls[name] = function (...all) {
      if (asks) work.asked.push(name);
      given[name]?.(...all);
      return value.apply(this, all);
    };
  }
}

const kEmpty = {asked: [], cleared: 0, bytes: 0, indices: 0, texels: 0};

// Runs `run` on a page that counts. It is given work_of(action): what WebGL was asked and given until the page had come to rest after it.
const with_counting = (run) => with_ready(browser, server.url, {init: count_calls}, async (opened) => {
  const {page, state} = opened;
  const at_rest = () => until(async () => {
    const {framesDrawn} = await state();
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 150)));
    const now = await state();
    return now.framesDrawn === framesDrawn && !now.isBusy;
  }, 'the page to come to rest');
  const work_of = async (action) => {
    await at_rest();
    await page.evaluate((empty) => Object.assign(window.work, empty), kEmpty);
    const {framesDrawn} = await state();
    await action();
    await at_rest();
    assert.ok((await state()).framesDrawn > framesDrawn, 'there were frames');
    return page.evaluate(() => window.work);
  };
  await run({...opened, work_of});
});

test('while drawing, WebGL is asked nothing', async () => {
  await with_counting(async ({page, state, work_of}) => {
    assert.ok((await page.evaluate(() => window.work.asked)).length > 0, 'questions at the start are counted');
    const [stroke] = write_digit(3, (await state()).places.pad);
    const work = await work_of(async () => {
      await page.mouse.move(...stroke[0]);
      await page.mouse.down();
      for (const point of stroke) await page.mouse.move(...point);
      await page.mouse.up();
    });
    assert.deepEqual(work.asked, []);
    assert.ok(work.cleared > 2 && work.indices > 0 && work.texels > 0, JSON.stringify(work));
  });
});

test('a frame is as much work with 100 strokes as with one', async () => {
  await with_counting(async ({page, state, wait, work_of}) => {
    const {pad, undo} = (await state()).places;
    const [stroke] = write_digit(2, pad);
    // The same stroke again and again: image, code and votes stay, so the panels do.
    const add = async (count) => {
      const {length} = (await state()).strokes;
      await draw_in_one_frame(page, Array(count).fill(stroke));
      await wait((now) => now.strokes.length === length + count && now.votes, 'the strokes');
    };
    const look = async () => {
      await page.mouse.move(pad.x + 2, pad.y + 2);
      return {
        hover: await work_of(() => page.mouse.move(undo.x + undo.width / 2, undo.y + undo.height / 2)),
        draw: await work_of(() => add(1)),
      };
    };
    await add(1);
    const with_few = await look();
    await add(98);
    const with_many = await look();
    assert.equal((await state()).strokes.length, 101);
    assert.ok(with_few.hover.bytes > 0 && with_few.hover.texels === 0 && with_few.draw.texels > 0, JSON.stringify(with_few));
    assert.deepEqual(with_many, with_few);
  });
});

test('a frame in which nothing changes draws nothing', async () => {
  await with_counting(async ({page, state, work_of}) => {
    const {pad} = (await state()).places;
    // Beside the pad: on it, the ring of the pen goes with the pointer.
    await page.mouse.move(pad.x / 3, pad.y + 20);
    const {cleared, bytes, indices} = await work_of(() => page.mouse.move(pad.x / 2, pad.y + 40));
    assert.deepEqual({cleared, bytes, indices}, {cleared: 0, bytes: 0, indices: 0});
  });
});
