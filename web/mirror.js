// The page as text and controls: HTML from the list that the program writes (src/lab/shown/controls.h). It shows what it is told, and hands on
// what is done with it.
import {keyOf, make} from './html.js';

const kFewOptions = 4; // up to so many are shown at once, more in a list

const setText = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};
const setAttribute = (element, name, value) => {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
};
const setEnabled = (field, isEnabled) => field.toggleAttribute('disabled', !isEnabled);

// Makes `parent` hold one part for each item, in their order. parts: those it holds, by key; a part has an `element` and `update(item)`.
// What stays is not touched beyond its update: the focus stays where it is.
function reconcile(parent, parts, items, keyOf, makePart) {
  const wanted = new Set(items.map(keyOf));
  for (const [key, part] of parts) {
    if (wanted.has(key)) continue;
    part.element.remove();
    parts.delete(key);
  }
  items.forEach((item, index) => {
    const key = keyOf(item, index);
    if (!parts.has(key)) parts.set(key, makePart(item));
    const part = parts.get(key);
    const place = parent.children[index];
    if (place !== part.element) parent.insertBefore(part.element, place ?? null);
    part.update(item);
  });
}

// --- controls. Each kind gives its content, and update(control) to bring that up to date. `send(value)` hands a value on and says
// whether it was taken.

function makeButton(id, send) {
  const button = make('button', {type: 'button', id});
  // A button that cannot be used stays where the focus can be: pressed, it says so.
  button.addEventListener('click', () => send(''));
  return {
    content: [button],
    field: button,
    update({label, enabled}) {
      setText(button, label);
      setAttribute(button, 'aria-disabled', String(!enabled));
    },
  };
}

function makeToggle(id, send) {
  const box = make('input', {type: 'checkbox', id});
  const name = make('span');
  let wanted = false;
  box.addEventListener('change', () => {
    if (!send(String(box.checked))) box.checked = wanted;
  });
  return {
    content: [make('label', {className: 'beside'}, box, name)],
    field: box,
    update({label, value, enabled}) {
      setText(name, label);
      wanted = value === 'true';
      box.checked = wanted;
      setEnabled(box, enabled);
    },
  };
}

function makeRadios(id, send) {
  const legend = make('legend');
  const row = make('div', {className: 'row'});
  const group = make('fieldset', {id}, legend, row);
  const parts = new Map();
  let wanted = '';
  const sync = () => {
    for (const {box} of parts.values()) box.checked = box.value === wanted;
  };
  const makeOption = (option) => {
    const box = make('input', {type: 'radio', name: id, value: option.id});
    const name = make('span');
    box.addEventListener('change', () => {
      if (!send(box.value)) sync();
    });
    return {element: make('label', {className: 'beside'}, box, name), box, update: ({label}) => setText(name, label)};
  };
  return {
    content: [group],
    field: group,
    update({label, value, options, enabled}) {
      setText(legend, label);
      reconcile(row, parts, options, (option) => option.id, makeOption);
      setEnabled(group, enabled);
      wanted = value;
      sync();
    },
  };
}

function makeOption(option) {
  const element = make('option', {value: option.id});
  return {element, update: ({label}) => setText(element, label)};
}

function makeSelect(id, send) {
  const name = make('label', {htmlFor: id});
  const list = make('select', {id});
  const parts = new Map();
  let wanted = '';
  list.addEventListener('change', () => {
    if (!send(list.value)) list.value = wanted;
  });
  return {
    content: [name, list],
    field: list,
    update({label, value, options, enabled}) {
      setText(name, label);
      reconcile(list, parts, options, (option) => option.id, makeOption);
      wanted = value;
      if (list.value !== wanted) list.value = wanted;
      setEnabled(list, enabled);
    },
  };
}

// What is typed is not overwritten until it is applied or given up: a number while its field has the focus, a text even longer.
function makeEditor(field, send, isEditedLonger) {
  let wanted = '';
  let isEdited = false;
  const sync = () => {
    isEdited = false;
    if (field.value !== wanted) field.value = wanted;
  };
  field.addEventListener('input', () => {
    isEdited = true;
  });
  field.addEventListener('keydown', (event) => {
    if (keyOf(event) !== 'Escape' || !isEdited) return;
    event.preventDefault();
    sync();
    send(null);
  });
  return {
    isEdited: () => isEdited,
    apply() {
      if (send(field.value)) sync();
    },
    update(value) {
      if (value === wanted) return;
      wanted = value;
      if (isEdited && (isEditedLonger || document.activeElement === field)) return;
      sync();
      send(null);
    },
  };
}

function makeNumber(id, send) {
  const name = make('label', {htmlFor: id});
  const field = make('input', {type: 'number', id, inputMode: 'decimal', autocomplete: 'off'});
  const editor = makeEditor(field, send, false);
  // Enter puts to use what is shown, typed or not: it may be a proposal, and not in force.
  field.addEventListener('keydown', (event) => {
    if (keyOf(event) !== 'Enter') return;
    event.preventDefault(); // or "change" would come of it, too
    editor.apply();
  });
  // What was typed is left.
  field.addEventListener('change', () => {
    if (editor.isEdited()) editor.apply();
  });
  return {
    content: [name, field],
    field,
    update({label, value, low, high, step, enabled}) {
      setText(name, label);
      setAttribute(field, 'min', String(low));
      setAttribute(field, 'max', String(high));
      setAttribute(field, 'step', step > 0 ? String(step) : 'any');
      setEnabled(field, enabled);
      editor.update(value);
    },
  };
}

