// Programs that a test starts beside itself. Each has a process group of its own, so that what it starts in turn ends with it: at
// stop(), and at the latest with the test's own process, however that ends.
import {spawn} from 'node:child_process';
import {accessSync, constants, mkdtempSync, rmSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {delimiter, join, resolve} from 'node:path';

const groups = new Set();   // process ids of the groups' leaders
const folders = new Set();

function kill_group(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    groups.delete(pid);  // nothing is left of it
  }
}
process.on('exit', () => {
  for (const pid of groups) kill_group(pid, 'SIGKILL');
  // Tried again where a program that is just dying has written something more.
  for (const folder of folders) rmSync(folder, {recursive: true, force: true, maxRetries: 10});
});
for (const [signal, number] of [['SIGHUP', 1], ['SIGINT', 2], ['SIGTERM', 15]]) process.once(signal, () => process.exit(128 + number));

// Takes charge of a process group that somebody else has started here: it ends with this process.
export function take_charge(pid) {
  groups.add(pid);
}

// The path of a program on PATH, or null. A name that is a path already is looked at itself.
export function find_program(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = resolve(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // not in this folder
    }
  }
  return null;
}

// Which of these programs are not there, in words; null when all are.
export function missing_programs(names) {
  const missing = names.filter((name) => !find_program(name));
  return missing.length ? `not installed: ${missing.join(', ')} (tools/setup installs them on Debian)` : null;
}

// Starts a program. ended: a promise of how it ended, in words; said(): the last of what it has written. A fourth stream, number 3, is
// open for it to write to.
export function start_program(command, args, env = {}) {
  const child = spawn(command, args, {detached: true, env: {...process.env, ...env}, stdio: ['ignore', 'pipe', 'pipe', 'pipe']});
  if (child.pid) groups.add(child.pid);
  let said = '';
  const ended = new Promise((tell) => {
    child.once('exit', (code, signal) => tell(`${command} ended (${signal ?? code}): ${said}`));
    child.once('error', (error) => tell(`${command} did not start: ${error.message}`));
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => { said = (said + text).slice(-4000); });
  const stop = async () => {
    if (!child.pid) return;
    kill_group(child.pid, 'SIGTERM');
    const patience = setTimeout(() => kill_group(child.pid, 'SIGKILL'), 5000);
    await ended;
    clearTimeout(patience);
    kill_group(child.pid, 'SIGKILL');  // those that outlive their leader
    groups.delete(child.pid);
  };
  return {child, ended, said: () => said, stop};
}

// The page's part of a window on a screen in memory, in CSS pixels.
export const kWindow = {width: 1280, height: 800};

// A screen in memory, with room for a window's frame around that. It finds a free number by itself and says it when it can be used.
export async function start_screen() {
  const size = `${kWindow.width + 100}x${kWindow.height + 200}x24`;
  const {child, ended, stop} = start_program('Xvfb', ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp']);
  const started = new Promise((tell) => child.stdio[3].once('data', (number) => tell(Number(String(number)))));
  const display = await Promise.race([started, ended]);
  if (typeof display !== 'number') throw new Error(display);
  return {env: {DISPLAY: `:${display}`, LIBGL_ALWAYS_SOFTWARE: '1'}, stop};
}

// A folder that the test's end removes: for what browsers keep in their user's home.
export function temporary_folder() {
  const folder = mkdtempSync(join(tmpdir(), 'bottleneck-test-'));
  folders.add(folder);
  return folder;
}

export async function free_port() {
  const server = createServer();
  await new Promise((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
  const {port} = server.address();
  await new Promise((done) => server.close(done));
  return port;
}
