// Talks with the page in a frame by messages alone. docs/embedding.md lists them.
const frame = document.getElementById('talking');
const lab = new URL(frame.src).origin;
const part = (id) => document.getElementById(id);

// Every request has a number of its own, by which its answer is known.
const asked = new Map();
let last = 0;
function ask(request, data = {}) {
  return new Promise((resolve, reject) => {
    asked.set(++last, {resolve, reject});
    frame.contentWindow.postMessage({bottleneck: 1, id: last, request, data}, lab);
  });
}

function show({digit, name, votes = [], code = []}) {
  part('verdict').textContent = digit === null ? 'The pad is empty.' : `The neighbours say: ${name}.`;
  part('votes').replaceChildren(...votes.filter(({count}) => count > 0).map((vote) => {
    const row = document.createElement('li');
    row.append(vote.name, Object.assign(document.createElement('b'), {textContent: String(vote.count)}));
    return row;
  }));
  part('code').textContent = code.map((number) => number.toFixed(1)).join(' ');
}

window.addEventListener('message', ({source, origin, data}) => {
  if (source !== frame.contentWindow || origin !== lab || data?.bottleneck !== 1) return;
  if (data.event === 'ready' && last === 0) ask('connect'); // only who has asked this hears of drawings
  else if (data.event === 'prediction') show(data.data);
  else if (asked.has(data.id)) {
    const {resolve, reject} = asked.get(data.id);
    asked.delete(data.id);
    if (data.error) reject(new Error(data.error.message));
    else resolve(data.result);
  }
});

// What a button does; where that fails, why.
function act(id, doing) {
  part(id).addEventListener('click', () => {
    part('problem').textContent = '';
    doing().catch(({message}) => { part('problem').textContent = message; });
  });
}
const kSeven = [[[7, 7], [12, 6.6], [20, 6.4], [17, 12], [14, 18], [12, 23]]]; // on a pad of 28 × 28
let isSmall = false;
act('write', () => ask('setStrokes', {strokes: kSeven}));
act('clear', () => ask('clear'));
act('other', async () => {
  const {model} = await ask('setModel', {name: isSmall ? 'mnist-16' : 'mnist-8'});
  isSmall = model === 'mnist-8';
  part('other').textContent = isSmall ? 'More numbers' : 'Fewer numbers';
});
