// The dialog over the page: an HTML dialog from what the program writes (src/lab/shown/controls.h: write_dialog()).
import {keyOf, make} from './html.js';

// A text with a button that copies it. Where the browser does not let it, the text is selected.
function makeCopy({label, text}, index, words, status) {
  const field = make('textarea', {id: `dialog-copy-${index}`, readOnly: true, rows: Math.max(2, text.trim().split('\n').length), value: text, spellcheck: false});
  const button = make('button', {type: 'button', ariaLabel: `${words.copy}: ${label}`}, words.copy);
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = words.copied;
    } catch {
      field.focus();
      field.select();
      status.textContent = words.selected;
    }
  });
  return make('div', {className: 'copy'}, make('label', {htmlFor: field.id}, label), field, button);
}

// A text of one line that the program takes when the button beside it, or Enter, is pressed.
function makeField({id, label, value, apply}, act) {
  const problem = make('p', {className: 'problem', id: `dialog-${id}-problem`});
  problem.setAttribute('role', 'alert');
  const field = make('input', {type: 'text', id: `dialog-${id}`, value, spellcheck: false, autocomplete: 'off'});
  field.setAttribute('aria-describedby', problem.id);
  const button = make('button', {type: 'button', id: `dialog-${id}-apply`}, apply);
  button.addEventListener('click', () => {
    problem.textContent = act(id, field.value);
    field.setAttribute('aria-invalid', String(problem.textContent !== ''));
  });
  field.addEventListener('keydown', (event) => {
    if (keyOf(event) === 'Enter') button.click();
  });
  return make('div', {className: 'entry'}, make('label', {htmlFor: field.id}, label), field, button, problem);
}

// One of several, or yes and no; the program writes the dialog anew.
function makeChoice({id, label, value, options}, act) {
  const name = `dialog-${id}`;
  if (options.length === 0) {
    const box = make('input', {type: 'checkbox', id: name, checked: value === 'true'});
    box.addEventListener('change', () => act(id, String(box.checked)));
    return make('label', {className: 'choice'}, box, label);
  }
  const list = make('select', {id: name}, ...options.map((option) => make('option', {value: option.id, selected: option.id === value}, option.label)));
  list.addEventListener('change', () => act(id, list.value));
  return make('label', {className: 'choice'}, label, list);
}

function makeButton({id, label}, act) {
  const button = make('button', {type: 'button', id: `dialog-${id}`}, label);
  button.addEventListener('click', () => act(id, ''));
  return button;
}

function makeSection({title, rows}) {
  const list = make('dl', {}, ...rows.map(([label, value]) => make('div', {}, make('dt', {}, label), make('dd', {}, value))));
  return make('section', {}, make('h3', {}, title), list);
}

// act: see mirror.js. element: an empty <dialog>.
export function makeDialog(element, act) {
  let isWanted = false; // by the program
  let opener = null; // what had the focus before

  element.addEventListener('close', () => {
    if (element.open) return; // already opened anew
    element.replaceChildren();
    if (opener?.isConnected) opener.focus({preventScroll: true});
    opener = null;
    if (!isWanted) return;
    isWanted = false;
    act('dialog', 'none');
  });
  // A press beside it.
  element.addEventListener('click', (event) => {
    if (event.target === element) element.close();
  });

  const fill = ({title, paragraphs, choices, fields, buttons, sections, copies, words}) => {
    const focused = element.contains(document.activeElement) ? document.activeElement.id : '';
    const heading = make('h2', {id: 'dialog-title', tabIndex: -1, autofocus: true}, title);
    const close = make('button', {type: 'button'}, words.close);
    close.addEventListener('click', () => element.close());
    const status = make('p');
    status.setAttribute('role', 'status');
    element.setAttribute('aria-labelledby', heading.id);
    element.replaceChildren(make('div', {className: 'sheet'},
      make('header', {}, heading, close),
      ...paragraphs.map((text) => make('p', {}, text)),
      ...choices.map((choice) => makeChoice(choice, act)),
      ...fields.map((field) => makeField(field, act)),
      make('div', {className: 'actions', hidden: buttons.length === 0}, ...buttons.map((button) => makeButton(button, act))),
      ...copies.map((copy, index) => makeCopy(copy, index, words, status)), status,
      ...sections.map(makeSection)));
    // Filled anew while it is open: the focus stays with what has it.
    if (element.open) (document.getElementById(focused) ?? heading).focus({preventScroll: true});
  };

  return {
    // json: "null" closes it.
    show(json) {
      const contents = JSON.parse(json);
      isWanted = contents !== null;
      if (!contents) return element.close();
      fill(contents);
      if (element.open) return;
      opener = document.activeElement;
      element.showModal();
    },
  };
}
