// Files of tests in one process, one after another: node, what drives browsers, and compiling both take seconds for each process.
//   node --test-reporter=tap tests/together.mjs FILE…
// A file is a suite, with its own hooks; one that cannot be loaded is a suite that fails.
import {after, describe} from 'node:test';
import {resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {keep_browsers} from './page/browser.mjs';

after(keep_browsers());
for (const file of process.argv.slice(2)) describe(file, () => import(pathToFileURL(resolve(file))));