function makeText(id, send, field = make('textarea', {id, rows: 4, spellcheck: false, autocomplete: 'off'})) {
  const name = make('label', {htmlFor: id});
  const button = make('button', {type: 'button'});
  const editor = makeEditor(field, send, true);
  button.addEventListener('click', editor.apply);
  return {
    content: [name, field],
    after: [button],
    field,
    update({label, value, apply, enabled}) {
      setText(name, label);
      setText(button, apply);
      setEnabled(field, enabled);
      editor.update(value);
    },
  };
}

// What is usual in the line is proposed.
function makeLine(id, send) {
  const field = make('input', {type: 'text', id, spellcheck: false, autocomplete: 'off'});
  const line = makeText(id, send, field);
  const usual = make('datalist', {id: `${id}-usual`});
  const parts = new Map();
  field.addEventListener('keydown', (event) => {
    if (keyOf(event) === 'Enter') line.after[0].click();
  });
  return {
    ...line,
    content: [...line.content, usual],
    update(now) {
      line.update(now);
      reconcile(usual, parts, now.options, (option) => option.id, makeOption);
      if (now.options.length > 0) setAttribute(field, 'list', usual.id);
    },
  };
}

const kMakers = {
  button: makeButton, toggle: makeToggle, radios: makeRadios, select: makeSelect, number: makeNumber, text: makeText, line: makeLine,
};

function shapeOf({kind, options}) {
  if (kind !== 'choice') return kind;
  return options.length <= kFewOptions ? 'radios' : 'select';
}

// A control with its hint and, where a value was refused, the reason.
function makeControl(control, act) {
  const id = `mirror-${control.id}`;
  const hint = make('p', {className: 'hint', id: `${id}-hint`});
  const problem = make('p', {className: 'problem', id: `${id}-problem`});
  problem.setAttribute('role', 'alert');
  // null takes the reason away.
  const send = (value) => {
    const reason = value === null ? '' : act(control.id, value);
    setText(problem, reason);
    if (inner.field.matches('input, textarea')) setAttribute(inner.field, 'aria-invalid', String(reason !== ''));
    return reason === '';
  };
  const inner = kMakers[shapeOf(control)](id, send);
  inner.field.setAttribute('aria-describedby', `${hint.id} ${problem.id}`);
  const element = make('div', {className: `control ${shapeOf(control)}`}, ...inner.content, hint, ...(inner.after ?? []), problem);
  return {
    element,
    update(now) {
      setText(hint, now.hint);
      inner.update(now);
    },
  };
}

// --- findings

function makeValue() {
  const name = make('dt');
  const value = make('dd');
  return {
    element: make('div', {}, name, value),
    update(finding) {
      setText(name, finding.label);
      setText(value, finding.value);
    },
  };
}

// Lines as they stand.
function makeCode() {
  const name = make('figcaption');
  const code = make('pre', {tabIndex: 0});
  return {
    element: make('figure', {}, name, code),
    update({label, value}) {
      setText(name, label);
      setText(code, value);
      setAttribute(code, 'aria-label', label);
    },
  };
}

function makeTable() {
  const element = make('table');
  const row = (cells, isHead) => make('tr', {}, ...cells.map((text, index) => {
    if (!isHead && index > 0) return make('td', {}, text);
    return make('th', {scope: isHead ? 'col' : 'row'}, text);
  }));
  let shown = '';
  return {
    element,
    update({label, table}) {
      const wanted = JSON.stringify([label, table]);
      if (wanted === shown) return;
      shown = wanted;
      const [head, ...rows] = table;
      element.replaceChildren(
        make('caption', {}, label), make('thead', {}, row(head, true)), make('tbody', {}, ...rows.map((cells) => row(cells, false))));
    },
  };
}

// --- groups

function makeGroup(group, act) {
  const title = make('h2', {id: `mirror-group-${group.id}`, tabIndex: -1});
  const controls = make('div', {className: 'controls'});
  const values = make('dl');
  const tables = make('div', {className: 'tables'});
  const element = make('section', {}, title, controls, values, tables);
  element.setAttribute('aria-labelledby', title.id);
  const parts = {controls: new Map(), values: new Map(), tables: new Map()};
  return {
    element,
    update(now) {
      const hadFocus = element.contains(document.activeElement);
      setText(title, now.title);
      reconcile(controls, parts.controls, now.controls, (control) => `${control.id} ${shapeOf(control)}`, (control) => makeControl(control, act));
      const isTable = (finding) => finding.table.length > 0;
      const nth = (_, index) => index;
      const found = now.findings.filter((finding) => !isTable(finding) && !finding.code);
      values.hidden = found.length === 0;
      reconcile(values, parts.values, found, nth, makeValue);
      reconcile(tables, parts.tables, now.findings.filter((finding) => isTable(finding) || finding.code), nth,
        (finding) => (finding.code ? makeCode() : makeTable()));
      // What had the focus is gone: it is not lost, but goes to where it was.
      if (hadFocus && !element.contains(document.activeElement)) title.focus({preventScroll: true});
    },
  };
}

// act(id, value): does it, and returns what is wrong with the value, or an empty text.
export function makeMirror(root, act) {
  const parts = new Map();
  let shown = '';
  return {
    // json: as write_controls() makes it.
    show(json) {
      if (json === shown) return;
      shown = json;
      reconcile(root, parts, JSON.parse(json), (group) => group.id, (group) => makeGroup(group, act));
    },
  };
}
