// The page itself, as a reader has it: the built site in headless Chromium, its own workers, its own stations. But while it works it draws nothing:
// without a graphics card ten frames a second take a quarter of a core, which the workers of two cores want (what a frame costs: fluency.mjs).
import {open_in} from '../page/support/open.mjs';

const kWindow = {width: 480, height: 320, scale: 0.25};
const kPatience = 300; // seconds

// Before anything of the page runs: when so many mini-batches had been told of, by the clock.
function watch_training() {
  window.told = [];
  setInterval(() => {
    const run = window.bottleneck?.state()?.training.runs[0];
    const last = window.told.at(-1);
    if (run && (run.epoch !== last?.epoch || run.batch !== last?.batch)) window.told.push({epoch: run.epoch, batch: run.batch, ms: performance.now()});
  }, 100); // as often as the worker reports; the state costs milliseconds of the core that the second worker has
}

// Seconds for all mini-batches of an epoch: of each epoch the time between the first report and the last before its validation.
export function seconds_of_epoch(told, batches) {
  let ms = 0;
  let done = 0;
  for (const epoch of new Set(told.map((report) => report.epoch))) {
    const reports = told.filter((report) => report.epoch === epoch && report.batch > 0 && report.batch < batches);
    if (reports.length < 2) continue;
    ms += reports.at(-1).ms - reports[0].ms;
    done += reports.at(-1).batch - reports[0].batch;
  }
  return ms / 1000 / done * batches;
}

// Runs `run` on a page at this address.
async function with_page(browser, url, hash, run, init) {
  const opened = await open_in(browser, `${url}#v=1&${hash}`, {...kWindow, context: {}, init, allowed: /./});
  try {
    return await run(opened);
  } finally {
    await opened.page.context().close();
  }
}

const stop_drawing = ({page}) => page.evaluate(() => { window.requestAnimationFrame = () => 0; });

// Presses what is there by that name in the HTML, wherever it stands in the window.
const press_html = async ({page, wait}, name) => {
  await wait((now) => now.framesDrawn > 0, 'the page');
  await page.evaluate(() => { document.querySelector('#text-version').open = true; });
  await page.locator(`[id="mirror-${name}"]`).press('Enter', {timeout: kPatience * 1000});
  await page.evaluate(() => { document.querySelector('#text-version').open = false; }); // it follows all that changes
};

// So many epochs that their reports, ten a second, say when.
const kEpochs = {'epoch-16': 16, 'epoch-64': 8, 'epoch-300-16': 3};

function train(browser, url, id, row, workers) {
  const hidden = row.hidden.length ? `&hidden=${row.hidden}` : '';
  const hash = `station=train&on=mnist&latent=${row.latent}${hidden}&epochs=${kEpochs[id]}&batch=256&seed=1${workers}`;
  return with_page(browser, url, hash, async (opened) => {
    const {page, wait} = opened;
    await press_html(opened, 'start');
    await stop_drawing(opened);
    const {training: {runs: [run]}} = await wait(({training: {runs}}) => ['finished', 'failed'].includes(runs[0]?.state), 'the end of the run', kPatience);
    return {seconds: seconds_of_epoch(await page.evaluate(() => window.told), run.batches), value: run.history[0][2]};
  }, `(${watch_training})();`);
}

const is_done = (search) => search && search.done === search.queries;

// Both times are the worker's own: for laying out the references, and for the search.
function classify(browser, url, row, workers) {
  const by = row.model ? 'codes' : 'pixels';
  const hash = `station=neighbours&model=${row.model ?? `${row.dataset.replace('-mnist', '')}-16`}&queries=10000${workers}`;
  return with_page(browser, url, hash, async (opened) => {
    const {wait} = opened;
    await press_html(opened, `load:${row.dataset}`);
    await wait((now) => now.neighboursTest?.[by]?.queries === 10000, 'the images', kPatience);
    await press_html(opened, `run-${by}`);
    await stop_drawing(opened);
    const {neighboursTest: {[by]: search}} = await wait(({neighboursTest}) => is_done(neighboursTest[by]), 'the search', kPatience);
    const encoding = row.width === 16 && row.dataset === 'mnist' ? search.encodeMs / 1000 * 60 / 70 : undefined; // of 70,000 images
    return {seconds: (search.fitMs + search.searchMs) / 1000, value: search.accuracy, encoding};
  });
}

// With so many workers. Where the page lets nobody choose them, it is left out but for one.
export async function open_page({browser, url, workers}) {
  const id = workers === 1 ? 'page' : `page-${workers}`;
  const name = `**the page**, ${workers === 1 ? 'one worker' : `${workers} workers`}`;
  const can_choose = await with_page(browser, url, 'station=train', async ({page, wait}) => {
    await wait((now) => now.framesDrawn > 0, 'the page');
    await page.evaluate(() => { document.querySelector('#text-version').open = true; });
    await page.locator('[id="mirror-start"]').waitFor();
    return await page.locator('[id="mirror-workers"]').count() > 0;
  });
  if (workers > 1 && !can_choose) return {id, name, missing: 'the page has one worker'};
  const words = can_choose ? `&workers=${workers}` : '';
  return {
    id, name,
    does: ({group, hidden}) => (group === 'training' && Boolean(hidden)) || group === 'neighbours',
    measure: (row_id, row) => (row.hidden ? train(browser, url, row_id, row, words) : classify(browser, url, row, words)),
  };
}
