// Many frames of the page in one document, as a course page may have them: a browser keeps only so many graphics contexts.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {launch_unpainted, open_in, serve_strictly, state_of, until, use} from './support/open.mjs';

const kFrames = 20;
const kFew = 6; // enough that, one below the other, the first is far out of sight where the last is seen
const kContexts = 16; // that Chromium keeps
const kExpected = /WebGL contexts|CONTEXT_LOST_WEBGL/; // what Chromium itself logs when it takes one away

let browser, server;
before(async () => {
  const frame = '<iframe src="./#v=1&amp;hide=header" width="300" height="190"></iframe>';
  const extra = {
    'many.html': `<!doctype html><html lang="en"><title>Many</title>${frame.repeat(kFrames)}</html>`,
    'few.html': `<!doctype html><html lang="en"><title>Few</title>${frame.repeat(kFew)}</html>`,
    'high.html': `<!doctype html><html lang="en"><title>High</title>${'<br>'.repeat(100)}${frame.replace('190', '2000')}</html>`,
  };
  [browser, server] = await Promise.all([launch_unpainted(), serve_strictly({extra})]);
});
after(() => Promise.all([browser?.close(), server?.close()]));

// Opens the document and runs `run` once every frame is there, with what is known of each: "drawn", "taken" (its context is gone, and it
// says so), "given up" (gone without a word), or null before it knows anything.
async function with_frames({document = 'many.html', count = kFrames, ...size}, run) {
  const opened = await open_in(browser, server.url + document, {...size, allowed: kExpected});
  const frames = opened.page.frames().slice(1);
  assert.equal(frames.length, count);
  const look = (frame) => frame.evaluate(() => {
    if (!window.bottleneck?.state().framesDrawn) return null;
    if (!document.getElementById('canvas').getContext('webgl2').isContextLost()) return 'drawn';
    return document.getElementById('take-back').hidden ? 'given up' : 'taken';
  });
  const looks = () => Promise.all(frames.map(look));
  await use(opened, () => run({...opened, frames, look, looks}));
}

// Waits until what is known of the frames fulfils a condition.
const until_all = (looks, condition, what) => until(async () => {
  const all = await looks();
  return condition(all) && all;
}, what);

test('all in sight: a frame whose context was taken says so, and has it back at a press', async () => {
  await with_frames({width: 1280, height: 1100}, async ({frames, look, looks}) => {
    const is_at_rest = (all) => {
      const taken = all.filter((one) => one === 'taken').length;
      return taken === kFrames - kContexts && all.filter((one) => one === 'drawn').length === kContexts;
    };
    const all = await until_all(looks, is_at_rest, 'every frame to be drawn, or to say that it is not');
    const taken = all.indexOf('taken');
    await frames[taken].click('#take-back');
    await until(async () => await look(frames[taken]) === 'drawn', 'the frame to be drawn again');
    await until_all(looks, is_at_rest, 'another frame to say that its context is taken');

    // It can be used as before.
    const {places} = await state_of(frames[taken]);
    await frames[taken].click('#canvas', {position: {x: places.pad.x + places.pad.width / 2, y: places.pad.y + places.pad.height / 2}});
    await until(async () => (await state_of(frames[taken])).strokes.length === 1, 'the dot on the pad');
  });
});

test('scrolled through: what is in sight is drawn, what is out of sight takes a context from nobody', async () => {
  await with_frames({width: 1280, height: 300}, async ({page, looks}) => {
    const down = async (share) => page.evaluate((part) => scrollTo(0, part * document.documentElement.scrollHeight), share);
    await until_all(looks, (all) => all[0] === 'drawn', 'the first frame');
    for (const share of [0.2, 0.4, 0.6, 1]) {
      await down(share);
      const first = Math.min(Math.round(share * 5), 4) * 4;
      await until_all(looks, (all) => all[first] === 'drawn', `frame ${first}`);
    }
    const at_end = await until_all(looks, (all) => all[0] === 'given up' && all.at(-1) === 'drawn', 'the first frame to give its context up');
    assert.ok(!at_end.includes('taken'));
    await down(0);
    const back = await until_all(looks, (all) => all[0] === 'drawn' && all.at(-1) === 'given up', 'the first frame to be drawn again');
    assert.ok(!back.includes('taken'));
  });
});

test('a frame starts whichever part of it is seen first, however late its first picture comes', async () => {
  const hold_pictures = () => {
    const request = window.requestAnimationFrame.bind(window);
    let held = 0;
    window.requestAnimationFrame = (run) => request(held++ < 10 ? () => window.requestAnimationFrame(run) : run);
  };
  const opened = await open_in(browser, `${server.url}high.html`, {width: 400, height: 300, init: hold_pictures});
  await use(opened, async () => {
    await opened.page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await until(async () => (await state_of(opened.page.frames()[1]))?.framesDrawn > 0, 'the frame to be drawn');
  });
});

test('one trains out of sight, the others rest: no frame is drawn where nothing changes', async () => {
  await with_frames({document: 'few.html', count: kFew, width: 400, height: 300}, async ({page, frames, looks}) => {
    await until_all(looks, (all) => all[0] === 'drawn', 'the first frame');
    const settings = {on: 'synthetic', digits: '2000', latent: '4', epochs: '10000'};
    await page.evaluate((plan) => frames[0].postMessage({bottleneck: 1, id: 1, request: 'train', data: {settings: plan}}, '*'), settings);
    const epoch = async () => (await state_of(frames[0])).training.runs[0]?.epoch ?? 0;
    await until(async () => await epoch() > 0, 'the training to be under way');
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await until_all(looks, (all) => all[0] === 'given up' && all.at(-1) === 'drawn', 'the last frames alone to be drawn');
    // At rest: all frames are the same twice in a row.
    const drawn = async () => Promise.all(frames.map(async (frame) => (await state_of(frame))?.framesDrawn ?? 0));
    let before;
    await until(async () => {
      const now = JSON.stringify(await drawn());
      const is_same = now === before;
      before = now;
      return is_same;
    }, 'the frames to rest');
    const from = await epoch();
    await until(async () => await epoch() > from + 5, 'the training to go on');
    assert.equal(JSON.stringify(await drawn()), before);
    await page.evaluate(() => frames[0].postMessage({bottleneck: 1, id: 2, request: 'stop'}, '*'));
    await until(async () => (await state_of(frames[0])).training.runs[0].state === 'paused', 'the training to stop');
  });
});
