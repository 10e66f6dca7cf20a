// Digits as a hand writes them, and drawn upon the page.
import {place_of, until} from './open.mjs';

// A few places that the pen passes through, in a box from (0, 0) to (1, 1), y downwards. They are ours, drawn from no dataset.
const kDigits = [
  [[[0.52, 0.03], [0.25, 0.15], [0.12, 0.5], [0.24, 0.86], [0.5, 0.98], [0.78, 0.84], [0.88, 0.5], [0.76, 0.14], [0.5, 0.03]]],
  [[[0.42, 0.18], [0.56, 0.02], [0.54, 0.35], [0.52, 0.7], [0.5, 1]]],
  [[[0.14, 0.24], [0.3, 0.05], [0.6, 0.02], [0.82, 0.2], [0.74, 0.46], [0.45, 0.75], [0.1, 0.98]], [[0.1, 0.98], [0.5, 0.95], [0.92, 0.97]]],
  [[[0.16, 0.1], [0.45, 0.01], [0.76, 0.1], [0.78, 0.3], [0.62, 0.44], [0.38, 0.48]],
    [[0.38, 0.48], [0.7, 0.53], [0.86, 0.72], [0.74, 0.92], [0.42, 1], [0.1, 0.9]]],
  [[[0.3, 0.02], [0.2, 0.3], [0.1, 0.6]], [[0.1, 0.6], [0.5, 0.57], [0.94, 0.56]], [[0.72, 0.04], [0.68, 0.5], [0.64, 1]]],
  [[[0.3, 0.03], [0.25, 0.22], [0.2, 0.46]], [[0.2, 0.46], [0.45, 0.38], [0.74, 0.46], [0.84, 0.7], [0.68, 0.92], [0.4, 1], [0.1, 0.92]],
    [[0.3, 0.03], [0.55, 0.03], [0.86, 0.02]]],
  [[[0.68, 0.02], [0.4, 0.2], [0.2, 0.52], [0.18, 0.8], [0.36, 0.98], [0.64, 0.96], [0.8, 0.78], [0.7, 0.58], [0.46, 0.54], [0.24, 0.68]]],
  [[[0.08, 0.06], [0.45, 0.05], [0.9, 0.04]], [[0.9, 0.04], [0.7, 0.35], [0.5, 0.66], [0.38, 1]]],
  [[[0.76, 0.14], [0.5, 0.02], [0.25, 0.14], [0.28, 0.34], [0.52, 0.48], [0.76, 0.66], [0.76, 0.88], [0.5, 0.99], [0.24, 0.88],
    [0.24, 0.68], [0.48, 0.5], [0.72, 0.34], [0.76, 0.14]]],
  [[[0.8, 0.16], [0.55, 0.02], [0.26, 0.12], [0.2, 0.36], [0.42, 0.5], [0.68, 0.42], [0.8, 0.16]], [[0.8, 0.16], [0.76, 0.55], [0.66, 1]]],
];

// A smooth line through the places (Catmull–Rom), as many points as a hand at an ordinary pace leaves.
function smooth(places) {
  const at = (i) => places[Math.min(Math.max(i, 0), places.length - 1)];
  const line = [];
  for (let i = 0; i + 1 < places.length; i++) {
    for (let step = 0; step < 5; step++) {
      const t = step / 5;
      const blend = (axis) => {
        const [a, b, c, d] = [at(i - 1)[axis], at(i)[axis], at(i + 1)[axis], at(i + 2)[axis]];
        return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
      };
      line.push([blend(0), blend(1)]);
    }
  }
  line.push(places.at(-1));
  return line;
}

// The strokes of a digit on a pad (a rectangle on the page): x, y is the upper left corner and height the height of the writing, as
// shares of the pad's side; slant leans it to the right.
export function write_digit(digit, pad, {x = 0.3, y = 0.15, height = 0.7, slant = 0} = {}) {
  const width = height * 0.68;
  return kDigits[digit].map((places) => smooth(places).map(([u, v]) => [
    pad.x + pad.width * (x + u * width + slant * (1 - v) * height),
    pad.y + pad.height * (y + v * height),
  ]));
}

// Draws strokes with the mouse, at once, as a quick hand does: the browser puts several movements into one event. Ends when the page has
// taken all of them, for drivers are done before the page is.
export async function draw_with_mouse(page, strokes) {
  for (const stroke of strokes) {
    await page.mouse.move(...stroke[0]);
    await page.mouse.down();
    await Promise.all(stroke.slice(1).map((point) => page.mouse.move(...point)));
    await page.mouse.up();
  }
  await until(() => page.evaluate(() => !window.bottleneck.state().isBusy), 'the page to have taken the strokes');
}

// Writes a digit upon the page that open_in() has opened, where write_digit()'s options say; returns the state that knows all of it and
// has the named part of the answer: "votes", or less where a model is not there whole. draw: how; at once by default, for every frame is
// computed without a graphics card, and a mouse asks for twenty.
export async function draw_digit({page, wait}, digit, {answer = 'votes', draw = draw_in_one_frame, ...hand} = {}) {
  const {strokes} = await wait((now) => now.places.pad && !now.isBusy, 'the pad');
  const written = write_digit(digit, await place_of(page, 'pad'), hand);
  await draw(page, written);
  return wait((now) => now.strokes.length === strokes.length + written.length && now[answer], `the ${answer} of a drawn ${digit}`);
}

// Hands the presses, movements and releases of strokes to the page all at once, as they come where a frame takes long. A stroke of one
// point is a click.
export function draw_in_one_frame(page, strokes) {
  return page.evaluate((all) => {
    const canvas = document.getElementById('canvas');
    const {left, top} = canvas.getBoundingClientRect();
    const send = (type, [x, y]) => canvas.dispatchEvent(new PointerEvent(type, {
      pointerId: 1, pointerType: 'mouse', isPrimary: true, bubbles: true, cancelable: true, button: type === 'pointermove' ? -1 : 0,
      buttons: type === 'pointerup' ? 0 : 1, pressure: 0.5, clientX: left + x, clientY: top + y,
    }));
    for (const stroke of all) {
      send('pointerdown', stroke[0]);
      for (const point of stroke.slice(1)) send('pointermove', point);
      send('pointerup', stroke.at(-1));
    }
  }, strokes);
}
