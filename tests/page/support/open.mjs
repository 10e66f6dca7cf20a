// The page as tests see it: served strictly, opened in Chromium, asked for its state.
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {extname, join, normalize} from 'node:path';
import {launch_chromium, site} from '../browser.mjs';
import {open_page} from './contexts.mjs';

export const kContentSecurityPolicy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; " +
  "style-src 'self'; img-src 'self' data: blob:; connect-src 'self'";

const kTypes = {
  '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.wasm': 'application/wasm',
};

// Serves the site under a sub-path with the policy above, as a course page might. wasm_type: what the server calls a .wasm file.
// missing: paths (from the site's root) that are answered with 404 as long as they are in the set; damaged: with other bytes.
// extra: files that the site does not have, path → text. is_open: other origins may read all of it, as sandboxed frames must.
// connect: further sources that the policy lets the page fetch from, as a host that wants the public mirrors to be used has to.
// script_type: what the server calls a script; policy: another one than the above; headers: further ones, of every answer.
// first_script: JavaScript that the page runs before its own, for browsers whose drivers cannot do that.
export async function serve_strictly({
  prefix = '/course/autoencoders/', wasm_type = 'application/wasm', missing = new Set(), damaged = new Set(), extra = {}, is_open = false,
  first_script = '', connect = '', script_type = kTypes['.js'], policy = `${kContentSecurityPolicy} ${connect}`, headers = {},
} = {}) {
  const always = {'Content-Security-Policy': policy, ...(is_open && {'Access-Control-Allow-Origin': '*'}), ...headers};
  const types = {...kTypes, '.js': script_type, '.wasm': wasm_type};
  const read = async (name) => {
    if (damaged.has(name)) return Buffer.from('{"damaged": ');
    if (name in extra) return Buffer.from(extra[name]);
    if (first_script && name === 'first-script.js') return Buffer.from(first_script);
    const bytes = await readFile(join(site, name));
    if (first_script && name === 'index.html') return Buffer.from(String(bytes).replace('<head>', '<head><script src="first-script.js"></script>'));
    return bytes;
  };
  if (!existsSync(site)) throw new Error(`${site} is not there: build it first (tools/build web site)`);
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    const name = path === prefix ? 'index.html' : normalize(path.slice(prefix.length));
    try {
      if (!path.startsWith(prefix) || name.startsWith('..') || missing.has(name)) throw new Error('not there');
      const bytes = await read(name);
      const type = types[extname(name)] ?? 'application/octet-stream';
      response.writeHead(200, {'Content-Type': type, 'Content-Length': bytes.length, ...always});
      response.end(bytes);
    } catch {
      response.writeHead(404, {'Content-Type': 'text/plain'}).end('There is no such file.');
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}${prefix}`,
    close: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  };
}

// Asks again and again until `check` gives something true; fails with what it gave last. Waiting is on the page's state, so a slow
// machine only takes longer; the longer it takes, the less often the page is kept from its work by being asked.
export async function until(check, what, seconds = 60) {
  const begun = Date.now();
  for (;;) {
    const result = await check();
    if (result) return result;
    const waited = Date.now() - begun;
    if (waited > seconds * 1000) assert.fail(`waited ${seconds} s in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, Math.min(20 + waited / 5, 200)));
  }
}

// What a page, or a frame in one, knows of itself; null before it knows anything. It goes through the driver as one text: value by value
// it takes several times as long, of the page's own time.
export async function state_of(page) {
  return JSON.parse(await page.evaluate(() => JSON.stringify(window.bottleneck?.state() ?? null)));
}

// Waits until that fulfils a condition, and returns it.
export const state_where = (page, condition, what = String(condition), seconds = undefined) => until(async () => {
  const now = await state_of(page);
  return now && condition(now) ? now : null;
}, what, seconds);

// Where something stands, once it no longer moves: what comes in, a note for one, shifts what is below it.
export function place_of(page, name) {
  let before;
  return until(async () => {
    const place = (await state_of(page))?.places[name];
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    const stays = place && JSON.stringify(place) === before;
    before = JSON.stringify(place);
    return stays && place;
  }, `${name} to be on the page`);
}

// In the page, before anything runs: WebGL draws nothing, so that there is nothing new to show either.
function paint_nothing() {
  WebGL2RenderingContext.prototype.drawElements = () => {};
  WebGL2RenderingContext.prototype.clear = () => {};
}

// Chromium for tests: the pages of a context are in one process (contexts.mjs).
export const launch_browser = (extraArguments = []) => launch_chromium(['--renderer-process-limit=1', ...extraArguments]);

