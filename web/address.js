// The part of the page's address behind "#": the program's state as text, and the browser's history of it.

const kRestMs = 250; // browsers refuse addresses that change too often

// onMove(text) is called when the reader goes back or forward, or types another address.
export function connectAddress(onMove) {
  let shown = location.hash.slice(1); // the text that the address shows or, where it may not be written, would show
  let waiting = null; // the text that the address will show once it rests
  let timer = 0;
  const read = () => location.hash.slice(1);

  // A page inside a document without an address of its own may not write any: it goes without.
  const write = (text, isStep) => {
    shown = text;
    const address = text ? `#${text}` : location.pathname + location.search;
    try {
      history[isStep ? 'pushState' : 'replaceState'](null, '', address);
    } catch {
      // nothing is lost but the address
    }
  };
  const settle = () => {
    clearTimeout(timer);
    if (waiting !== null) write(waiting, false);
    waiting = null;
  };
  addEventListener('popstate', () => {
    clearTimeout(timer);
    waiting = null;
    shown = read();
    onMove(shown);
  });

  return {
    read,
    // isStep: the present address stays in the history, and "back" leads to it.
    show(text, isStep) {
      if (isStep) {
        settle();
        write(text, true);
        return;
      }
      waiting = text;
      clearTimeout(timer);
      timer = setTimeout(settle, kRestMs);
    },
    // The whole address, as it is or is about to be. Of a file its name: where it lies on this device leads nobody else to it.
    whole() {
      settle();
      const {href, protocol, pathname} = location;
      if (/^https?:$/.test(protocol)) return href;
      const name = protocol === 'file:' ? pathname.slice(pathname.lastIndexOf('/') + 1) : 'bottleneck.html';
      return name + (shown && `#${shown}`);
    },
  };
}
