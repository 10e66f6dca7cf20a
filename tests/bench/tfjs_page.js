// TensorFlow.js on its WebAssembly backend: `model.fit`, its usual way, and the fastest one, gradients by hand with what is transposed laid out anew
// (its product reads transposed matrices ten times as slowly). Bundled by web_peers.mjs.
import * as tf from '@tensorflow/tfjs';
import {setWasmPaths} from '@tensorflow/tfjs-backend-wasm';
import {accuracy_of, features, glorot, kBatch, kNeighbours, labels, pixels, shuffled, unit_batch} from './peer_data.js';

setWasmPaths('/tfjs/');
await tf.setBackend('wasm');
await tf.ready();

const kTest = 10000;
const seconds_since = (start) => (performance.now() - start) / 1000;
const flipped = (matrix) => tf.transpose(matrix);

async function mean_loss(predict) {
  const test = tf.tensor2d(await features('mnist', 'test', 784), [kTest, 784]);
  const value = tf.tidy(() => {
    const z = predict(test);
    return tf.mean(tf.sub(tf.softplus(z), tf.mul(test, z))).dataSync()[0];
  });
  test.dispose();
  return value;
}

function forward(layers, x) {
  const outputs = [x];
  layers.forEach(({w, b}, i) => {
    const z = tf.add(tf.matMul(outputs[i], w), b);
    outputs.push(i + 1 < layers.length ? tf.relu(z) : z);
  });
  return outputs;
}

// Gradients by the variables' names, as an optimizer takes them.
function gradients(layers, x) {
  const outputs = forward(layers, x);
  let dz = tf.div(tf.sub(tf.sigmoid(outputs.at(-1)), x), x.size);
  const result = {};
  for (let i = layers.length - 1; i >= 0; i--) {
    result[layers[i].w.name] = tf.matMul(flipped(outputs[i]), dz);
    result[layers[i].b.name] = tf.sum(dz, 0);
    if (i > 0) dz = tf.mul(tf.matMul(dz, flipped(layers[i].w)), tf.step(outputs[i]));
  }
  return result;
}

async function train_by_hand({widths}) {
  const images = await pixels('mnist', 'train');
  const order = shuffled(images.length / 784);
  const run = async (indices) => {
    const layers = widths.slice(1).map((outputs, i) => ({
      w: tf.variable(tf.tensor2d(glorot(widths[i], outputs), [widths[i], outputs])), b: tf.variable(tf.zeros([outputs])),
    }));
    const adam = tf.train.adam(1e-3, 0.9, 0.999, 1e-7);
    for (let first = 0; first < indices.length; first += kBatch) {
      const batch = indices.subarray(first, first + kBatch);
      tf.tidy(() => adam.applyGradients(gradients(layers, tf.tensor2d(unit_batch(images, batch), [batch.length, 784]))));
    }
    await layers[0].w.data();
    return {layers, forget: () => {
      adam.dispose();
      layers.forEach(({w, b}) => tf.dispose([w, b]));
    }};
  };
  (await run(order.subarray(0, 2 * kBatch))).forget();
  const start = performance.now();
  const {layers, forget} = await run(order);
  const seconds = seconds_since(start);
  const value = await mean_loss((test) => forward(layers, test).at(-1));
  forget();
  return {seconds, value};
}

// On a part where a whole epoch would take minutes; what is learnt on it says nothing.
async function train_by_fit({widths, hidden}) {
  const images = hidden.length ? 7680 : 60000;
  const x = tf.tensor2d((await features('mnist', 'train', 784)).subarray(0, images * 784), [images, 784]);
  const model = tf.sequential();
  widths.slice(1).forEach((units, i) => model.add(tf.layers.dense({
    units, activation: i + 2 < widths.length ? 'relu' : 'sigmoid', kernelInitializer: 'glorotUniform', ...(i === 0 && {inputShape: [784]}),
  })));
  const adam = tf.train.adam(1e-3, 0.9, 0.999, 1e-7);
  model.compile({optimizer: adam, loss: 'binaryCrossentropy'});
  const start = performance.now();
  await model.fit(x, x, {epochs: 1, batchSize: kBatch, shuffle: true, yieldEvery: 'never'});
  const seconds = seconds_since(start);
  const scaled = images < 60000;
  const value = scaled ? undefined : await mean_loss((test) => {
    const y = tf.clipByValue(model.predict(test), 1e-7, 1 - 1e-7);
    return tf.log(tf.div(y, tf.sub(1, y)));
  });
  tf.dispose([x, model, adam]);
  return {seconds: seconds * 60000 / images, value, scaled};
}

async function encode({widths: [inputs, outputs]}) {
  const images = tf.tensor2d(await features('mnist', 'train', 784), [60000, 784]);
  const w = tf.tensor2d(glorot(inputs, outputs), [inputs, outputs]);
  const once = () => {
    const start = performance.now();
    tf.tidy(() => tf.relu(tf.matMul(images, w)).dataSync());
    return seconds_since(start);
  };
  once();
  const seconds = once();
  tf.dispose([images, w]);
  return {seconds};
}

async function classify(row) {
  const kQueries = 100;
  const train = await features(row.dataset, 'train', row.width);
  const test = await features(row.dataset, 'test', row.width);
  const count = row.part ?? kTest;
  const begin = performance.now();
  const [references, squares] = tf.tidy(() => {
    const natural = tf.tensor2d(train, [60000, row.width]);
    return [flipped(natural), tf.sum(tf.square(natural), 1)];
  });
  const prepared = seconds_since(begin);
  const search = (first) => tf.tidy(() => {
    const queries = tf.tensor2d(test.subarray(first * row.width, (first + kQueries) * row.width), [kQueries, row.width]);
    return tf.topk(tf.sub(tf.mul(tf.matMul(queries, references), 2), squares), kNeighbours).indices.dataSync();
  });
  search(0);
  const found = new Int32Array(count * kNeighbours);
  const start = performance.now();
  for (let first = 0; first < count; first += kQueries) found.set(search(first), first * kNeighbours);
  const searched = seconds_since(start);
  tf.dispose([references, squares]);
  const value = accuracy_of(found, await labels(row.dataset, 'train'), await labels(row.dataset, 'test'));
  return {seconds: prepared + searched * kTest / count, value, scaled: count < kTest};
}

window.measure = (id, row, usual) => (
  row.group === 'neighbours' ? classify(row) : id === 'encode' ? encode(row) : usual ? train_by_fit(row) : train_by_hand(row));