// Chromium for tests that look at no pixel at all: what is on the page is put together without WebGL, which has no graphics card here. It
// then reads the canvas itself, and warns of that.
const unpainted = new WeakSet();
const kReadsCanvas = /GPU stall due to ReadPixels/;
export async function launch_unpainted() {
  const browser = await launch_browser(['--disable-gpu-compositing']);
  unpainted.add(browser);
  return browser;
}

// A page in a browser that is there already. context: as in open_page(); prepare: what is done with the page before it goes anywhere, beside
// `init`, which is run in it. allowed: a pattern for console messages and errors that the test itself provokes; hosts: one for the
// other hosts that it may ask, which the test answers for. scale: device pixels per CSS pixel; isPainted: WebGL draws, as it does where a scale
// is named. Without a graphics card every pixel is computed, and half of the time would go into what no test looks at: for the others they are
// few, and are not filled. Each station is painted in some test, so that what WebGL complains of is heard.
export async function open_in(browser, url, {width = 1280, height = 800, scale, isPainted = scale !== undefined, context, init, prepare, allowed, hosts} = {}) {
  assert.ok(!isPainted || !unpainted.has(browser), 'who looks at pixels needs launch_browser()');
  const {page, close: close_page} = await open_page(browser, {width, height, scale: scale ?? 0.5, context});
  const complaints = [];
  page.on('console', (message) => {
    const text = message.text();
    if (unpainted.has(browser) && kReadsCanvas.test(text)) return;
    if (['error', 'warning'].includes(message.type()) && !allowed?.test(text)) complaints.push(`${message.type()}: ${text}`);
  });
  page.on('pageerror', (error) => {
    if (!allowed?.test(String(error))) complaints.push(`uncaught: ${error.stack ?? error}`);
  });
  page.on('request', (request) => {
    const {protocol, origin, host} = new URL(request.url());
    if (protocol !== 'blob:' && origin !== new URL(url).origin && !hosts?.test(host)) complaints.push(`request to another host: ${request.url()}`);
  });
  if (!isPainted) await page.addInitScript(paint_nothing);
  if (init) await page.addInitScript(init);
  await prepare?.(page);
  await page.goto(url);

  const state = () => state_of(page);
  const wait = (condition, what, seconds) => state_where(page, condition, what, seconds);
  const ready = () => wait((now) => now.ready && now.codesReady && now.places.pad && now.framesDrawn > 0, 'the page to be ready');
  const press = async (name) => {
    const place = await place_of(page, name);
    // Scrolled to, as a reader would, where it lies outside the window. Places are counted from the canvas's upper left corner.
    const [left, top] = await page.evaluate((y) => {
      const corner = () => document.querySelector('canvas').getBoundingClientRect();
      if (corner().top + y < 0 || corner().top + y > innerHeight) scrollBy(0, corner().top + y - innerHeight / 2);
      return [corner().left, corner().top];
    }, place.y + place.height / 2);
    await page.mouse.click(left + place.x + place.width / 2, top + place.y + place.height / 2);
  };
  // Chooses a model from the list, as the reader does, and waits until the list is closed again.
  const choose = async (model) => {
    await press('chooser');
    await press(`model:${model}`);
    return wait((now) => now.model === model && !now.places[`model:${model}`], `${model} to be chosen`);
  };
  // The page's address, once it says what the page shows.
  const address = () => until(() => page.evaluate(() => (
    location.hash.slice(1) === window.bottleneck.state().address ? location.href : null
  )), 'the address to say what the page shows');
  const close = async () => {
    await close_page();
    assert.deepEqual(complaints, [], 'the console stays silent');
  };
  return {page, state, wait, ready, press, choose, address, close, complaints};
}

// The error, which says as well what the page complained about.
export function with_complaints(error, complaints) {
  if (complaints.length) error.message = `The page complained:\n${complaints.join('\n')}\n${error.message}`;
  return error;
}

// Runs `run` and closes what open_in() gave.
export async function use(opened, run) {
  try {
    await run();
  } catch (error) {
    throw with_complaints(error, opened.complaints);
  }
  await opened.close();
}

// A page that is ready, for as long as `run` takes. options: those of open_in(); hash: what follows the url.
export async function with_ready(browser, url, options, run) {
  const opened = await open_in(browser, url + (options.hash ?? ''), options);
  await use(opened, async () => {
    await opened.ready();
    await run(opened);
  });
}
