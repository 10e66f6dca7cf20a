// The HTML beside the canvas by itself: the page as text and controls, the dialog, the field over the canvas. They are given lists as the
// program writes them, in a page that has nothing else; what they hand on is written down.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {run_axe} from './support/axe.mjs';
import {kContentSecurityPolicy, launch_browser, open_in, serve_strictly} from './support/open.mjs';

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch_browser(), serve_strictly()]);
});
after(() => Promise.all([browser?.close(), server?.close()]));

const kPage = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Under test</title><link rel="stylesheet" href="styles.css"></head>
<body>
  <main>
    <h1 class="unseen">Bottleneck</h1>
    <div id="notice" role="status"><p class="name">Bottleneck</p><p id="message">Loading</p></div>
    <canvas id="canvas" tabindex="0" role="img" aria-label="the canvas"></canvas>
    <p id="result" class="unseen" role="status"></p>
    <details id="text-version" open><summary>As text</summary><div id="mirror"></div></details>
  </main>
  <dialog id="dialog"></dialog>
</body>
</html>`;

// Opens the page; `acts` collects what is handed on, [id, value] each. A value in `refused` is answered with its reason.
async function with_page(options, run) {
  const opened = await browser.newContext({viewport: {width: options.width ?? 1000, height: 700}, ...options.context});
  await opened.route('**/under_test.html', (route) => route.fulfill({
    contentType: 'text/html', body: kPage, headers: {'Content-Security-Policy': kContentSecurityPolicy},
  }));
  const page = await opened.newPage();
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${server.url}under_test.html`);
  await page.evaluate(async () => {
    const [{makeMirror}, {makeDialog}, {makeField}] = await Promise.all(['./mirror.js', './dialog.js', './field.js'].map((path) => import(path)));
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
    };
  });
  const show = (list) => page.evaluate((json) => window.under_test.mirror.show(json), JSON.stringify(list));
  const show_dialog = (contents) => page.evaluate((json) => window.under_test.dialog.show(json), JSON.stringify(contents));
  const take_acts = () => page.evaluate(() => window.under_test.acts.splice(0));
  const refuse = (value, reason) => page.evaluate(([key, text]) => { window.under_test.refused[key] = text; }, [value, reason]);
  const focused = () => page.evaluate(() => document.activeElement.id);
  await run({page, show, show_dialog, take_acts, refuse, focused});
  await opened.close();
  assert.deepEqual(complaints, []);
}

const control = (id, kind, more = {}) => ({
  id, kind, label: `Label of ${id}`, value: '', options: [], low: 0, high: 0, step: 0, enabled: true, hint: '', apply: '', ...more,
});
const options = (...ids) => ids.map((id) => ({id, label: `Option ${id}`}));

