// Firefox for page tests: driven by puppeteer over WebDriver BiDi, with a window on a screen in memory, because its headless mode
// has no WebGL2. What open() gives has the same form as webkit.mjs's, and the part of playwright's that draw_with_mouse needs.
import puppeteer from 'puppeteer-core';
import {complaints_kept} from './complaints.mjs';
import {find_program, kWindow, missing_programs, start_screen, take_charge, temporary_folder} from './programs.mjs';

const kProgram = process.env.BOTTLENECK_FIREFOX ?? 'firefox-esr';

const running = new Map(); // settings as JSON → a Firefox that has them: it takes seconds to start

// settings: of about:config, name → value.
async function start(settings) {
  const screen = await start_screen();
  try {
    const home = temporary_folder();
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: find_program(kProgram),
      headless: false,
      defaultViewport: kWindow,
      env: {...process.env, ...screen.env, HOME: home},
      userDataDir: `${home}/profile`,
      extraPrefsFirefox: settings,
      timeout: 120_000,
      protocolTimeout: 120_000,
    });
    take_charge(browser.process().pid);
    const stop = async () => {
      await browser.close();
      await screen.stop();
    };
    return {browser, stop};
  } catch (error) {
    await screen.stop();
    throw error;
  }
}

async function with_settings(settings) {
  const key = JSON.stringify(settings);
  if (!running.has(key)) running.set(key, await start(settings));
  return running.get(key).browser;
}

export const firefox = {
  name: 'Firefox',

  // What is not installed of what it needs, in words; null when all is there.
  missing: () => missing_programs([kProgram, 'Xvfb']),

  // Opens a page of kWindow's size in a Firefox with these settings, which is there until quit().
  async open(url, {settings = {}} = {}) {
    const page = await (await with_settings(settings)).newPage();
    const logged = [];
    page.on('console', (message) => {
      if (['error', 'warn'].includes(message.type())) logged.push(`${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => logged.push(`uncaught: ${error.stack ?? error}`));
    await page.goto(url, {timeout: 120_000});
    return {
      evaluate: (run, ...values) => page.evaluate(run, ...values),
      mouse: page.mouse,
      screenshot: async () => Buffer.from(await page.screenshot()),
      complaints: async () => [...logged, ...await complaints_kept(page)],
      close: () => page.close(),
    };
  },

  async quit() {
    for (const {stop} of running.values()) await stop();
    running.clear();
  },
};
