// What every page test needs: the built site, and a Chromium that shows it.
import {fileURLToPath} from 'node:url';
import {close_contexts_in_use} from './support/contexts.mjs';
import {find_program} from './support/programs.mjs';

// The site to test: BOTTLENECK_SITE, else what `cmake --preset web` builds.
export const site = process.env.BOTTLENECK_SITE ?? fileURLToPath(new URL('../../build/web/site', import.meta.url));

// WebGL2 in software, so that it is there on machines without a graphics card; HTML is drawn without it. No network traffic of
// Chromium's own.
const kChromiumArguments = [
  '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--disable-gpu-rasterization',
  '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

const kept = new Map(); // arguments as JSON → the promise of a Chromium that was started with them
let keeps = false;

// From now on a Chromium outlives the file of tests that started it, and serves the next one that wants the same. Returns what ends them.
export function keep_browsers() {
  keeps = true;
  return () => Promise.all(Array.from(kept.values(), async (started) => (await started).end()));
}

async function start(extraArguments) {
  const executablePath = process.env.BOTTLENECK_CHROMIUM ?? find_program('chromium-headless-shell') ?? find_program('chromium');
  if (!executablePath) throw new Error('there is no Chromium on PATH; tools/setup installs it');
  const {chromium} = await import('playwright-core'); // not all tests that run together need it
  const browser = await chromium.launch({executablePath, args: [...kChromiumArguments, ...extraArguments]});
  return {browser, end: browser.close.bind(browser)};
}

// Chromium with a fresh profile: the one that BOTTLENECK_CHROMIUM names, or the one without windows, which is quicker, or any. After
// keep_browsers() it may be one that an earlier file has started, and close() closes only what its pages still use. Extra command line
// arguments are for what only they can set.
export async function launch_chromium(extraArguments = []) {
  if (!keeps) return (await start(extraArguments)).browser;
  const key = JSON.stringify(extraArguments);
  if (kept.has(key) && !(await kept.get(key)).browser.isConnected()) kept.delete(key); // it has crashed
  if (!kept.has(key)) {
    kept.set(key, start(extraArguments));
    kept.get(key).catch(() => kept.delete(key)); // whoever asks next tries again
  }
  const {browser} = await kept.get(key);
  browser.close = () => close_contexts_in_use(browser);
  return browser;
}
