// The program in Python beside the canvas: HTML from what the program of the page writes (src/lab/shown/program/program.h:
// write_program()). A line that is pointed at lights up its part of the canvas, and a part its lines.
import {keyOf, make} from './html.js';

const kPage = 12; // lines

// What a key moves by, from one of so many lines.
const kMoves = {
  ArrowUp: (at) => at - 1, ArrowDown: (at) => at + 1, PageUp: (at) => at - kPage, PageDown: (at) => at + kPage,
  Home: () => 0, End: (at, count) => count - 1,
};

function makeLine({part, spans}, index) {
  const line = make('div', {id: `program-line-${index}`, className: 'line'},
    ...spans.map(([kind, text]) => (kind ? make('span', {className: kind}, text) : text)));
  line.setAttribute('role', spans.length > 0 ? 'option' : 'presentation');
  line.dataset.part = part;
  return line;
}

// element: an empty <section>. act: see mirror.js. pointAt(part, isBrought): lights up a part of the canvas (none: ''), scrolled to
// where that is wanted. resized(): it takes more or less room now.
export function makeProgram(element, act, pointAt, resized) {
  let shown = 'null';
  let lines = []; // but those that are empty
  let active = -1; // the line that the keyboard is at
  let lit = ''; // the part whose lines are lit
  let code = null;
  let status = null;

  const light = (part) => {
    lit = part;
    for (const line of lines) line.classList.toggle('lit', part !== '' && line.dataset.part === part);
  };
  const bring = (line) => {
    const {top, bottom} = line.getBoundingClientRect();
    const frame = code.getBoundingClientRect();
    if (top < frame.top) code.scrollTop -= frame.top - top;
    if (bottom > frame.bottom) code.scrollTop += bottom - frame.bottom;
  };
  const point = (part, isBrought = false) => {
    light(part);
    pointAt(part, isBrought);
  };
  const goTo = (index) => {
    lines[active]?.setAttribute('aria-selected', 'false');
    active = Math.min(Math.max(index, 0), lines.length - 1);
    const line = lines[active];
    line.setAttribute('aria-selected', 'true');
    code.setAttribute('aria-activedescendant', line.id);
    bring(line);
    return line;
  };

  function makeCode(label) {
    code = make('div', {id: 'program-code', tabIndex: 0, ariaLabel: label});
    code.setAttribute('role', 'listbox');
    code.addEventListener('pointerover', ({target, pointerType}) => {
      if (pointerType === 'mouse') point(target.closest('.line')?.dataset.part ?? '');
    });
    code.addEventListener('pointerleave', ({pointerType}) => pointerType === 'mouse' && point(''));
    // A line that is pressed brings its part into view, unless it was pressed to select text.
    code.addEventListener('click', ({target}) => {
      const index = lines.indexOf(target.closest('.line'));
      if (index >= 0 && getSelection().isCollapsed) point(goTo(index).dataset.part, true);
    });
    code.addEventListener('keydown', (event) => {
      const key = keyOf(event);
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (key === 'Enter' && active >= 0) return point(lines[active].dataset.part, true);
      if (!kMoves[key]) return;
      event.preventDefault();
      point(goTo(active < 0 ? 0 : kMoves[key](active, lines.length)).dataset.part);
    });
    code.addEventListener('blur', () => point(''));
  }

  const copy = async ({copied, selected}) => {
    try {
      await navigator.clipboard.writeText([...code.children].map((line) => `${line.textContent}\n`).join(''));
      status.textContent = copied;
    } catch {
      getSelection().selectAllChildren(code);
      status.textContent = selected;
    }
  };

  const button = (label, press, id = '') => {
    const made = make('button', {type: 'button', id}, label);
    made.addEventListener('click', press);
    return made;
  };

  function build({title, words}) {
    makeCode(words.code);
    status = make('p');
    status.setAttribute('role', 'status');
    element.replaceChildren(
      make('header', {}, make('h2', {id: 'program-title'}, title), button(words.close, () => act('python', 'false'), 'program-close')),
      make('div', {className: 'actions'}), status, code);
  }

  const fill = ({lines: wanted, controls, words}) => {
    const {scrollTop} = code;
    code.replaceChildren(...wanted.map(makeLine));
    lines = [...code.children].filter((line) => line.textContent !== '');
    code.scrollTop = scrollTop;
    active = Math.min(active, lines.length - 1);
    if (active >= 0) goTo(active);
    light(lit);
    element.querySelector('.actions').replaceChildren(button(words.copy, () => copy(words), 'program-copy'),
      ...controls.map(({id, label, enabled}) => {
        const made = button(label, () => act(id, ''), `program-${id}`);
        made.setAttribute('aria-disabled', String(!enabled));
        return made;
      }));
  };

  return {
    // json: "null" closes it.
    show(json) {
      if (json === shown) return;
      const wasOpen = shown !== 'null';
      shown = json;
      const contents = JSON.parse(json);
      element.hidden = !contents;
      document.documentElement.toggleAttribute('data-program', contents !== null);
      if (contents && !wasOpen) build(contents);
      if (contents) {
        const focused = element.contains(document.activeElement) ? document.activeElement.id : '';
        fill(contents);
        if (focused) document.getElementById(focused)?.focus({preventScroll: true});
      } else {
        active = -1;
        lit = '';
      }
      if (wasOpen === (contents === null)) resized();
    },
    // The parts of the canvas that are pointed at, the smallest first: the lines of the first that has any are lit.
    light(parts) {
      if (!code || element.matches(':hover')) return;
      const part = parts.find((one) => lines.some((line) => line.dataset.part === one)) ?? '';
      if (part === lit) return;
      light(part);
      const first = lines.find((line) => line.dataset.part === part);
      if (part && first) bring(first);
    },
    // What it takes of the window from below, in CSS pixels.
    height: () => (element.hidden || element.getBoundingClientRect().top === 0 ? 0 : element.offsetHeight),
  };
}
