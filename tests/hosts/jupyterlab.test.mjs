// The example notebook in JupyterLab: its cells are run, a digit is drawn in the widget, and Python reads what the page told.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {draw_digit} from '../page/support/handwriting.mjs';
import {launch_browser, open_in, state_of, state_where, until, use} from '../page/support/open.mjs';
import {kPrograms, serve_site, take_example, temporary_folder} from './support.mjs';

async function free_port() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// JupyterLab in the folder, with settings and running files of its own there; it asks no other machine for news.
async function start_jupyterlab(folder) {
  const port = await free_port();
  const env = {...process.env, HOME: folder};
  for (const kind of ['CONFIG', 'DATA', 'RUNTIME']) env[`JUPYTER_${kind}_DIR`] = join(folder, kind.toLowerCase());
  await mkdir(join(folder, 'config/labconfig'), {recursive: true});
  await writeFile(join(folder, 'config/labconfig/page_config.json'), JSON.stringify({
    disabledExtensions: {'@jupyterlab/apputils-extension:announcements': true},
  }));
  const server = spawn(join(kPrograms, 'python'), ['-m', 'jupyterlab', '--no-browser', '--allow-root', '--ip=127.0.0.1', `--port=${port}`,
    '--ServerApp.port_retries=0', '--IdentityProvider.token=test', '--expose-app-in-browser', `--notebook-dir=${join(folder, 'notebooks')}`,
  ], {env, stdio: ['ignore', 'ignore', 'pipe']});
  let told = '';
  server.stderr.on('data', (text) => { told += text; });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const url = `http://127.0.0.1:${port}/`;
  await until(async () => {
    if (server.exitCode !== null) assert.fail(`JupyterLab has ended:\n${told}`);
    return fetch(`${url}api`).then(({ok}) => ok, () => false);
  }, 'JupyterLab to answer');
  const close = async () => {
    server.kill('SIGTERM'); // it ends its kernels, too
    await ended;
  };
  return {url, close};
}

let browser, site, temporary, jupyterlab;
before(async () => {
  [browser, site, temporary] = await Promise.all([launch_browser(), serve_site(), temporary_folder()]);
  const notebooks = join(temporary.folder, 'notebooks');
  await take_example('jupyter', site.url, notebooks);
  // One cell more than a reader sees: a setting that changes later.
  const path = join(notebooks, 'bottleneck.ipynb');
  const notebook = JSON.parse(await readFile(path, 'utf8'));
  notebook.cells.push({cell_type: 'code', execution_count: null, id: 'later', metadata: {}, outputs: [], source: 'lab.k = 3'});
  await writeFile(path, JSON.stringify(notebook));
  jupyterlab = await start_jupyterlab(temporary.folder);
});
after(async () => {
  await jupyterlab?.close();
  await Promise.all([browser?.close(), site?.close()]);
  await temporary?.remove();
});

// Runs a cell of the open notebook as its reader would, and returns its value as text, and "" for none.
const run_cell = (page, id) => page.evaluate(async (wanted) => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  notebook.activeCellIndex = notebook.widgets.findIndex(({model}) => model.id === wanted);
  await window.jupyterapp.commands.execute('notebook:run-cell');
  const {outputs} = notebook.activeCell.model;
  return outputs.length > 0 ? outputs.get(0).toJSON().data?.['text/plain'] ?? JSON.stringify(outputs.toJSON()) : '';
}, id);

test('in JupyterLab, what is drawn is in Python, and what Python sets is in the page', async () => {
  const opened = await open_in(browser, `${jupyterlab.url}lab/tree/bottleneck.ipynb?token=test`, {hosts: /^127\.0\.0\.1:/, height: 1200});
  const {page} = opened;
  await use(opened, async () => {
    await until(() => page.evaluate(() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'), 'the kernel', 120);
    assert.equal(await run_cell(page, 'setup'), '');
    await run_cell(page, 'widget');
    assert.equal(await run_cell(page, 'read'), '(None, [])', 'nothing is drawn yet');

    const frame = await until(() => page.frames().find((one) => one.url().startsWith(site.url)), 'the page in its frame');
    const wait = (condition, what) => state_where(frame, condition, what);
    await wait((now) => now.ready && now.codesReady, 'the page to be ready');
    await draw_digit({page: frame, wait}, 7);
    const read = await until(async () => {
      const value = await run_cell(page, 'read');
      return value.startsWith("('7',") && value;
    }, 'Python to know what was drawn');
    const code = read.match(/\[(.*)\]/s)[1].split(',').map(Number);
    const {code: seen} = await state_of(frame);
    assert.equal(code.length, 16);
    code.forEach((value, i) => assert.ok(Math.abs(value - seen[i]) < 1e-5, `unit ${i}: ${value} in Python, ${seen[i]} in the page`));

    await run_cell(page, 'later');
    await wait((now) => now.k === 3, 'the page to count three neighbours');
  });
});
