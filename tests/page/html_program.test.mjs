// The panel with the program in Python by itself, given lines as the page's program writes them.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {run_axe} from './support/axe.mjs';
import {prepare_parts, with_page} from './support/html_parts.mjs';

prepare_parts();

const kLines = [
  {part: '', spans: [['keyword', 'import'], ['', ' keras']]},
  {part: '', spans: []},
  {part: 'plan:latent', spans: [['', 'layers.Dense('], ['number', '16'], ['', '),  '], ['comment', '# the code']]},
  {part: 'card:loss', spans: [['', 'history = 1']]},
  {part: 'card:loss', spans: [['', `plt.plot(${'x'.repeat(200)})`]]},
];
const kProgram = {
  title: 'The same in Python', lines: kLines,
  controls: [{id: 'python:file', label: '.py', enabled: true}, {id: 'python:images', label: 'Images', enabled: false}],
  words: {code: 'The program', close: 'Close', copy: 'Copy', copied: 'Copied.', selected: 'Selected.'},
};
const kText = kLines.map(({spans}) => `${spans.map(([, text]) => text).join('')}\n`).join('');

const show_program = (page, program) => page.evaluate((json) => window.under_test.program.show(json), JSON.stringify(program));
const light = (page, ...parts) => page.evaluate((list) => window.under_test.program.light(list), parts);
const lit = (page) => page.locator('.line').evaluateAll((lines) => lines.flatMap((line, i) => (line.classList.contains('lit') ? [i] : [])));

test('lines point at their parts: by mouse, by keyboard, by a press that also brings them into view', async () => {
  await with_page({}, async ({page, take_acts}) => {
    await show_program(page, kProgram);
    const lines = page.locator('.line');
    await lines.nth(2).hover();
    assert.deepEqual(await take_acts(), [['plan:latent', false]]);
    assert.deepEqual(await lit(page), [2]);
    await lines.nth(0).hover();
    assert.deepEqual(await take_acts(), [['', false]]);

    const code = page.getByRole('listbox', {name: 'The program'});
    await code.focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'End', 'ArrowDown', 'Enter', 'Home']) await page.keyboard.press(key);
    assert.deepEqual(await take_acts(), [
      ['', false], ['plan:latent', false], ['card:loss', false], ['card:loss', false], ['card:loss', true], ['', false]]);
    await page.keyboard.press('End');
    assert.deepEqual(await lit(page), [3, 4], 'all lines of the part');
    assert.equal(await page.getByRole('option', {selected: true}).textContent(), await lines.nth(4).textContent());
    await take_acts();
    await code.evaluate((element) => element.blur());
    assert.deepEqual(await take_acts(), [['', false]]);
    await lines.nth(3).click();
    assert.deepEqual((await take_acts()).at(-1), ['card:loss', true]);
  });
});

test('parts light their lines, the smallest that has any', async () => {
  await with_page({}, async ({page}) => {
    await show_program(page, kProgram);
    await light(page, 'loss-plot', 'card:loss', 'card:all');
    assert.deepEqual(await lit(page), [3, 4]);
    await light(page, 'plan:latent', 'card:loss');
    assert.deepEqual(await lit(page), [2]);
    await light(page, '');
    assert.deepEqual(await lit(page), [], 'lines without a part are never lit');
    // A new program keeps what is lit.
    await light(page, 'card:loss');
    await show_program(page, {...kProgram, lines: [...kLines, {part: 'card:loss', spans: [['', 'plt.show()']]}]});
    assert.deepEqual(await lit(page), [3, 4, 5]);
  });
});

test('it is copied, taken along and closed', async () => {
  await with_page({context: {permissions: ['clipboard-read', 'clipboard-write']}}, async ({page, take_acts, focused}) => {
    await show_program(page, kProgram);
    await page.getByRole('button', {name: 'Copy'}).click();
    await page.getByText('Copied.').waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), kText);
    await page.getByRole('button', {name: '.py'}).click();
    await show_program(page, {...kProgram, lines: kLines.slice(0, 3)});
    assert.equal(await focused(), 'program-python:file', 'the focus stays where it was');
    await page.getByRole('button', {name: 'Close'}).click();
    assert.deepEqual((await take_acts()).filter(([, value]) => typeof value === 'string'), [['python:file', ''], ['python', 'false']]);
    await show_program(page, null);
    assert.ok(!await page.locator('#program').isVisible());
    await show_program(page, kProgram);
    assert.equal(await page.locator('.line').count(), kLines.length);
  });
});

test('the text version has it with its lines as they stand', async () => {
  await with_page({}, async ({page, show}) => {
    const code = 'for x in y:\n    print(x)\n';
    await show([{id: 'program', title: 'The program', controls: [], findings: [{label: 'In Python', value: code, table: [], code: true}]}]);
    assert.equal(await page.getByRole('figure', {name: 'In Python'}).locator('pre').textContent(), code);
    assert.deepEqual(await run_axe(page), []);
  });
});

for (const width of [320, 390, 1000, 1280]) {
  test(`at ${width} pixels nothing sticks out, and axe finds nothing`, async () => {
    await with_page({width}, async ({page}) => {
      for (const theme of ['light', 'dark']) {
        await page.evaluate((name) => { document.documentElement.dataset.theme = name; }, theme);
        await show_program(page, kProgram);
        const size = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth, document.getElementById('program-code').scrollWidth, document.getElementById('program-code').clientWidth]);
        assert.ok(size[0] <= size[1] && size[2] <= size[3], String(size));
        await light(page, 'card:loss');
        assert.deepEqual(await run_axe(page), []);
      }
    });
  });
}
