// Chromium's contexts, used again: once a page is closed, the next one gets its context. A new one costs each page a new process, in which
// the program is compiled once more: nearly half of what it takes to open the page.
const idle = new WeakMap(); // browser → contexts that no page has, the one used last at the end

const kMostIdle = 2; // whose processes wait
const kSize = {width: 1280, height: 800}; // in CSS pixels, of a page that asks for no other

async function make(browser, scale) {
  const context = await browser.newContext({viewport: kSize, deviceScaleFactor: scale});
  // An empty page stays open, as the process ends with its last page.
  const devtools = await context.newCDPSession(await context.newPage());
  const origins = new Set();
  context.on('request', (request) => {
    const {protocol, origin} = new URL(request.url());
    if (protocol === 'file:') origins.add('file://');
    if (origin !== 'null') origins.add(origin);
  });
  return {context, devtools, origins, scale};
}

// What earlier pages have stored.
async function forget({devtools, origins}) {
  for (const origin of origins) await devtools.send('Storage.clearDataForOrigin', {origin, storageTypes: 'all'});
  origins.clear();
}

// The clock that a test can set is its context's, and cannot be taken away again.
const kClock = {get() { throw new Error('a page with a clock of its own needs a context of its own'); }};

// A new page of this size, in CSS pixels, in a context that no other page has at the same time, and in which pages before it have left no
// cookies, no databases and nothing else that they store. scale: device pixels per CSS pixel. close() leaves the context to the next page;
// where it is not called, as after a failure, nobody else gets it. What the browser itself keeps of files stays, and so does what a test
// sets for the whole context: a page that is to be a new reader's, or whose test sets such a thing, needs a context of its own, with
// context: playwright's options for it.
export async function open_page(browser, {width, height, scale, context}) {
  if (context) {
    const own = await browser.newContext({viewport: {width, height}, deviceScaleFactor: scale, ...context});
    return {page: await own.newPage(), close: () => own.close()};
  }
  if (!idle.has(browser)) idle.set(browser, []);
  const contexts = idle.get(browser);
  const found = contexts.findLastIndex((one) => one.scale === scale);
  const mine = found < 0 ? await make(browser, scale) : contexts.splice(found, 1)[0];
  await forget(mine);
  const page = Object.defineProperty(await mine.context.newPage(), 'clock', kClock);
  if (width !== kSize.width || height !== kSize.height) await page.setViewportSize({width, height});
  const close = async () => {
    await page.close();
    contexts.push(mine);
    if (contexts.length > kMostIdle) await contexts.shift().context.close();
  };
  return {page, close};
}

// Closes the contexts in use, and leaves the others for later.
export function close_contexts_in_use(browser) {
  const contexts = idle.get(browser)?.map(({context}) => context) ?? [];
  return Promise.all(browser.contexts().filter((one) => !contexts.includes(one)).map((one) => one.close()));
}