// One of each, as the program might write it.
function sample_list() {
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
const control_of = (list, id) => list[0].controls.find((one) => one.id === id);

const kDialog = {
  id: 'card', title: 'Model card', paragraphs: ['A paragraph.'],
  sections: [{title: 'Results', rows: [['BCE', '0.1266'], ['A long label of a row', 'x'.repeat(120)]]}, {title: 'More', rows: Array.from({length: 30}, (_, row) => [`Row ${row}`, 'value'])}],
  copies: [{label: 'Address', text: 'https://example.org/#v=1&draw=abc'}],
  words: {close: 'Close', copy: 'Copy', copied: 'Copied.', selected: 'Selected.'},
};

test('each control is native HTML with a name, and hands on what is done with it', async () => {
  await with_page({}, async ({page, show, take_acts}) => {
    await show(sample_list());
    const named = (role, name) => page.getByRole(role, {name, exact: true});
    await named('button', 'Label of undo').click();
    await named('checkbox', 'Label of normalised').uncheck();
    await named('radio', 'Option eraser').check();
    await named('combobox', 'Label of model').selectOption('c');
    await named('combobox', 'Label of model').selectOption('');
    await named('spinbutton', 'Label of unit:3').fill('4.25');
    await page.keyboard.press('Enter');
    await named('spinbutton', 'Label of k').fill('3');
    await page.keyboard.press('Tab');
    await named('textbox', 'Label of strokes').fill('1,1\n2,2');
    await named('button', 'Put on the pad').click();
    assert.deepEqual(await take_acts(), [
      ['undo', ''], ['normalised', 'false'], ['tool', 'eraser'], ['model', 'c'], ['model', ''], ['unit:3', '4.25'], ['k', '3'], ['strokes', '1,1\n2,2'],
    ]);
    assert.ok(await page.getByRole('group', {name: 'Label of tool'}).isVisible(), 'few options stand side by side, with a legend');
    const field = await page.evaluate(() => {
      const {type, min, max, step} = document.getElementById('mirror-unit:3');
      return [type, min, max, step, document.getElementById('mirror-k').step];
    });
    assert.deepEqual(field, ['number', '0', '9.5', 'any', '1']);
    assert.ok(await page.locator('[id="mirror-unit:4"]').isDisabled());
    assert.equal(await page.evaluate(() => document.getElementById('mirror-redo').getAttribute('aria-disabled')), 'true');
    assert.match(await page.getByRole('spinbutton', {name: 'Label of k'}).evaluate((element) => element.getAttribute('aria-describedby').split(' ')
      .map((id) => document.getElementById(id).textContent).join(' ')), /From 1 to 15\./);
  });
});

test('groups, values and tables', async () => {
  await with_page({}, async ({page, show}) => {
    await show(sample_list());
    assert.deepEqual(await page.getByRole('heading', {level: 2}).allTextContents(), ['Drawing', 'Nearest codes']);
    assert.ok(await page.getByRole('region', {name: 'Nearest codes'}).isVisible());
    assert.deepEqual(await page.evaluate(() => Array.from(document.querySelectorAll('dt, dd'), (element) => `${element.localName} ${element.textContent}`)),
      ['dt Prediction', 'dd 7, with 5 of 7 votes', 'dt Doubt', 'dd The neighbours disagree.']);
    const table = await page.getByRole('table', {name: 'Neighbours'}).evaluate((element) => ({
      caption: element.caption.textContent,
      rows: Array.from(element.rows, (row) => Array.from(row.cells, (cell) => `${cell.localName} ${cell.scope} ${cell.textContent}`)),
    }));
    assert.deepEqual(table, {caption: 'Neighbours', rows: [['th col Rank', 'th col Label'], ['th row 1', 'td  7'], ['th row 2', 'td  1']]});
  });
});

test('a refused value: the reason stands beside the control, and the control shows what is', async () => {
  await with_page({}, async ({page, show, refuse, take_acts}) => {
    const list = sample_list();
    await show(list);
    for (const value of ['false', 'eraser', 'c', '99', 'x', '']) await refuse(value, `“${value}” is refused.`);
    const reason = (id) => page.locator(`[id="mirror-${id}-problem"]`);
    const is_described = (id) => page.evaluate((name) => {
      const owner = document.getElementById(`mirror-${name}`);
      return owner.getAttribute('aria-describedby').split(' ').includes(`mirror-${name}-problem`);
    }, id);

    await page.locator('#mirror-normalised').click();
    assert.ok(await page.locator('#mirror-normalised').isChecked());
    await page.getByRole('radio', {name: 'Option eraser'}).click();
    assert.ok(await page.getByRole('radio', {name: 'Option pen'}).isChecked());
    await page.locator('#mirror-model').selectOption('c');
    assert.equal(await page.locator('#mirror-model').inputValue(), 'b');
    await page.locator('#mirror-k').fill('99');
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('#mirror-k').inputValue(), '99', 'what was typed can be mended');
    await page.locator('#mirror-strokes').fill('x');
    await page.getByRole('button', {name: 'Put on the pad'}).click();
    await page.locator('#mirror-redo').click({force: true}); // it looks disabled
    for (const [id, value] of [['normalised', 'false'], ['tool', 'eraser'], ['model', 'c'], ['k', '99'], ['strokes', 'x'], ['redo', '']]) {
      assert.equal(await reason(id).textContent(), `“${value}” is refused.`);
      assert.equal(await reason(id).getAttribute('role'), 'alert');
      assert.ok(await is_described(id), id);
    }
    assert.equal(await page.locator('#mirror-k').getAttribute('aria-invalid'), 'true');

    // A good value takes the reason away.
    await take_acts();
    await page.locator('#mirror-k').fill('5');
    await page.keyboard.press('Enter');
    assert.equal(await reason('k').textContent(), '');
    assert.equal(await page.locator('#mirror-k').getAttribute('aria-invalid'), 'false');
    assert.deepEqual(await take_acts(), [['k', '5']]);
  });
});

