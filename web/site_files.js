// Where the files of this page's site lie, and how to have them. In the page that is one file another module stands in for this one
// (single/site_files.js); so no other module of the page may look for its neighbours.

// What their paths are relative to.
export const siteRoot = new URL('.', import.meta.url).href;

// A worker can be started by its address here, unless the browser refuses.
export const hasAddresses = true;

const begun = new Map(); // address → the answer that will come

// Asks for a file that somebody is about to want.
export function beginFile(href) {
  const answer = fetch(href, {referrerPolicy: 'no-referrer'});
  answer.catch(() => {}); // said to who wants it
  begun.set(href, answer);
}

// A file of the site or, from a mirror, of another host, as from fetch().
export function getFile(url, options) {
  const {href} = new URL(url);
  const answer = begun.get(href);
  begun.delete(href);
  return answer && options?.cache !== 'reload' ? answer : fetch(url, options);
}

// The bytes of a file of the site, at once: the page stands still until they are there.
export function readNow(url) {
  const request = new XMLHttpRequest();
  request.open('GET', url, false);
  request.overrideMimeType('text/plain; charset=x-user-defined'); // a letter a byte; bytes themselves are not given to who waits
  request.send();
  if (request.status !== 200) throw new Error(`${url}: HTTP ${request.status}`);
  return Uint8Array.from(request.responseText, (letter) => letter.charCodeAt(0));
}
