// A field laid over the canvas, where a value can be typed that the canvas shows.
import {make} from './html.js';

export function makeField(canvas, act) {
  const input = make('input', {type: 'text', autocomplete: 'off'});
  const problem = make('p', {className: 'problem', id: 'field-problem'});
  const box = make('div', {id: 'field', hidden: true}, input, problem);
  problem.setAttribute('role', 'alert');
  input.setAttribute('aria-describedby', problem.id);
  canvas.after(box);

  let id = '';
  let before = '';
  // Whether what was typed was taken, or was nothing new.
  const apply = () => {
    problem.textContent = input.value === before ? '' : act(id, input.value);
    return problem.textContent === '';
  };
  const close = () => {
    box.hidden = true;
    problem.textContent = '';
  };

  input.addEventListener('keydown', (event) => {
    const isDone = event.key === 'Escape' || (event.key === 'Enter' && apply());
    if (event.key === 'Enter' || event.key === 'Escape') event.preventDefault();
    if (!isDone) return;
    close();
    canvas.focus({preventScroll: true});
  });
  // Left for something else: the focus stays with that.
  input.addEventListener('blur', () => {
    if (box.hidden) return;
    apply();
    close();
  });

  return {
    // place: {x, y, width, height} in CSS pixels from the canvas's upper left corner; the field covers it, and is as large as typing needs.
    // isNumber: on a phone, keys for digits will do.
    open(newId, label, value, place, isNumber) {
      id = newId;
      before = value;
      problem.textContent = '';
      input.value = value;
      input.inputMode = isNumber ? 'decimal' : 'text';
      input.style.width = `${Math.max(place.width, 96)}px`;
      input.setAttribute('aria-label', label);
      box.hidden = false;
      const {width, height} = input.getBoundingClientRect();
      const left = Math.max(0, Math.min(place.x + (place.width - width) / 2, canvas.clientWidth - width));
      box.style.left = `${canvas.offsetLeft + left}px`;
      box.style.top = `${canvas.offsetTop + place.y + (place.height - height) / 2}px`;
      input.focus();
      input.select();
    },
  };
}
