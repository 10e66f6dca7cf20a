// Hands what happens on the canvas to the program, and the program's state to whoever asks.
import {withText} from './strings.js';

const kKinds = {pointerdown: 0, pointermove: 1, pointerup: 2, pointercancel: 3, pointerleave: 4};
const kDevices = {mouse: 0, pen: 1, touch: 2};

export function connectInput(canvas, module) {
  const placeOf = ({clientX, clientY}) => {
    const {left, top} = canvas.getBoundingClientRect();
    return [clientX - left, clientY - top];
  };

  const onPointer = (event) => {
    const {type, pointerType, pointerId, isPrimary, button, buttons} = event;
    // All the points since the last event, where the browser has kept them.
    const points = type === 'pointermove' ? (event.getCoalescedEvents?.() ?? []) : [];
    for (const point of points.length ? points : [event]) {
      const hasBegun = module._page_pointer(
        kKinds[type], kDevices[pointerType] ?? 0, pointerId, isPrimary, button, buttons, ...placeOf(point), point.pressure);
      if (hasBegun) canvas.setPointerCapture(pointerId);
    }
  };
  for (const type of Object.keys(kKinds)) canvas.addEventListener(type, onPointer);

  // A touch on the pad draws, and so must not scroll; anywhere else the touch is the browser's.
  canvas.addEventListener('touchstart', (event) => {
    if (module._page_wants_touch(...placeOf(event.changedTouches[0])) && event.cancelable) event.preventDefault();
  }, {passive: false});

  // Some of it may be dragged, too: once a touch has taken hold of it, it does not scroll any more.
  canvas.addEventListener('touchmove', (event) => {
    if (module._page_holds_touch() && event.cancelable) event.preventDefault();
  }, {passive: false});

  // The wheel is the browser's too, but over what scrolls by itself once the reader has begun to use the canvas.
  const kLinePixels = 20;
  canvas.addEventListener('wheel', (event) => {
    if (document.activeElement !== canvas || event.ctrlKey || !event.deltaY) return;
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : kLinePixels);
    if (module._page_wheel(...placeOf(event), pixels)) event.preventDefault();
  }, {passive: false});

  const takeKey = (event) => {
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.altKey) return;
    const {key, code, keyCode, shiftKey} = event;
    const isTaken = withText(module, key, (keyPointer) => (
      withText(module, code, (codePointer) => module._page_key(keyPointer, codePointer, keyCode, isCommand, shiftKey))
    ));
    if (isTaken) event.preventDefault();
  };
  canvas.addEventListener('keydown', takeKey);
  // What the pointer reads off goes by Escape, also before the canvas has been pressed.
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && event.target === document.body) takeKey(event);
  });
  canvas.addEventListener('focus', ({relatedTarget}) => {
    const isFromBelow = relatedTarget && canvas.compareDocumentPosition(relatedTarget) & Node.DOCUMENT_POSITION_FOLLOWING;
    module._page_keyboard(canvas.matches(':focus-visible'), Boolean(isFromBelow));
  });
  canvas.addEventListener('blur', () => module._page_keyboard(false, false));

  const changed = () => module._page_changed();
  new ResizeObserver(changed).observe(canvas);
  addEventListener('resize', changed);
  for (const query of ['(prefers-color-scheme: dark)', '(forced-colors: active)']) matchMedia(query).addEventListener('change', changed);
  // The pixel ratio changes with zoom and from screen to screen: there is only the question "is it still this one?".
  const watchRatio = () => {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
      changed();
      watchRatio();
    }, {once: true});
  };
  watchRatio();

  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault(); // or it would not come back
    module._page_context_lost();
  });
  canvas.addEventListener('webglcontextrestored', () => module._page_context_restored());
  document.getElementById('take-back').addEventListener('click', () => module._page_context_asked());
  // One of many frames, perhaps: whether it is in sight, or nearly. The whole page counts, not the canvas: until the first picture that is only
  // as high as browsers make any canvas, and a frame seen from below would count as out of sight.
  if (parent !== window) {
    const observer = new IntersectionObserver((entries) => module._page_in_sight(entries.at(-1).isIntersecting), {rootMargin: '50%'});
    observer.observe(document.documentElement);
  }

  window.bottleneck = Object.freeze({
    // A copy of what the page knows: see src/lab/shown/state_json.h for its keys.
    state: () => JSON.parse(module.UTF8ToString(module._page_state())),
  });
}
