// A host page in TypeScript, for tests/tools/types.test.mjs: what must compile does, and every line below a "@ts-expect-error" does not.
import {BottleneckError, BottleneckLab} from '../../web/embed.js';
import type {FrameMessage, Prediction, RequestMessage, Results} from '../../web/embed.js';

const lab = document.createElement('bottleneck-lab');
const found: BottleneckLab | null = document.querySelector('bottleneck-lab');
found?.load();

// Events: what they tell, at the element and above it.
const winner = (prediction: Prediction): string => (prediction.digit === null ? 'nothing' : `${prediction.name}: ${prediction.votes[0].count}`);
lab.addEventListener('bottleneck-prediction', ({detail}) => console.log(winner(detail)));
document.addEventListener('bottleneck-progress', ({detail}) => console.log(detail.secondsLeft?.toFixed(0), detail.epoch / detail.epochs));
window.addEventListener('bottleneck-completed', ({detail}) => console.log(detail.task === 'train' ? detail.model : detail.name));
lab.addEventListener('bottleneck-ready', ({detail}) => console.log(detail.protocol satisfies 1, detail.version.length));
// @ts-expect-error: without a digit it has no name
lab.addEventListener('bottleneck-prediction', ({detail}) => detail.name.length);
// @ts-expect-error: no such member
lab.addEventListener('bottleneck-resize', ({detail}) => detail.width);
// @ts-expect-error: null where it is not known
document.addEventListener('bottleneck-progress', ({detail}) => detail.loss.toFixed(3));
// @ts-expect-error: only what was trained has a model
window.addEventListener('bottleneck-completed', ({detail}) => detail.model);

// Requests: what they take and give.
async function use(): Promise<Results> {
  await lab.setState({settings: {station: 'map', k: '5', mapzoom: '2'}});
  await lab.setState({address: 'v=1&station=map'});
  await lab.setImage(new Uint8Array(784));
  await lab.setStrokes([[[1, 2], [3, 4]]], 2.2);
  const {model}: {model: string} = await lab.setModel('mnist-16');
  const {run}: {run: number} = await lab.train({seed: '3'});
  console.log(model, run, (await lab.getState()).settings.station);
  // @ts-expect-error: one or the other
  await lab.setState({});
  // @ts-expect-error: as a link has it, a text
  await lab.setState({settings: {k: 5}});
  // @ts-expect-error: no such theme
  await lab.setState({settings: {theme: 'blue'}});
  // @ts-expect-error: numbers
  await lab.setImage('784');
  // @ts-expect-error: points of two numbers
  await lab.setStrokes([[[1, 2, 3]]]);
  // @ts-expect-error: no such request
  await lab.draw();
  try {
    await lab.stop();
  } catch (error) {
    if (error instanceof BottleneckError && error.code === 'timeout') lab.timeout = 60_000;
  }
  return lab.getResults();
}
void use();

// The messages, without the element.
const frame = document.querySelector('iframe')!;
const send = (message: RequestMessage) => frame.contentWindow!.postMessage(message, 'https://lab.example');
addEventListener('message', (event: MessageEvent<FrameMessage>) => {
  const message = event.data;
  if (message.event === 'resize') frame.style.height = `${message.data.height}px`;
  else if (message.event === 'prediction') winner(message.data);
  else if (message.event === undefined && message.error) console.error(message.error.code);
});
send({bottleneck: 1, id: 7, request: 'setModel', data: {name: 'mnist-16'}});
send({bottleneck: 1, id: 'a', request: 'clear', data: {}});
// @ts-expect-error: another version
send({bottleneck: 2, id: 7, request: 'clear', data: {}});
// @ts-expect-error: what setModel takes is a name
send({bottleneck: 1, id: 7, request: 'setModel', data: {model: 'mnist-16'}});
// @ts-expect-error: no such request
send({bottleneck: 1, id: 7, request: 'close', data: {}});
