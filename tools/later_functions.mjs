// Writes cmake/later_functions.txt anew, of the built page (tools/build web site): node tools/later_functions.mjs. Then build again.
//
// What is not called until the page has started and a drawing is voted on is loaded later (cmake/split.mjs). Which functions those are, visits
// to the page tell, with a program that counts. Worth doing where the first load has grown (tests/page/first_load.test.mjs).
import {execFileSync} from 'node:child_process';
import {readFile, writeFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {callGraph, kFeatures, plainName, runBinaryen} from '../cmake/call_graph.mjs';
import {draw_digit} from '../tests/page/support/handwriting.mjs';
import {launch_browser, open_in, serve_strictly, use} from '../tests/page/support/open.mjs';

const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const whole = here('build/web/bottleneck.whole.wasm');
const counting = here('build/web/bottleneck.counting.wasm');
const list = here('cmake/later_functions.txt');

const [, root] = /BOTTLENECK_EMSCRIPTEN_ROOT "(.*)"/.exec(await readFile(`${process.env.XDG_CACHE_HOME ?? `${process.env.HOME}/.cache`}/bottleneck/paths.cmake`, 'utf8'));
const binaryen = `${execFileSync(`${root}/em-config`, ['BINARYEN_ROOT'], {encoding: 'utf8'}).trim()}/bin`;

const kDelayMs = 800;
const kVisits = [
  {scale: 1},
  {hash: '#v=1&theme=dark&hide=header,samples&model=fashion-16', width: 700, scale: 0.5},
  {hash: '#v=1&pen=2.2&guide=0', width: 390, height: 844, scale: 3, context: {hasTouch: true}},
];

// In the page: keeps the program's exports within reach.
function keep_exports() {
  for (const how of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[how];
    WebAssembly[how] = async (...given) => {
      const result = await original.apply(WebAssembly, given);
      window.exported ??= result.instance.exports;
      return result;
    };
  }
}

// In the page: what wasm-split counted, a number a function, 0 where it was not called, after 8 bytes of its own.
function read_counts() {
  const memory = Object.values(window.exported).find((one) => one instanceof WebAssembly.Memory);
  const room = 1 << 16;
  const at = memory.buffer.byteLength - room;
  const kept = new Uint8Array(memory.buffer, at, room).slice();
  const size = window.exported.write_profile(at, room);
  const counts = Array.from(new Uint32Array(memory.buffer.slice(at + 8, at + size)));
  new Uint8Array(memory.buffer, at, room).set(kept);
  return counts;
}

const functions = await callGraph(binaryen, whole);
await runBinaryen(binaryen, 'wasm-split', [whole, ...kFeatures, '--instrument', '--profile-export=write_profile', '-o', counting]);
const names = [...functions.keys()]; // in the program's order
const called = new Set();
const [browser, server] = await Promise.all([launch_browser(), serve_strictly()]);
for (const {hash = '', ...visit} of kVisits) {
  const newContext = async (options) => {
    const context = await browser.newContext(options);
    // Slowly, for the page is also drawn while it waits.
    await context.route(/\/(assets|data)\//, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, kDelayMs));
      await route.continue();
    });
    await context.route('**/bottleneck.wasm', (route) => route.fulfill({path: counting, contentType: 'application/wasm'}));
    return context;
  };
  const opened = await open_in({newContext}, server.url + hash, {...visit, init: keep_exports});
  await use(opened, async () => {
    await opened.ready();
    for (const digit of [3, 7, 1]) await draw_digit(opened, digit);
    await opened.press('clear');
    await opened.wait(({strokes}) => strokes.length === 0);
    await opened.page.setViewportSize({width: 500, height: 700}); // other sizes of the letters
    for (const digit of [4, 2]) await draw_digit(opened, digit);
    const counts = await opened.page.evaluate(read_counts);
    if (counts.length !== names.length) throw new Error(`${counts.length} functions counted, of ${names.length}`);
    counts.forEach((count, i) => {
      if (count > 0) called.add(names[i]);
    });
  });
}
await Promise.all([browser.close(), server.close()]);

const plainCalled = new Set([...called].map(plainName));
const later = new Set();
for (const [name, {callers, isCalledByPointer}] of functions) {
  // What only such functions call comes later with them, and need not be named.
  const isFirst = isCalledByPointer || [...callers].some((caller) => called.has(caller));
  if (isFirst && !called.has(name) && !plainCalled.has(plainName(name))) later.add(plainName(name));
}
await writeFile(list, ['# Functions that are not called until a drawing is voted on: written by tools/later_functions.mjs.', ...[...later].sort(), ''].join('\n'));
console.log(`${list}: ${later.size} names`);
