// Contexts of Chromium's that pages have one after another. A context of its own costs each page a new process, in which the program is
// compiled once more: nearly half of what it takes to open the page.
const idle = new WeakMap(); // browser → contexts that no page has

const kSize = {width: 1280, height: 800}; // in CSS pixels, of a page that asks for no other

async function make(browser, scale) {
  const context = await browser.newContext({viewport: kSize, deviceScaleFactor: scale});
  // Shows nothing, and stays: the process ends with its last page.
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

// A new page of this size, in CSS pixels, in a context that no other page has at the same time and in which nothing is stored. scale: device
// pixels per CSS pixel. context: options of playwright's that only a context of the page's own can have. close() leaves the context to the
// next page; where it is not called, as after a failure, nobody else gets it.
export async function open_page(browser, {width, height, scale, context}) {
  if (context) {
    const own = await browser.newContext({viewport: {width, height}, deviceScaleFactor: scale, ...context});
    return {page: await own.newPage(), close: () => own.close()};
  }
  if (!idle.has(browser)) idle.set(browser, []);
  const contexts = idle.get(browser);
  const found = contexts.findIndex((one) => one.scale === scale);
  const mine = found < 0 ? await make(browser, scale) : contexts.splice(found, 1)[0];
  await forget(mine);
  const page = await mine.context.newPage();
  if (width !== kSize.width || height !== kSize.height) await page.setViewportSize({width, height});
  const close = async () => {
    await page.close();
    contexts.push(mine);
  };
  return {page, close};
}
