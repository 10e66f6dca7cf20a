// The .onnx files in ONNX Runtime Web, as WebAssembly: the codes and reconstructions that the weights give.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import * as ort from 'onnxruntime-web';

const root = fileURLToPath(new URL('../../', import.meta.url));
const kModel = join(root, 'assets/models/mnist-16.safetensors');
const kTolerance = 1e-5;

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onnx-web-'));
});
after(() => rm(folder, {recursive: true, force: true}));

async function convert(name, ...options) {
  const path = join(folder, name);
  execFileSync(join(root, 'build/native/bottleneck'), ['convert', kModel, path, ...options]);
  return readFile(path);
}

// {name: {shape, values}} of 32-bit floats.
function tensors_of(file) {
  const data = 8 + Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.subarray(8, data));
  delete header.__metadata__;
  return Object.fromEntries(Object.entries(header).map(([name, {shape, data_offsets: [from, to]}]) => (
    [name, {shape, values: new Float32Array(new Uint8Array(file.subarray(data + from, data + to)).buffer)}]
  )));
}

function dense(tensors, layer, input, activation) {
  const {shape: [outputs, inputs], values} = tensors[`${layer}.weight`];
  return Array.from({length: outputs}, (_, o) => {
    let sum = tensors[`${layer}.bias`].values[o];
    for (let i = 0; i < inputs; i++) sum += values[o * inputs + i] * input[i];
    return activation(sum);
  });
}

function assert_near(found, wanted) {
  assert.equal(found.length, wanted.length);
  found.forEach((value, i) => assert.ok(Math.abs(value - wanted[i]) <= kTolerance * (1 + Math.abs(wanted[i])), `${i}: ${value}, ${wanted[i]}`));
}

test('ONNX Runtime Web gives the same numbers, whole and in parts', async () => {
  ort.env.wasm.numThreads = 1;
  const tensors = tensors_of(await convert('model.safetensors'));
  const image = Float32Array.from({length: 784}, (_, i) => (Math.sin(i / 9) + 1) / 2);
  const code = dense(tensors, 'encoder.0', image, (sum) => Math.max(sum, 0));
  const pixels = dense(tensors, 'decoder.0', code, (sum) => 1 / (1 + Math.exp(-sum)));
  assert.ok(code.some((value) => value > 1));

  const run = async (part, name, values) => {
    const session = await ort.InferenceSession.create(await convert(`${part}.onnx`, '--part', part), {executionProviders: ['wasm']});
    return session.run({[name]: new ort.Tensor('float32', Float32Array.from(values), [1, values.length])});
  };
  const whole = await run('whole', 'image', image);
  assert_near(whole.code.data, code);
  assert_near(whole.reconstruction.data, pixels);
  assert_near((await run('encoder', 'image', image)).code.data, code);
  assert_near((await run('decoder', 'code', code)).reconstruction.data, pixels);
});
