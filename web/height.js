// How high an embedded page wants to be, told in every way that the pages around it may understand: this page's own event, Canvas's
// message, H5P's (https://h5p.org/documentation/for-authors/resizing-embeds), and the browser's own, where it has one.
export function makeHeight() {
  const isFramed = parent !== window;
  const told = new Set();
  let height = 0;
  let isInH5p = false;

  // It refuses where it does not want to. Where it does not, it need not have done anything: the frame may be as high as it was made.
  const askBrowser = () => {
    try {
      window.requestResize?.();
    } catch {
      // there are the other ways
    }
  };
  const post = (message) => parent.postMessage(message, '*');
  const tellH5p = () => {
    if (isInH5p && height) post({context: 'h5p', action: 'resize', height, scrollHeight: height});
  };
  if (isFramed) {
    addEventListener('message', ({data, source}) => {
      if (source !== parent || data?.context !== 'h5p') return;
      if (data.action === 'hello') isInH5p = true;
      tellH5p(); // it is there, or its window has another size
    });
    post({context: 'h5p', action: 'hello'});
  }

  return {
    // The window is as high as was told, once: whoever made it so will follow again.
    isFollowed: () => isFramed && told.has(innerHeight),

    // CSS pixels.
    tell(wanted) {
      if (!isFramed || wanted === height) return;
      height = wanted;
      told.add(height);
      post({bottleneck: 1, event: 'resize', data: {height}});
      post({subject: 'lti.frameResize', height});
      tellH5p();
      askBrowser();
    },
  };
}
