// WebKit for page tests: WebKitGTK's MiniBrowser on a screen in memory, driven by WebKitWebDriver, which speaks the W3C's WebDriver
// protocol. What open() gives has the same form as firefox.mjs's, and the part of playwright's that draw_with_mouse needs.
import {complaints_kept} from './complaints.mjs';
import {until} from './open.mjs';
import {free_port, kWindow, missing_programs, start_program, start_screen, temporary_folder} from './programs.mjs';

// One command of the protocol; what the driver answers, or an error with what it says.
async function command(method, url, body) {
  const response = await fetch(url, {method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(120_000)});
  const {value} = await response.json();
  if (!response.ok) throw new Error(`${method} ${url}: ${value.error}: ${value.message}`);
  return value;
}

async function start_driver(screen) {
  const port = await free_port();
  const home = temporary_folder();
  const {ended, said, stop} = start_program('dbus-run-session', ['--', 'WebKitWebDriver', `--port=${port}`], {
    ...screen.env,
    HOME: home,
    XDG_CACHE_HOME: `${home}/cache`,
    XDG_CONFIG_HOME: `${home}/config`,
    XDG_DATA_HOME: `${home}/data`,
    NO_AT_BRIDGE: '1',
    // Its sandbox needs user namespaces, which containers refuse and root has no use for; the page shown here is ours.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  });
  const address = `http://127.0.0.1:${port}`;
  let failure;
  ended.then((reason) => { failure = reason; });
  await until(async () => {
    if (failure) throw new Error(failure);
    return command('GET', `${address}/status`).catch(() => null);
  }, 'WebKitWebDriver to answer').catch(async (error) => {
    await stop();
    throw new Error(`${error.message}; it said: ${said()}`);
  });
  return {address, stop};
}

// Puts the inner side of the window to the wished size: what the window's frame takes is known only afterwards.
async function fit_window(session, evaluate) {
  const {width, height} = kWindow;
  const inner = () => evaluate(() => [innerWidth, innerHeight]);
  let frame = [0, 0];
  await until(async () => {
    await command('POST', `${session}/window/rect`, {width: width + frame[0], height: height + frame[1]});
    const now = await inner();
    frame = [frame[0] + width - now[0], frame[1] + height - now[1]];
    return now[0] === width && now[1] === height;
  }, `a page of ${width} × ${height}`);
}

// The mouse. Commands reach the browser one after another, in the order in which they were given, also when nobody waits for them.
function make_mouse(session) {
  let last = Promise.resolve();
  const perform = (action) => {
    const pointer = {type: 'pointer', id: 'mouse', parameters: {pointerType: 'mouse'}, actions: [action]};
    last = last.then(() => command('POST', `${session}/actions`, {actions: [pointer]}));
    return last;
  };
  return {
    move: (x, y) => perform({type: 'pointerMove', duration: 0, origin: 'viewport', x: Math.round(x), y: Math.round(y)}),
    down: () => perform({type: 'pointerDown', button: 0}),
    up: () => perform({type: 'pointerUp', button: 0}),
  };
}

export const webkit = {
  name: 'WebKit',

  // What is not installed of what it needs, in words; null when all is there.
  missing: () => missing_programs(['WebKitWebDriver', 'dbus-run-session', 'Xvfb']),

  // Opens a page of kWindow's size.
  async open(url) {
    const screen = await start_screen();
    let driver;
    let session;
    const close = async () => {
      if (session) await command('DELETE', session).catch(() => {});  // it ends with its driver at the latest
      await driver?.stop();
      await screen.stop();
    };
    try {
      driver = await start_driver(screen);
      const {sessionId} = await command('POST', `${driver.address}/session`, {capabilities: {}});
      session = `${driver.address}/session/${sessionId}`;
      await command('POST', `${session}/timeouts`, {script: 90_000, pageLoad: 90_000});
      const evaluate = async (run, ...values) => {
        const script = `const answer = arguments[arguments.length - 1];
          Promise.resolve().then(() => (${run})(...[...arguments].slice(0, -1))).then(
            (value) => answer({value}), (error) => answer({error: String(error)}));`;
        const {value, error} = await command('POST', `${session}/execute/async`, {script, args: values});
        if (error) throw new Error(error);
        return value;
      };
      await fit_window(session, evaluate);
      await command('POST', `${session}/url`, {url});
      return {
        evaluate,
        mouse: make_mouse(session),
        screenshot: async () => Buffer.from(await command('GET', `${session}/screenshot`), 'base64'),
        complaints: () => complaints_kept({evaluate}),
        close,
      };
    } catch (error) {
      await close();
      throw error;
    }
  },
};
