// What every page test needs: the built site, and a Chromium that shows it.
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';
import {find_program} from './support/programs.mjs';

// The site to test: BOTTLENECK_SITE, else what `cmake --preset web` builds.
export const site = process.env.BOTTLENECK_SITE ?? fileURLToPath(new URL('../../build/web/site', import.meta.url));

// WebGL2 in software, so that it is there on machines without a graphics card; HTML is drawn without it. No network traffic of
// Chromium's own. Pages of one context are in one process (support/contexts.mjs).
const kChromiumArguments = [
  '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--disable-gpu-rasterization',
  '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--renderer-process-limit=1',
];

// Starts Chromium with a fresh profile: the one that BOTTLENECK_CHROMIUM names, or the one without windows, which is quicker, or any.
// Extra command line arguments are for what only they can set.
export function launch_browser(extraArguments = []) {
  const executablePath = process.env.BOTTLENECK_CHROMIUM ?? find_program('chromium-headless-shell') ?? find_program('chromium');
  if (!executablePath) throw new Error('there is no Chromium on PATH; tools/setup installs it');
  return chromium.launch({executablePath, args: [...kChromiumArguments, ...extraArguments]});
}
