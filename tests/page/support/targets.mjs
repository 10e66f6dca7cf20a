// Targets of at least 24 by 24 CSS pixels, as WCAG 2.2 measures them (success criterion 2.5.8).

const kSide = 24;
const kRounding = 0.05;

const is_undersized = ({width, height}) => Math.min(width, height) < kSide - kRounding;
const middle_of = ({x, y, width, height}) => [x + width / 2, y + height / 2];
// How far a point is from a rectangle; 0 in it.
const distance = ([px, py], {x, y, width, height}) => (
  Math.hypot(Math.max(x - px, 0, px - x - width), Math.max(y - py, 0, py - y - height))
);

// Those of the targets, {name, x, y, width, height} each, that are too small and too near to another: a smaller one may stand where a
// circle of 24 pixels around its middle meets no other target, and no such circle of another smaller one. A line each.
export function too_small(targets) {
  return targets.filter(is_undersized).flatMap((one) => {
    const middle = middle_of(one);
    const near = targets.find((other) => other !== one && (
      distance(middle, other) < kSide / 2 - kRounding ||
      (is_undersized(other) && Math.hypot(...middle_of(other).map((place, axis) => place - middle[axis])) < kSide - kRounding)
    ));
    return near ? [`${one.name}, ${one.width}×${one.height}, is too near to ${near.name}`] : [];
  });
}

// All that can be pressed on the page now: the canvas's own (state().places) and the HTML's. A box to tick is as large as its label.
// In CSS pixels from the page's upper left corner.
export async function targets_of(page) {
  return page.evaluate(() => {
    const rect_of = (element) => {
      const {x, y, width, height} = element.getBoundingClientRect();
      return {x: x + scrollX, y: y + scrollY, width, height};
    };
    const corner = rect_of(document.getElementById('canvas'));
    const painted = Object.entries(window.bottleneck.state().places)
      .map(([name, place]) => ({name, ...place, x: corner.x + place.x, y: corner.y + place.y}));
    const elements = [...document.querySelectorAll('button, input, select, textarea, summary, a[href]')]
      .filter((element) => element.checkVisibility() && getComputedStyle(element).clipPath === 'none')
      .map((element) => ({name: `#${element.id || element.name || element.textContent}`, ...rect_of(element.closest('label') ?? element)}));
    return [...painted, ...elements];
  });
}