test('showing anew changes only what differs', async () => {
  await with_page({}, async ({page, show, focused}) => {
    const list = sample_list();
    await show(list);
    await page.focus('#mirror-model');
    await page.evaluate(() => {
      window.changes = [];
      new MutationObserver((records) => window.changes.push(...records.map(({type, target}) => `${type} ${target.parentElement.localName} ${target.localName ?? target.data}`)))
        .observe(document.getElementById('mirror'), {subtree: true, childList: true, characterData: true, attributes: true});
    });
    const changes = () => page.evaluate(() => window.changes.splice(0));
    await show(list);
    list[0].findings[0].value = '1, with 4 of 7 votes';
    await show(list);
    assert.deepEqual(await changes(), ['childList div dd']);

    control_of(list, 'model').value = 'd';
    control_of(list, 'k').value = '9';
    control_of(list, 'normalised').value = 'false';
    await show(list);
    assert.deepEqual(await changes(), [], 'values are no attributes');
    assert.equal(await page.locator('#mirror-model').inputValue(), 'd');
    assert.equal(await page.locator('#mirror-k').inputValue(), '9');
    assert.ok(!await page.locator('#mirror-normalised').isChecked());
    assert.equal(await focused(), 'mirror-model');

    // Controls and groups that come and go leave the others alone.
    list[0].controls.splice(1, 1, control('clear', 'button'), control('retry', 'button'));
    list.unshift({id: 'notes', title: 'Notes', controls: [], findings: [{label: 'Note', value: 'News.', table: []}]});
    list.push({id: 'page', title: 'Page', controls: [control('help', 'button')], findings: []});
    await show(list);
    assert.equal(await focused(), 'mirror-model');
    assert.deepEqual(await page.getByRole('heading', {level: 2}).allTextContents(), ['Notes', 'Drawing', 'Nearest codes', 'Page']);
    assert.deepEqual(await page.evaluate(() => Array.from(document.querySelectorAll('#mirror section:nth-child(2) .control > button[id]'), ({id}) => id)),
      ['mirror-undo', 'mirror-clear', 'mirror-retry']);
    list.splice(2, 1);
    await show(list);
    assert.deepEqual(await page.getByRole('heading', {level: 2}).allTextContents(), ['Notes', 'Drawing', 'Page']);

    // A choice with more options than before becomes a list.
    list[1].controls.find(({id}) => id === 'tool').options = options('pen', 'eraser', 'c', 'd', 'e');
    await show(list);
    assert.equal(await page.locator('#mirror-tool').evaluate((element) => element.localName), 'select');
  });
});

test('the focus is not lost with a control that goes', async () => {
  await with_page({}, async ({page, show, focused}) => {
    const list = sample_list();
    await show(list);
    await page.focus('#mirror-undo');
    list[0].controls.shift();
    await show(list);
    assert.equal(await focused(), 'mirror-group-drawing', 'it goes to the title above');
  });
});

test('what is being typed is not overwritten', async () => {
  await with_page({}, async ({page, show, focused, take_acts}) => {
    const list = sample_list();
    await show(list);
    const number = page.locator('#mirror-k');
    const text = page.locator('#mirror-strokes');

    await number.pressSequentially('5');
    control_of(list, 'k').value = '9';
    await show(list);
    assert.equal(await number.inputValue(), '75');
    await page.keyboard.press('Escape');
    assert.equal(await number.inputValue(), '9', 'Escape brings back what is');
    assert.equal(await focused(), 'mirror-k');
    assert.deepEqual(await take_acts(), []);

    // What the program makes of a value is shown, even where it speaks while it is being told.
    await page.evaluate((json) => {
      window.under_test.on_act = () => window.under_test.mirror.show(json);
    }, JSON.stringify((control_of(list, 'unit:3').value = '4.13', list)));
    await page.locator('[id="mirror-unit:3"]').fill('4.1299');
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('[id="mirror-unit:3"]').inputValue(), '4.13');
    assert.deepEqual(await take_acts(), [['unit:3', '4.1299']]);
    await page.evaluate(() => { window.under_test.on_act = null; });

    // A text stays until it is applied, wherever the focus is.
    await text.fill('5,5 6,6');
    await page.focus('#mirror-undo');
    control_of(list, 'strokes').value = '9,9';
    await show(list);
    assert.equal(await text.inputValue(), '5,5 6,6');
    await page.getByRole('button', {name: 'Put on the pad'}).click();
    assert.deepEqual(await take_acts(), [['strokes', '5,5 6,6']]);
    control_of(list, 'strokes').value = '5,5 6,6';
    await show(list);
    control_of(list, 'strokes').value = '7,7';
    await show(list);
    assert.equal(await text.inputValue(), '7,7', 'once applied, it follows again');
  });
});

