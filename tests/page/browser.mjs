// What every page test needs: the built site served on this machine, and a Chromium that shows it.
//
//   const {page, url, complaints, close} = await open_page({width: 1280, height: 800});
//   ... await close();
//
// complaints: everything the page logged as error or warning, and every uncaught exception; a test ends with
// assert.deepEqual(complaints, []).
import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';
import {serve} from '../../tools/serve.mjs';
import {find_program} from './support/programs.mjs';

// The site to test: BOTTLENECK_SITE, else what `cmake --preset web` builds.
export const site = process.env.BOTTLENECK_SITE ?? fileURLToPath(new URL('../../build/web/site', import.meta.url));

// WebGL2 in software, so that it is there on machines without a graphics card; no network traffic of Chromium's own.
const kChromiumArguments = [
  '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist',
  '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync',
];

// Starts Chromium with a fresh profile: the one that BOTTLENECK_CHROMIUM names, or the one without windows, which is quicker, or any.
// Extra command line arguments are for what only they can set.
export function launch_browser(extraArguments = []) {
  const executablePath = process.env.BOTTLENECK_CHROMIUM ?? find_program('chromium-headless-shell') ?? find_program('chromium');
  if (!executablePath) throw new Error('there is no Chromium on PATH; tools/setup installs it');
  return chromium.launch({executablePath, args: [...kChromiumArguments, ...extraArguments]});
}

// Opens path of the served site. width, height: CSS pixels; scale: device pixels per CSS pixel; context: further
// options of playwright's browser.newContext (colorScheme, hasTouch, reducedMotion, …).
export async function open_page({width = 1280, height = 800, scale = 1, path = '', context = {}, args = []} = {}) {
  if (!existsSync(site)) throw new Error(`${site} is not there: build it first (cmake --build --preset web)`);
  const server = await serve(site);
  const browser = await launch_browser(args);
  const options = {viewport: {width, height}, deviceScaleFactor: scale, ...context};
  const page = await (await browser.newContext(options)).newPage();
  const complaints = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack ?? error}`));
  const url = server.url + path;
  await page.goto(url);
  const close = async () => {
    await browser.close();
    await server.close();
  };
  return {page, browser, url, complaints, close};
}
