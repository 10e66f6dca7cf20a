// The dialog, the field over the canvas and the shell beside the canvas; how all of the HTML fits a narrow page, and what axe finds in it.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {run_axe} from './support/axe.mjs';
import {control, kDialog, options, prepare_parts, sample_list, with_page} from './support/html_parts.mjs';

prepare_parts();

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

test('what is chosen in the dialog', async () => {
  await with_page({}, async ({page, show_dialog, take_acts}) => {
    await show_dialog(kDialog);
    await page.getByRole('checkbox', {name: 'Leave out the bar', checked: true}).uncheck();
    assert.equal(await page.getByRole('combobox', {name: 'Colours'}).inputValue(), 'dark');
    await page.getByRole('combobox', {name: 'Colours'}).selectOption('light');
    assert.deepEqual(await take_acts(), [['share:header', 'false'], ['share:theme', 'light']]);
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
    await page.focus('summary');
    await gone();
    assert.deepEqual(await take_acts(), [], 'nothing new, nothing done');
    await open();
    await page.keyboard.press('Enter');
    await gone();
    assert.deepEqual(await take_acts(), [['unit:3', '2.50']], 'Enter takes what is proposed');

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

    // It covers the value that it stands for, and no neighbour.
    const corner = await page.locator('#canvas').boundingBox();
    for (const place of [{x: 0, y: 10, width: 52, height: 24}, {x: 400, y: 60, width: 300, height: 32}]) {
      await page.evaluate((given) => window.under_test.field.open('k', 'unit 4', '7', given), place);
      assert.deepEqual(await field.boundingBox(), {...place, x: corner.x + place.x, y: corner.y + place.y});
    }
  });
});

test('Enter and Escape of an input method that composes are for the composition alone', async () => {
  await with_page({}, async ({page, show, show_dialog, take_acts}) => {
    const press_composing = (selector, key) => page.locator(selector).evaluate((field, name) => {
      field.focus();
      for (const state of [{isComposing: true}, {keyCode: 229}]) // the second is Safari's, which has ended the composition by then
        field.dispatchEvent(new KeyboardEvent('keydown', {key: name, bubbles: true, cancelable: true, ...state}));
    }, key);
    const list = sample_list();
    list[0].controls.push(control('name', 'line', {value: 'Mine', apply: 'Rename'}));
    await show(list);
    for (const [selector, act] of [['#mirror-k', ['k', '5']], ['#mirror-name', ['name', '5']]]) {
      await page.fill(selector, '5');
      await press_composing(selector, 'Enter');
      await press_composing(selector, 'Escape');
      assert.deepEqual(await take_acts(), [], selector);
      assert.equal(await page.inputValue(selector), '5', 'Escape takes nothing back');
      await page.press(selector, 'Enter');
      assert.deepEqual(await take_acts(), [act]);
    }
    await page.evaluate(() => window.under_test.field.open('unit:3', 'unit 4', '2.50', {x: 400, y: 60, width: 52, height: 28}));
    await press_composing('#field input', 'Enter');
    await press_composing('#field input', 'Escape');
    assert.ok(await page.isVisible('#field'));
    await page.keyboard.press('Escape');
    assert.ok(!await page.isVisible('#field'));
    assert.deepEqual(await take_acts(), []);

    await show_dialog(kDialog);
    await press_composing('[id="dialog-model:name"]', 'Enter');
    await press_composing('[id="dialog-model:name"]', 'Escape');
    assert.ok(await page.getByRole('dialog').isVisible());
    assert.deepEqual(await take_acts(), []);
    await page.press('[id="dialog-model:name"]', 'Enter');
    assert.deepEqual(await take_acts(), [['model:name', 'Mine']]);
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
      const shell = makeShell(document.getElementById('canvas'), null, () => calls.push('ready'));
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