test('the dialog: opens with its title in focus, closes in four ways, gives the focus back', async () => {
  await with_page({}, async ({page, show, show_dialog, take_acts, focused}) => {
    await show(sample_list());
    const dialog = page.getByRole('dialog', {name: 'Model card'});
    const open = async () => {
      await page.focus('#mirror-undo');
      await show_dialog(kDialog);
      assert.ok(await dialog.isVisible());
      assert.equal(await focused(), 'dialog-title');
    };
    const closed = async (acts) => {
      await page.waitForFunction(() => !document.getElementById('dialog').hasChildNodes());
      assert.ok(!await dialog.isVisible());
      assert.equal(await focused(), 'mirror-undo');
      assert.deepEqual(await take_acts(), acts);
    };
    await open();
    assert.ok(await page.getByText('A paragraph.').isVisible());
    assert.equal(await dialog.locator('dl div').first().textContent(), 'BCE0.1266');
    await page.keyboard.press('Escape');
    await closed([['dialog', 'none']]);
    await open();
    await page.getByRole('button', {name: 'Close', exact: true}).click();
    await closed([['dialog', 'none']]);
    await open();
    await page.mouse.click(4, 4);
    await closed([['dialog', 'none']]);
    await open();
    await show_dialog(null);
    await closed([]);
    await show_dialog(null);
    assert.deepEqual(await take_acts(), []);

    // Another one in its place, and one that is opened while the last is still closing.
    await open();
    await show_dialog({...kDialog, title: 'Help'});
    assert.ok(await page.getByRole('dialog', {name: 'Help'}).isVisible());
    await page.evaluate((json) => {
      const closed = new Promise((resolve) => document.getElementById('dialog').addEventListener('close', resolve));
      window.under_test.dialog.show('null');
      window.under_test.dialog.show(json);
      return closed;
    }, JSON.stringify(kDialog));
    assert.ok(await dialog.isVisible());
    assert.deepEqual(await take_acts(), []);
  });
});

test('the dialog copies, or selects what it may not copy', async () => {
  await with_page({context: {permissions: ['clipboard-read', 'clipboard-write']}}, async ({page, show_dialog}) => {
    await show_dialog(kDialog);
    await page.getByRole('button', {name: 'Copy: Address'}).click();
    await page.getByRole('status').filter({hasText: 'Copied.'}).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), kDialog.copies[0].text);
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', {value: undefined}));
    await page.getByRole('button', {name: 'Copy: Address'}).click();
    await page.getByRole('status').filter({hasText: 'Selected.'}).waitFor();
    assert.equal(await page.evaluate(() => {
      const {value, selectionStart, selectionEnd} = document.activeElement;
      return value.slice(selectionStart, selectionEnd);
    }), kDialog.copies[0].text);
  });
});

test('the field over the canvas', async () => {
  await with_page({}, async ({page, take_acts, refuse, focused}) => {
    await page.evaluate(() => { document.getElementById('notice').hidden = true; });
    const field = page.getByRole('textbox', {name: 'unit 4'});
    const open = () => page.evaluate(() => window.under_test.field.open('unit:3', 'unit 4', '2.50', {x: 400, y: 60, width: 52, height: 28}));
    const gone = async () => assert.ok(!await field.isVisible());

    await open();
    const place = await field.boundingBox();
    assert.ok(Math.abs(place.x + place.width / 2 - 426) <= 1 && Math.abs(place.y + place.height / 2 - 74) <= 1, JSON.stringify(place));
    await page.keyboard.type('4.25'); // its value is selected
    await page.keyboard.press('Enter');
    await gone();
    assert.deepEqual(await take_acts(), [['unit:3', '4.25']]);
    assert.equal(await focused(), 'canvas');

    await open();
    await page.keyboard.type('9');
    await page.keyboard.press('Escape');
    await gone();
    assert.equal(await focused(), 'canvas');
    await open();
    await page.keyboard.press('Enter');
    await gone();
    assert.deepEqual(await take_acts(), [], 'nothing new, nothing done');

    await refuse('99', 'Enter a number from 0 to 9.5.');
    await open();
    await page.keyboard.type('99');
    await page.keyboard.press('Enter');
    assert.equal(await page.getByRole('alert').filter({hasText: 'Enter a number'}).textContent(), 'Enter a number from 0 to 9.5.');
    assert.ok(await field.isVisible());
    assert.deepEqual(await take_acts(), [['unit:3', '99']]);
    await field.fill('8');
    await page.focus('summary');
    await gone();
    assert.deepEqual(await take_acts(), [['unit:3', '8']], 'leaving it applies');
    assert.equal(await focused(), '', 'and the focus stays where it went');

    // At the canvas's edges it stays on the canvas.
    for (const x of [0, 990]) {
      await page.evaluate((left) => window.under_test.field.open('k', 'unit 4', '7', {x: left, y: 10, width: 10, height: 28}), x);
      const {x: left, width} = await field.boundingBox();
      assert.ok(left >= 0 && left + width <= 1000, `${left} + ${width}`);
    }
  });
});

