// Hands what happens on the canvas to the program, and the program's state to whoever asks.
import {withText} from './strings.js';

const kKinds = {pointerdown: 0, pointermove: 1, pointerup: 2, pointercancel: 3};
const kDevices = {mouse: 0, pen: 1, touch: 2};

export function connectInput(canvas, module) {
  const placeOf = ({clientX, clientY}) => {
    const {left, top} = canvas.getBoundingClientRect();
    return [clientX - left, clientY - top];
  };
  const send = (kind, event) => module._page_pointer(kind, kDevices[event.pointerType] ?? 0, ...placeOf(event), event.pressure);

  // One finger draws; others are not for the program.
  let held = null;
  const onPointer = (event) => {
    const kind = kKinds[event.type];
    if (kind === 0) {
      if (!event.isPrimary || event.button !== 0) return;
      held = event.pointerId;
      canvas.setPointerCapture(event.pointerId);
    } else if (held !== null && event.pointerId !== held) {
      return;
    } else if (kind > 1) {
      if (held === null || event.button > 0) return;
      held = null;
    }
    // All the points since the last event, where the browser has kept them.
    const points = kind === 1 ? (event.getCoalescedEvents?.() ?? []) : [];
    for (const point of points.length ? points : [event]) send(kind, point);
  };
  for (const type of Object.keys(kKinds)) canvas.addEventListener(type, onPointer);
  canvas.addEventListener('pointerleave', (event) => {
    if (held === null && event.pointerType === 'mouse') module._page_pointer(kKinds.pointermove, 0, -1e4, -1e4, 0);
  });

  // A touch on the pad draws, and so must not scroll; anywhere else the touch is the browser's.
  canvas.addEventListener('touchstart', (event) => {
    const isDrawing = held !== null && event.touches.length > 1;
    if (event.cancelable && (isDrawing || module._page_wants_touch(...placeOf(event.touches[0])))) event.preventDefault();
  }, {passive: false});

  // The wheel is the browser's too, but over what scrolls by itself once the reader has begun to use the canvas.
  const kLinePixels = 20;
  canvas.addEventListener('wheel', (event) => {
    if (document.activeElement !== canvas || event.ctrlKey || !event.deltaY) return;
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : kLinePixels);
    if (module._page_wheel(...placeOf(event), pixels)) event.preventDefault();
  }, {passive: false});

  canvas.addEventListener('keydown', (event) => {
    const isCommand = event.ctrlKey || event.metaKey;
    if (event.altKey) return;
    const isTaken = withText(module, event.key.toLowerCase(), (name) => module._page_key(name, isCommand, event.shiftKey));
    if (isTaken) event.preventDefault();
  });

  const changed = () => module._page_changed();
  new ResizeObserver(changed).observe(canvas);
  addEventListener('resize', changed);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
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
  // One of many frames, perhaps: whether it is in sight, or nearly.
  if (parent !== window) {
    new IntersectionObserver((entries) => module._page_in_sight(entries.at(-1).isIntersecting), {rootMargin: '50%'}).observe(canvas);
  }

  window.bottleneck = Object.freeze({
    // A copy of what the page knows: see src/lab/shown/state_json.h for its keys.
    state: () => JSON.parse(module.UTF8ToString(module._page_state())),
  });
}
