// What the page takes while it is used: the main thread's time for a frame (fluency.mjs), what a drawing takes by the page's own clock, and memory.
import {execFile} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {draw_digit} from '../page/support/handwriting.mjs';
import {open_in} from '../page/support/open.mjs';
import {median} from './report.mjs';

export async function measure_frames() {
  const {stdout} = await promisify(execFile)(process.execPath, [fileURLToPath(new URL('fluency.mjs', import.meta.url))]);
  return Object.fromEntries(Object.entries(JSON.parse(stdout)).map(([name, value]) => [name.replace(/^page, /, ''), {value, unit: 's'}]));
}

// Digits drawn one after another while all training images are there.
export async function measure_drawing(browser, url) {
  const opened = await open_in(browser, `${url}#v=1&data=1`, {context: {}, isPainted: true, allowed: /./});
  await opened.wait((now) => now.codesReady && now.datasets.mnist.train === 'there', 'the training images');
  const times = {codes: [], pixels: []};
  for (let digit = 0; digit < 10; digit++) {
    await opened.page.keyboard.press('Delete');
    const {milliseconds} = await draw_digit(opened, digit);
    const {pixels} = await opened.wait((now) => now.pixels, 'the neighbours by pixels');
    times.codes.push(milliseconds.neighbours);
    times.pixels.push(pixels.milliseconds);
  }
  await opened.page.context().close();
  return Object.fromEntries([
    ['7 of the reference codes', times.codes], ['7 of 60,000 images by pixels, in the worker', times.pixels],
  ].map(([what, ms]) => [`a drawing in the page: ${what}`, {value: median(ms) / 1000, unit: 's'}]));
}

// Of the WebAssembly programs, with MNIST there and a run under way. Nothing where the page does not tell.
export async function measure_memory(browser, url, workers) {
  const opened = await open_in(browser, `${url}#v=1&station=train&on=mnist&latent=64&epochs=1000&workers=${workers}`, {context: {}, isPainted: true, allowed: /./});
  await opened.press('start');
  const {memory} = await opened.wait(({training: {runs}}) => runs[0]?.epoch >= 2, 'two epochs', 300);
  await opened.page.context().close();
  if (!memory) return {};
  const total = Object.values(memory).reduce((sum, bytes) => sum + bytes);
  return {[`memory while it trains 784-64-784 on MNIST with ${workers === 1 ? 'one worker' : `${workers} workers`}: page and workers`]: {value: total, unit: 'bytes'}};
}
