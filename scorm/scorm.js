// Tells a learning platform, by its SCORM 1.2 API, that the learner has begun, how long it took, and when what the link asks for is done. That
// is told by the page in the frame (docs/embedding.md). Where there is no such API, the page is just there.
(() => {
  const kProtocol = 1;

  // What completes a station. Of all others, a drawing and what it is taken for.
  const kAsked = {train: 'train', book: 'experiment', exercises: 'exercise'};
  const kDrawings = ['draw', 'test', 'code']; // words of a link that put something on the pad

  // --- the platform

  // The API in a window or in one around it; those of other sites may not be looked into.
  function apiAround(start) {
    for (let place = start; place; place = place.parent === place ? null : place.parent) {
      try {
        if (place.API) return place.API;
      } catch {
        // another site's
      }
    }
    return null;
  }
  const api = apiAround(window) ?? apiAround(window.opener) ?? apiAround(window.top.opener);

  // SCORM's CMITimespan.
  function timespan(milliseconds) {
    const seconds = Math.floor(milliseconds / 1000);
    const two = (number) => String(number).padStart(2, '0');
    return `${String(Math.min(Math.floor(seconds / 3600), 9999)).padStart(4, '0')}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  }

  const begun = Date.now();
  let isOpen = api !== null && String(api.LMSInitialize('')) === 'true';
  let isDone = true; // or nobody wants to know

  function setStatus(status) {
    api.LMSSetValue('cmi.core.lesson_status', status);
    api.LMSCommit('');
  }
  function begin() {
    const isCounted = !['browse', 'review'].includes(api.LMSGetValue('cmi.core.lesson_mode'));
    isDone = !isCounted || ['completed', 'passed'].includes(api.LMSGetValue('cmi.core.lesson_status'));
    if (!isDone) setStatus('incomplete');
  }
  function complete() {
    if (isDone || !isOpen) return;
    isDone = true;
    setStatus('completed');
  }
  function tellTime() {
    if (!isOpen) return;
    api.LMSSetValue('cmi.core.session_time', timespan(Date.now() - begun));
    api.LMSCommit('');
  }
  if (isOpen) begin();

  // A phone may end the page without a further word once it is hidden.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') tellTime();
  });
  addEventListener('pagehide', () => {
    tellTime();
    if (isOpen) api.LMSFinish('');
    isOpen = false;
  });
  // Brought back as it was left, it has finished; it begins anew.
  addEventListener('pageshow', ({persisted}) => {
    if (persisted) location.reload();
  });

  // --- the page in the frame

  let isConnected = false;
  let isOwn = true; // what is on the pad is the learner's, not the link's

  function hear(frame, event, data) {
    const link = new URLSearchParams(new URL(frame.src).hash.slice(1));
    const asked = kAsked[link.get('station')] ?? 'prediction';
    if (event === 'ready' && !isConnected) {
      isConnected = true;
      isOwn = !kDrawings.some((word) => link.has(word));
      frame.contentWindow.postMessage({bottleneck: kProtocol, id: 1, request: 'connect', data: {}}, '*');
    } else if (event === 'completed' && data.task === asked) {
      complete();
    } else if (event === 'prediction' && asked === 'prediction' && data.digit !== null) {
      if (isOwn) complete();
      isOwn = true;
    }
  }
  addEventListener('message', ({source, data: message}) => {
    const frame = document.querySelector('iframe');
    if (source !== frame?.contentWindow || message?.bottleneck !== kProtocol) return;
    if (typeof message.event === 'string') hear(frame, message.event, message.data);
  });
})();
