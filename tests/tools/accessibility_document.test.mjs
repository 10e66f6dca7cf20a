// docs/accessibility.md has every criterion of WCAG 2.2, levels A and AA, and names only tests that there are.
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {test} from 'node:test';

const kRoot = fileURLToPath(new URL('../..', import.meta.url));
const kDocument = readFileSync(join(kRoot, 'docs/accessibility.md'), 'utf8');
const kCriteria = (
  '1.1.1 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.4.1 1.4.2 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 ' +
  '2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.4.5 2.4.6 2.4.7 2.4.11 2.5.1 2.5.2 2.5.3 2.5.4 2.5.7 2.5.8 ' +
  '3.1.1 3.1.2 3.2.1 3.2.2 3.2.3 3.2.4 3.2.6 3.3.1 3.3.2 3.3.3 3.3.4 3.3.7 3.3.8 4.1.2 4.1.3').split(' ');
const kVerdict = /^(met|met in the text version|met in part|not met|does not apply)$/;

// The rows of criteria: number, name with its level, verdict, how, shown by.
const rows_in = (text) => text.split('\n').filter((line) => /^\| \d+\.\d+\.\d+ /.test(line))
  .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));

// `tests/…/file: title`, as the document names a test.
const named_in = (text) => [...text.matchAll(/`(tests\/[^`:]+): ([^`]+)`/g)].map(([, file, title]) => ({file, title}));

// What a test of JavaScript is called in its source: a pattern, in which anything may stand for what is filled in.
function titles_in(source) {
  return [...source.matchAll(/\btest\(\s*(?:'((?:[^'\\]|\\.)*)'|`([^`]*)`)/g)].map(([, plain, filled]) => {
    const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const parts = plain === undefined ? filled.split(/\$\{[^}]*\}/) : [plain.replace(/\\(.)/g, '$1')];
    return new RegExp(`^${parts.map(escape).join('.+')}$`);
  });
}

function is_there({file, title}) {
  const path = join(kRoot, file);
  if (!existsSync(path)) return false;
  const source = readFileSync(path, 'utf8');
  if (!file.endsWith('.cpp')) return titles_in(source).some((pattern) => pattern.test(title));
  const [suite, name] = title.split('.');
  return new RegExp(`^TEST(_F|_P)?\\(${suite}, ${name}\\)`, 'm').test(source);
}

test('every criterion has its row, in order, with a verdict and what shows it', () => {
  const rows = rows_in(kDocument);
  assert.deepEqual(rows.map(([criterion]) => criterion.split(' ')[0]), kCriteria);
  for (const [criterion, level, verdict, how, shown, ...more] of rows) {
    assert.match(criterion, /^\d+\.\d+\.\d+ [A-Z]/);
    assert.match(level, /^AA?$/, criterion);
    assert.match(verdict, kVerdict, criterion);
    assert.ok(how.length > 10, criterion);
    assert.ok(verdict === 'does not apply' || named_in(shown).length > 0 || /^looked at: /.test(shown), `${criterion}: nothing shows it`);
    assert.deepEqual(more, [], `${criterion}: a cell too many`);
  }
});

test('every test that the document names is there', () => {
  const named = named_in(kDocument);
  assert.ok(named.length > 50);
  assert.deepEqual(named.filter((one) => !is_there(one)).map(({file, title}) => `${file}: ${title}`), []);
  assert.equal([...kDocument.matchAll(/`tests\//g)].length, named.length, 'a name that is written in another way is checked by nobody');
});

test('a test that is not there would be found', () => {
  const page = 'tests/page/seen.test.mjs';
  assert.ok(is_there({file: page, title: 'turning a phone keeps the drawing'}));
  assert.ok(is_there({file: page, title: '320×568 at 2: all of it has room, and a drawing is read'}), 'one with sizes filled in');
  assert.ok(is_there({file: 'tests/unit/ui_panels_native_test.cpp', title: 'UiPanels.AreLegibleAndReachable'}), 'one for each size');
  for (const missing of [
    {file: page, title: 'turning a phone'}, {file: 'tests/page/none.test.mjs', title: 'turning a phone keeps the drawing'},
    {file: 'tests/unit/tokens_test.cpp', title: 'Tokens.Text'}, {file: 'tests/unit/tokens_test.cpp', title: 'TextIsReadableInAllThemes'},
  ]) assert.ok(!is_there(missing), missing.title);
});
