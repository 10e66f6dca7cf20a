// The HTML beside the canvas by itself, for its tests: the page as text and controls, the dialog, the field over the canvas, in a page that
// has nothing else. They are given lists as the program writes them; what they hand on is written down.
import assert from 'node:assert/strict';
import {after, before} from 'node:test';
import {open_page} from './contexts.mjs';
import {kContentSecurityPolicy, launch_unpainted, serve_strictly} from './open.mjs';

let browser, server;
// For each file of tests, first of all.
export function prepare_parts() {
  before(async () => { [browser, server] = await Promise.all([launch_unpainted(), serve_strictly()]); });
  after(() => Promise.all([browser?.close(), server?.close()]));
}

const kPage = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Under test</title><link rel="stylesheet" href="styles.css"></head>
<body>
  <main>
    <h1 class="unseen">Bottleneck</h1>
    <div id="notice" role="status"><p class="name">Bottleneck</p><p id="message">Loading</p></div>
    <button id="skip" type="button" hidden>Skip</button>
    <canvas id="canvas" tabindex="0" role="img" aria-label="the canvas"></canvas>
    <section id="program" aria-labelledby="program-title" hidden></section>
    <p id="result" class="unseen" role="status"></p>
    <details id="text-version" open><summary>As text</summary><div id="mirror"></div></details>
  </main>
  <dialog id="dialog"></dialog>
</body>
</html>`;

// Opens the page; `acts` collects what is handed on, [id, value] each. A value in `refused` is answered with its reason.
export async function with_page(options, run) {
  const {page, close} = await open_page(browser, {width: options.width ?? 1000, height: 700, scale: 1, context: options.context});
  await page.route('**/under_test.html', (route) => route.fulfill({
    contentType: 'text/html', body: kPage, headers: {'Content-Security-Policy': kContentSecurityPolicy},
  }));
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${server.url}under_test.html`);
  await page.evaluate(async () => {
    const paths = ['./mirror.js', './dialog.js', './field.js', './program.js'];
    const [{makeMirror}, {makeDialog}, {makeField}, {makeProgram}] = await Promise.all(paths.map((path) => import(path)));
    const element = (id) => document.getElementById(id);
    const acts = [];
    const refused = {};
    const act = (id, value) => {
      acts.push([id, value]);
      window.under_test.on_act?.(id, value);
      return refused[value] ?? '';
    };
    window.under_test = {
      acts, refused, mirror: makeMirror(element('mirror'), act), dialog: makeDialog(element('dialog'), act), field: makeField(element('canvas'), act),
      program: makeProgram(element('program'), act, (...point) => acts.push(point), () => {}),
    };
  });
  const show = (list) => page.evaluate((json) => window.under_test.mirror.show(json), JSON.stringify(list));
  const show_dialog = (contents) => page.evaluate((json) => window.under_test.dialog.show(json), JSON.stringify(contents));
  const take_acts = () => page.evaluate(() => window.under_test.acts.splice(0));
  const refuse = (value, reason) => page.evaluate(([key, text]) => { window.under_test.refused[key] = text; }, [value, reason]);
  const focused = () => page.evaluate(() => document.activeElement.id);
  await run({page, show, show_dialog, take_acts, refuse, focused});
  await close();
  assert.deepEqual(complaints, []);
}

export const control = (id, kind, more = {}) => ({
  id, kind, label: `Label of ${id}`, value: '', options: [], low: 0, high: 0, step: 0, enabled: true, hint: '', apply: '', ...more,
});
export const options = (...ids) => ids.map((id) => ({id, label: `Option ${id}`}));

// One of each, as the program might write it.
export function sample_list() {
  return [
    {
      id: 'drawing', title: 'Drawing',
      controls: [
        control('undo', 'button'),
        control('redo', 'button', {enabled: false}),
        control('normalised', 'toggle', {value: 'true', hint: 'A hint.'}),
        control('tool', 'choice', {value: 'pen', options: options('pen', 'eraser')}),
        control('model', 'choice', {value: 'b', options: options('', 'a', 'b', 'c', 'd')}),
        control('unit:3', 'number', {value: '2.50', low: 0, high: 9.5}),
        control('k', 'number', {value: '7', low: 1, high: 15, step: 1, hint: 'From 1 to 15.'}),
        control('unit:4', 'number', {value: '', enabled: false}),
        control('strokes', 'text', {value: '4,4 10,15\n20,5', apply: 'Put on the pad', hint: 'One stroke per line.'}),
      ],
      findings: [{label: 'Prediction', value: '7, with 5 of 7 votes', table: []}],
    },
    {
      id: 'codes', title: 'Nearest codes', controls: [],
      findings: [
        {label: 'Neighbours', value: '', table: [['Rank', 'Label'], ['1', '7'], ['2', '1']]},
        {label: 'Doubt', value: 'The neighbours disagree.', table: []},
      ],
    },
  ];
}
export const control_of = (list, id) => list[0].controls.find((one) => one.id === id);

export const kDialog = {
  id: 'card', title: 'Model card', paragraphs: ['A paragraph.'],
  sections: [{title: 'Results', rows: [['BCE', '0.1266'], ['A long label of a row', 'x'.repeat(120)]]}, {title: 'More', rows: Array.from({length: 30}, (_, row) => [`Row ${row}`, 'value'])}],
  choices: [
    {id: 'share:header', label: 'Leave out the bar', value: 'true', options: []},
    {id: 'share:theme', label: 'Colours', value: 'dark', options: [{id: 'light', label: 'light'}, {id: 'dark', label: 'dark'}]},
  ],
  fields: [{id: 'model:name', label: 'Name', value: 'Mine', apply: 'Rename'}],
  buttons: [{id: 'model:delete', label: 'Delete'}],
  copies: [{label: 'Address', text: 'https://example.org/#v=1&draw=abc'}],
  words: {close: 'Close', copy: 'Copy', copied: 'Copied.', selected: 'Selected.'},
};
