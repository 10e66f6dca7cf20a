// What a page complains about, kept by the page itself from its first moment on: for browsers whose drivers do not pass on all of it
// (WebKit's nothing, Firefox's no breach of the content security policy).

// Runs in the page, before its own scripts (serve_strictly's first_script).
function keep_complaints() {
  const complaints = [];
  window.complaintsKept = complaints;
  // Only in some browsers does a stack begin with its error.
  const told = (error) => error instanceof Error ? `${error}\n${error.stack}` : String(error);
  // WebKit now and then says so where a size changes again in the frame in which it was told of: it is told of in the next one, and nothing
  // is lost. Said once that is no complaint; a loop would say it again.
  const kSizeChangedTwice = /^ResizeObserver loop completed/;
  let maySizeChangeTwice = /AppleWebKit/.test(navigator.userAgent);
  addEventListener('error', (event) => {
    const {target} = event;
    if (maySizeChangeTwice && kSizeChangedTwice.test(event.message)) {
      maySizeChangeTwice = false;
      return;
    }
    complaints.push(target instanceof Element ? `not loaded: ${target.src ?? target.href}` : `uncaught: ${told(event.error ?? event.message)}`);
  }, true);
  addEventListener('unhandledrejection', (event) => complaints.push(`unhandled rejection: ${told(event.reason)}`));
  addEventListener('securitypolicyviolation', (event) => complaints.push(`against ${event.violatedDirective}: ${event.blockedURI}`));
  for (const level of ['error', 'warn']) {
    const original = console[level];
    console[level] = (...values) => {
      complaints.push(`console ${level}: ${values.join(' ')}`);
      original.apply(console, values);
    };
  }
}
export const kKeepComplaints = `(${keep_complaints})();`;

// Asks a page (with evaluate) for what it has kept. No list at all is a complaint too: then nobody was listening.
export async function complaints_kept(page) {
  return await page.evaluate(() => window.complaintsKept ?? null) ?? ['the page keeps no list of complaints'];
}
