// The page as text and controls: what they hand on, what they show, and what stays as it is when they are shown anew.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {control, control_of, options, prepare_parts, sample_list, with_page} from './support/html_parts.mjs';

prepare_parts();

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

test('Enter puts a number to use, whether or not it is another than what is shown', async () => {
  await with_page({}, async ({page, show, take_acts}) => {
    await show(sample_list());
    await page.press('#mirror-k', 'Enter');
    assert.deepEqual(await take_acts(), [['k', '7']], 'nothing typed');
    await page.fill('#mirror-k', '7');
    await page.keyboard.press('Enter');
    assert.deepEqual(await take_acts(), [['k', '7']], 'the same typed');
    await page.fill('#mirror-k', '8');
    await page.keyboard.press('Enter');
    await page.focus('#mirror-undo');
    assert.deepEqual(await take_acts(), [['k', '8']], 'another one, and once');
    await page.focus('#mirror-k');
    await page.focus('#mirror-undo');
    assert.deepEqual(await take_acts(), [], 'only passed through');
    await page.fill('#mirror-k', '9');
    await page.focus('#mirror-undo');
    assert.deepEqual(await take_acts(), [['k', '9']], 'typed and left');
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
