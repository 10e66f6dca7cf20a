// The first script, and the only one that is no module: it runs in places where modules do not, and says there why the page stays empty.
// Where no script runs at all, the style sheet shows every reason that there may be. main.js takes them away.
const root = document.documentElement;
root.dataset.starting = '';

addEventListener('error', ({target}) => {
  const reasons = document.getElementById('not-started');
  if (!reasons || (target !== window && target.localName !== 'script')) return;
  const fitting = location.protocol === 'file:' ? ['file'] : origin === 'null' ? ['frame', 'files'] : ['files'];
  const all = [...reasons.querySelectorAll('li')];
  // The page that is one file has none of these.
  if (all.some(({className}) => fitting.includes(className))) for (const reason of all) reason.hidden = !fitting.includes(reason.className);
  document.getElementById('notice').setAttribute('role', 'alert');
  root.dataset.starting = 'failed';
}, true);
