// A field laid over the canvas, where a value can be typed that the canvas shows.
import {keyOf, make} from './html.js';

const kSmallWidth = 60; // CSS pixels, before any zoom: what is narrower has its value in the middle

export function makeField(canvas, act) {
  const input = make('input', {type: 'text', autocomplete: 'off'});
  const problem = make('p', {className: 'problem', id: 'field-problem'});
  const box = make('div', {id: 'field', hidden: true}, input, problem);
  problem.setAttribute('role', 'alert');
  input.setAttribute('aria-describedby', problem.id);
  canvas.after(box);

  let id = '';
  let before = '';
  // Whether it was taken.
  const apply = () => {
    problem.textContent = act(id, input.value);
    return problem.textContent === '';
  };
  const close = () => {
    box.hidden = true;
    problem.textContent = '';
  };

  input.addEventListener('keydown', (event) => {
    const key = keyOf(event);
    if (key !== 'Enter' && key !== 'Escape') return;
    event.preventDefault();
    // Enter puts to use what is shown, typed or not: it may be a proposal.
    if (key === 'Enter' && !apply()) return;
    close();
    canvas.focus({preventScroll: true});
  });
  // Left for something else, which puts to use what is new: the focus stays with that.
  input.addEventListener('blur', () => {
    if (box.hidden) return;
    if (input.value !== before) apply();
    close();
  });

  return {
    // place: {x, y, width, height} in CSS pixels from the canvas's upper left corner; the field covers it, and nothing beside it. Its zoom
    // is the canvas's: larger than 1 for a projector.
    // isNumber: on a phone, keys for digits will do.
    open(newId, label, value, place, isNumber) {
      id = newId;
      before = value;
      problem.textContent = '';
      input.value = value;
      input.inputMode = isNumber ? 'decimal' : 'text';
      for (const side of ['width', 'height']) input.style[side] = `${place[side]}px`;
      input.setAttribute('aria-label', label);
      const zoom = place.zoom ?? 1;
      box.style.setProperty('--zoom', String(zoom));
      box.classList.toggle('is-small', place.width < kSmallWidth * zoom);
      box.hidden = false;
      box.style.left = `${canvas.offsetLeft + place.x}px`;
      box.style.top = `${canvas.offsetTop + place.y}px`;
      input.focus();
      input.select();
    },
  };
}
