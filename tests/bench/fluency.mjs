// How fluent the page stays: what a frame takes of the main thread, measured in Chromium on the built site. Without a graphics card the
// browser draws in software, and most of a frame is that. Three situations: training watched, training while a digit is drawn, and the
// latent map of 60,000 points dragged. Prints one JSON object: name → seconds. A frame's time by the clock holds what other programs took of the
// processor in its midst, which on a busy machine makes all of the slowest ones; "work" is what the main thread itself computed.
import {launch_chromium} from '../page/browser.mjs';
import {open_in, serve_strictly} from '../page/support/open.mjs';

const kFrames = 150; // watched
const kMoves = 60; // of the pen: each waits for a frame, which software rendering makes slow
const kMapMoves = 300; // more, for the slowest of a hundred

// In the page, before anything runs: how long each frame's work takes, and what else keeps the main thread.
function keep_times() {
  const real = window.requestAnimationFrame.bind(window);
  window.frameTimes = [];
  window.longTasks = [];
  window.requestAnimationFrame = (draw) => real((now) => {
    const begun = performance.now();
    draw(now);
    window.frameTimes.push(performance.now() - begun);
  });
  new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({duration}) => duration))).observe({type: 'longtask'});
}

const share = (sorted, part) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0) / 1000;

async function measure(browser, url, begin, whatHappens) {
  const opened = await open_in(browser, url, {context: {}, init: `(${keep_times})();`, isPainted: true});
  const {page, wait} = opened;
  await wait((now) => now.framesDrawn > 0, 'the page');
  await begin(opened);
  await forget(page);
  await browser.startTracing(page, {categories: ['devtools.timeline']});
  const times = await whatHappens(opened);
  const work = frames_work(await browser.stopTracing());
  await opened.close();
  const sorted = [...times.frames].sort((a, b) => a - b);
  return {
    'median frame': share(sorted, 0.5), 'p99 frame': share(sorted, 0.99), 'longest frame': Math.max(0, ...times.tasks, ...sorted) / 1000,
    "median frame's work": share(work, 0.5), "p99 frame's work": share(work, 0.99),
  };
}

// Of every frame the processor's time on the main thread, in ms, sorted.
function frames_work(trace) {
  const frames = JSON.parse(String(trace)).traceEvents.filter(({name, tdur}) => name === 'FireAnimationFrame' && tdur >= 0);
  return frames.map(({tdur}) => tdur / 1000).sort((a, b) => a - b);
}

const forget = (page) => page.evaluate(() => {
  window.frameTimes.length = 0;
  window.longTasks.length = 0;
});
const taken = (page) => page.evaluate(() => ({frames: window.frameTimes, tasks: window.longTasks}));

async function train({press, wait}) {
  await press('start');
  await wait((now) => now.training.runs[0]?.epoch >= 1, 'the first epoch');
}

async function watch({page}) {
  await page.waitForFunction((count) => window.frameTimes.length >= count, kFrames, {timeout: 120_000});
  return taken(page);
}

async function draw({page, press, wait}) {
  await press('station:draw');
  const {places: {pad}} = await wait((now) => now.ready && now.codesReady && now.places.pad, 'the pad');
  const at = (turn) => [pad.x + pad.width * (0.5 + 0.3 * Math.sin(turn)), pad.y + pad.height * (0.5 - 0.3 * Math.cos(turn))];
  await forget(page);
  await page.mouse.move(...at(0));
  await page.mouse.down();
  for (let i = 1; i <= kMoves; i++) await page.mouse.move(...at(i / 10));
  await page.mouse.up();
  return taken(page);
}

const see_map = ({wait}) => wait((now) => now.map?.points === 60000 && now.places.map, 'the map');

async function drag_map({page, wait}) {
  const {places: {map}} = await wait((now) => now.places.map, 'the map');
  const at = (turn) => [map.x + map.width * (0.5 + 0.3 * Math.sin(turn)), map.y + map.height * (0.55 - 0.3 * Math.cos(turn))];
  await page.mouse.move(...at(0));
  await page.mouse.down();
  await forget(page);
  for (let i = 1; i <= kMapMoves; i++) await page.mouse.move(...at(i / 10));
  await page.mouse.up();
  return taken(page);
}

const [browser, server] = await Promise.all([launch_chromium(), serve_strictly()]);
// On synthetic digits: they need no data folder.
const url = `${server.url}#v=1&station=train&on=synthetic&digits=20000&epochs=1000`;
const map = `${server.url}#v=1&station=map`;
const result = {};
for (const [what, where, begin, happens] of [
  ['training watched', url, train, watch], ['drawing while it trains', url, train, draw], ['map of 60,000 points dragged', map, see_map, drag_map],
]) {
  const times = await measure(browser, where, begin, happens);
  for (const [name, seconds] of Object.entries(times)) result[`page, ${what}: ${name}`] = seconds;
}
await Promise.all([browser.close(), server.close()]);
console.log(JSON.stringify(result));
