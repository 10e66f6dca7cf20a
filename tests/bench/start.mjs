// How the page begins: the bytes until a digit can be drawn and reconstructed, and until neighbours vote on it; and the time to each, with
// nothing in the browser's cache and at a second visit, on this machine and through a network (100 ms there and back, 10 Mbit/s).
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {brotliCompressSync, constants, gzipSync} from 'node:zlib';
import {serve} from '../../tools/serve.mjs';
import {draw_in_one_frame, write_digit} from '../page/support/handwriting.mjs';
import {median} from './report.mjs';

const kNetwork = {offline: false, latency: 100, downloadThroughput: 10e6 / 8, uploadThroughput: 10e6 / 8};
const kPackingMs = 60_000;

// In the page, before anything of it runs: the moments, in ms since the visit began.
function watch_start() {
  window.moments = {};
  const timer = setInterval(() => {
    const now = window.bottleneck?.state();
    if (!now) return;
    if (now.ready && now.places.pad && now.framesDrawn > 0) window.moments.draws ??= performance.now();
    if (now.votes) {
      window.moments.votes ??= performance.now();
      clearInterval(timer);
    }
  }, 5);
}

// One visit: the moments, and which files had come by each.
async function visit(context, url, network) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  if (network) {
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', network);
  }
  await page.addInitScript(watch_start);
  await page.goto(url, {waitUntil: 'commit'});
  await page.waitForFunction(() => window.moments.draws, undefined, {timeout: 60_000, polling: 20});
  const {pad} = (await page.evaluate(() => window.bottleneck.state())).places;
  await draw_in_one_frame(page, write_digit(3, pad));
  await page.waitForFunction(() => window.moments.votes, undefined, {timeout: 60_000, polling: 20});
  const result = await page.evaluate(() => ({
    ...window.moments, files: performance.getEntries().filter(({responseEnd}) => responseEnd).map(({name, responseEnd}) => ({name, at: responseEnd})),
  }));
  await page.close();
  return result;
}

// Of the files that had come by that moment, compressed as a static host would.
function bytes_until(site, url, {files}, moment) {
  const names = new Set(files.filter(({name, at}) => at <= moment && name.startsWith(url)).map(({name}) => new URL(name).pathname.slice(1) || 'index.html'));
  const contents = [...names].map((name) => readFileSync(join(site, name)));
  const sum = (compress) => contents.reduce((bytes, content) => bytes + compress(content).length, 0);
  return {gzip: sum((content) => gzipSync(content, {level: 9})), brotli: sum((content) => brotliCompressSync(content, {params: {[constants.BROTLI_PARAM_QUALITY]: 11}}))};
}

// The server compresses a file after it was first asked for: waits until all of those that gain by it are.
async function until_packed(url, {files}) {
  const names = files.map(({name}) => name).filter((name) => name.startsWith(url) && /\.(wasm|js|json|safetensors)$/.test(name));
  const is_packed = async (name) => (await fetch(name, {method: 'HEAD', headers: {'Accept-Encoding': 'br'}})).headers.has('Content-Encoding');
  for (const begun = Date.now(); Date.now() - begun < kPackingMs;) {
    if ((await Promise.all(names.map(is_packed))).every(Boolean)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const kMoments = {draws: 'a digit can be drawn and is reconstructed', votes: 'neighbours vote'};

// rounds: visits of each kind. Figures by name: {value, unit}.
export async function measure_start(browser, site, rounds) {
  const server = await serve(site, 0, {packs: true});
  const figures = {};
  const new_reader = () => browser.newContext({viewport: {width: 1280, height: 800}, deviceScaleFactor: 0.5});
  await until_packed(server.url, await visit(await new_reader(), server.url));
  for (const [where, network] of [['on this machine', null], ['100 ms, 10 Mbit/s', kNetwork]]) {
    const visits = {cold: [], warm: []};
    for (let round = 0; round < rounds; round++) {
      const context = await new_reader();
      visits.cold.push(await visit(context, server.url, network));
      visits.warm.push(await visit(context, server.url, network));
      await context.close();
    }
    for (const [moment, what] of Object.entries(kMoments)) {
      if (network) {
        for (const [how, value] of Object.entries(bytes_until(site, server.url, visits.cold[0], visits.cold[0][moment]))) {
          figures[`bytes until ${what}, ${how}`] = {value, unit: 'bytes'};
        }
      }
      for (const [kind, name] of [['cold', 'first visit'], ['warm', 'second visit']]) {
        figures[`until ${what}: ${name}, ${where}`] = {value: median(visits[kind].map((one) => one[moment])) / 1000, unit: 's'};
      }
    }
  }
  await server.close();
  return figures;
}
