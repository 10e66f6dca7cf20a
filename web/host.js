// The page around this one, its host. It is told events and may send requests, as docs/embedding.md says; what they mean is the program's
// business. Here it is seen to who is heard and who hears.
import {texts} from './texts.js';

const kVersion = 1;

// A window without an origin, sandboxed or opened as a file, cannot be named. It is the parent all the same: another one would have taken
// this page away with it.
const nameOf = (origin) => (origin === 'null' ? '*' : origin);

// What the page was told in its query to listen to ("?host=https://a.example,https://b.example"), or null: to any parent.
function namedOrigins() {
  const named = new URLSearchParams(location.search).get('host');
  return named === null ? null : named.split(',').map((origin) => origin.replace(/\/$/, ''));
}

// What cannot be written as JSON is no request; its id, perhaps, is one.
function writeRequest(data) {
  try {
    return JSON.stringify(data);
  } catch {
    return JSON.stringify({id: ['number', 'string'].includes(typeof data.id) ? data.id : null});
  }
}

// Null in a page that stands alone. Nothing is heard by the program before `take(text)` is set.
export function connectHost() {
  if (parent === window) return null;
  const allowed = namedOrigins();
  let connected = null; // the host that may hear what is the reader's own
  let asked = null; // the request that is being answered

  const host = {
    take: null,

    // A message of the program's, as JSON: an event, or the answer to the request that it has just taken.
    tell(json) {
      const message = JSON.parse(json);
      if (message.event !== undefined) {
        const name = message.event === 'ready' ? '*' : connected;
        if (name) parent.postMessage(message, name);
        return;
      }
      if (asked.request === 'connect' && message.result) connected = asked.by;
      parent.postMessage(message, asked.by);
    },
  };

  addEventListener('message', ({data, origin, source}) => {
    if (source !== parent || data?.bottleneck !== kVersion || data.request === undefined) return;
    if (allowed && !allowed.includes(origin)) return;
    asked = {request: data.request, by: nameOf(origin)};
    if (host.take) return host.take(writeRequest(data));
    host.tell(JSON.stringify({bottleneck: kVersion, id: data.id ?? null, error: {code: 'not-ready', message: texts.notReady}}));
  });
  return host;
}