test('the shell relays texts to the program and back', async () => {
  await with_page({}, async ({page}) => {
    const result = await page.evaluate(async () => {
      const {makeShell} = await import('./shell.js');
      const memory = new Map();
      const calls = [];
      let last = 0;
      await new Promise((resolve) => {
        document.getElementById('text-version').addEventListener('toggle', resolve, {once: true});
        document.getElementById('text-version').open = false;
      });
      const shell = makeShell(document.getElementById('canvas'), () => calls.push('ready'));
      shell.module = {
        lengthBytesUTF8: (text) => text.length,
        stringToUTF8: (text, pointer) => memory.set(pointer, text),
        UTF8ToString: (pointer) => memory.get(pointer),
        _malloc: () => ++last,
        _free: (pointer) => memory.delete(pointer),
        _page_act(id, value) {
          calls.push([memory.get(id), memory.get(value)]);
          if (memory.get(value) !== 'Ω') return 0;
          memory.set(1000, 'Not Ω, please.');
          return 1000;
        },
        _page_mirror_opened: () => calls.push('opened'),
      };
      shell.showReady();
      const before = shell.isMirrorOpen();
      const toggled = new Promise((resolve) => document.getElementById('text-version').addEventListener('toggle', resolve));
      document.getElementById('text-version').open = true;
      await toggled;
      shell.showMirror(JSON.stringify([{id: 'g', title: 'G', findings: [], controls: [
        {id: 'name', kind: 'text', label: 'Name', value: '', options: [], low: 0, high: 0, step: 0, enabled: true, hint: '', apply: 'Apply'}]}]));
      const field = document.getElementById('mirror-name');
      for (const value of ['a', 'Ω']) {
        field.value = value;
        field.closest('.control').querySelector('button').click();
      }
      return {before, after: shell.isMirrorOpen(), calls, left: [...memory.keys()], reason: document.getElementById('mirror-name-problem').textContent, address: shell.pageAddress()};
    });
    assert.deepEqual(result.calls, ['ready', 'opened', ['name', 'a'], ['name', 'Ω']]);
    assert.deepEqual([result.before, result.after], [false, true]);
    assert.equal(result.reason, 'Not Ω, please.');
    assert.deepEqual(result.left, [1000], 'what was passed on is freed again');
    assert.equal(result.address, page.url());
  });
});

test('320 pixels wide: nothing sticks out, and all can be hit', async () => {
  await with_page({width: 320}, async ({page, show, show_dialog}) => {
    const list = sample_list();
    list[0].controls.push(control('long', 'choice', {options: options(...Array.from({length: 9}, (_, i) => `${i} ${'long '.repeat(20)}`))}));
    list[0].findings.push({label: 'Long', value: 'x'.repeat(200), table: []});
    list[1].findings[0].table = [['Rank', 'Label', 'Distance', 'Number'], ['1', 'Ankle boot', '12.34', '54321']];
    await show(list);
    const sideways = (selector) => page.evaluate((name) => {
      const {scrollWidth, clientWidth} = document.querySelector(name);
      return scrollWidth - clientWidth;
    }, selector);
    assert.equal(await sideways('html'), 0);
    const too_small = await page.evaluate(() => Array.from(document.querySelectorAll('#mirror :is(button, select, textarea, input:not([type=radio], [type=checkbox])), #mirror .beside, summary'))
      .filter((element) => element.getBoundingClientRect().height < 24 || element.getBoundingClientRect().width < 24).map(({outerHTML}) => outerHTML));
    assert.deepEqual(too_small, []);
    await show_dialog(kDialog);
    assert.equal(await sideways('#dialog'), 0);
    assert.equal(await sideways('html'), 0);
    assert.ok(await page.evaluate(() => document.getElementById('dialog').getBoundingClientRect().height <= innerHeight));
  });
});

test('nothing for axe to find, light and dark', async () => {
  for (const colorScheme of ['light', 'dark']) {
    await with_page({context: {colorScheme}}, async ({page, show, show_dialog, refuse}) => {
      await show(sample_list());
      await refuse('99', 'Enter a number from 1 to 15.');
      await page.locator('#mirror-k').fill('99');
      await page.keyboard.press('Enter');
      assert.deepEqual(await run_axe(page), [], `${colorScheme}, controls`);
      await page.evaluate(() => window.under_test.field.open('k', 'k', '7', {x: 100, y: 20, width: 52, height: 28}));
      assert.deepEqual(await run_axe(page), [], `${colorScheme}, field`);
      await show_dialog(kDialog);
      assert.deepEqual(await run_axe(page), [], `${colorScheme}, dialog`);
    });
  }
});
