// The kernels of bench.cpp: natively, and as WebAssembly in a worker in Chromium. Both know "peak" beside the rows.
import {execFile} from 'node:child_process';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {serve_folders} from './serve.mjs';

const build = fileURLToPath(new URL('../../build', import.meta.url));
const does = (row) => row.group === 'kernels';

// Started several times: as V8 happens to place the loop that measures it, WebAssembly's peak comes out at 49 or at 59 GFLOP/s.
const kPeaks = 8;
async function best_peak(run) {
  const peaks = [];
  for (let i = 0; i < kPeaks; ++i) peaks.push((await run('peak')).flops);
  return Math.max(...peaks);
}

export function open_native_kernels({data}) {
  const run = async (id) => JSON.parse((await promisify(execFile)(join(build, 'native/bench'), [join(data, 'mnist'), id])).stdout);
  return {measure: run, peak: () => best_peak(run)};
}

// A worker of its own for each row: what one allocates is not there in the next.
async function run_in_worker(row) {
  const script = `
    import make from '${location.origin}/bench.mjs';
    const lines = [];
    const program = await make({print: (line) => lines.push(line)});
    program.FS.mkdir('/mnist');
    for (const name of ['train-images.u8', 'train-labels.u8', 'test-images.u8', 'train-codes-16.f32', 'test-codes-16.f32']) {
      const bytes = new Uint8Array(await (await fetch('${location.origin}/data/mnist/' + name)).arrayBuffer());
      program.FS.writeFile('/mnist/' + name, bytes);
    }
    program.callMain(['/mnist', '${row}']);
    postMessage(lines.join(''));`;
  const worker = new Worker(URL.createObjectURL(new Blob([script], {type: 'text/javascript'})), {type: 'module'});
  const text = await new Promise((resolve, reject) => {
    worker.onmessage = ({data}) => resolve(data);
    worker.onerror = ({message}) => reject(new Error(message));
  });
  worker.terminate();
  return JSON.parse(text);
}

export async function open_web_kernels({browser, data}) {
  const server = await serve_folders({'/': join(build, 'web'), '/data/': data}, {isolated: true});
  const page = await browser.newPage();
  await page.goto(server.url);
  const run = (id) => page.evaluate(run_in_worker, id);
  return {
    id: 'web', name: 'WebAssembly in Chromium', does, measure: run, peak: () => best_peak(run), close: () => server.close(),
  };
}
