/** @file Tests the states of recurrent layers against PyTorch, and their last state against TensorFlow.js. */
import { spawnSync } from 'node:child_process'
import { beforeAll, expect, test } from 'vitest'
import { lacks, PYTHON } from '../../base/python.test-help'
import { rng } from '../../base/rng'
import type { KerasModel } from '../../catalog/keras-json'
import { openBackend } from '../../training/backends/open'
import { GRADIENT_CASES } from '../../training/gradient-cases'
import { openNetwork } from '../../training/network'
import { weightTensors } from './layer-details'
import { recurrentStates } from './recurrent-states'

beforeAll(() => openBackend('cpu'))

const [STEPS, FEATURES, UNITS] = [5, 2, 3]
const random = rng(3, { kind: 'weights', index: 0 })
const draw = (size: number) => Float32Array.from({ length: size }, () => random.normal())

function layerOf(class_name: 'SimpleRNN' | 'LSTM' | 'GRU') {
  const width = { SimpleRNN: 1, GRU: 3, LSTM: 4 }[class_name] * UNITS
  const weights = {
    kernel: draw(FEATURES * width),
    recurrent_kernel: draw(UNITS * width),
    bias: draw(width),
  }
  const config = { units: UNITS, activation: 'tanh', recurrent_activation: 'sigmoid', use_bias: true }
  const input = { values: draw(STEPS * FEATURES), shape: [STEPS, FEATURES] }
  const states = recurrentStates({ class_name, config }, input, (name) => weights[name as keyof typeof weights])
  return { weights, input, states, width }
}

/** torch.nn of an LSTM or a simple RNN, and the GRU step by step: PyTorch resets after the product, Keras before it. */
const TORCH = `import json, sys
import torch
def run(name, w, x, units, width):
    k = torch.tensor(w["kernel"]).reshape(-1, width)
    r = torch.tensor(w["recurrent_kernel"]).reshape(units, width)
    b = torch.tensor(w["bias"])
    x = torch.tensor(x).reshape(-1, k.shape[0])
    if name == "GRU":
        h, out = torch.zeros(units), {"hidden": [], "updateGate": [], "resetGate": []}
        for row in x:
            (kz, kr, kh), (rz, rr, rh), (bz, br, bh) = k.chunk(3, 1), r.chunk(3, 1), b.chunk(3)
            z = torch.sigmoid(row @ kz + h @ rz + bz)
            g = torch.sigmoid(row @ kr + h @ rr + br)
            h = z * h + (1 - z) * torch.tanh(row @ kh + (g * h) @ rh + bh)
            for key, value in zip(out, (h, z, g)):
                out[key] += value.tolist()
        return out
    cell = torch.nn.RNNCell(k.shape[0], units) if name == "SimpleRNN" else torch.nn.LSTMCell(k.shape[0], units)
    with torch.no_grad():
        for own, value in ((cell.weight_ih, k.T), (cell.weight_hh, r.T), (cell.bias_ih, b), (cell.bias_hh, b * 0)):
            own.copy_(value)
        out, state = {"hidden": [], "cell": []}, None
        for row in x:
            if name == "LSTM":
                # The gates that torch.nn.LSTMCell does not return, in its order: input, forget, cell, output.
                h = state[0][0] if state else torch.zeros(units)
                gates = torch.sigmoid(cell.weight_ih @ row + cell.weight_hh @ h + cell.bias_ih).chunk(4)
                for key, value in zip(("inputGate", "forgetGate", None, "outputGate"), gates):
                    if key:
                        out.setdefault(key, []).extend(value.tolist())
            state = cell(row[None], state)
            for key, value in zip(out, state if name == "LSTM" else (state,)):
                out[key] += value[0].tolist()
    return out
print(json.dumps([run(*one) for one in json.load(sys.stdin)]))
`

/** The series of a simple RNN, an LSTM, and a GRU. */
const EXPECTED = [
  ['hidden'],
  ['cell', 'forgetGate', 'hidden', 'inputGate', 'outputGate'],
  ['hidden', 'resetGate', 'updateGate'],
]

test.skipIf(lacks('torch'))(
  'states and gates are those of PyTorch at every step',
  () => {
    const names = ['SimpleRNN', 'LSTM', 'GRU'] as const
    const layers = names.map(layerOf)
    const asked = layers.map(({ weights, input, width }, i) => [
      names[i],
      Object.fromEntries(Object.entries(weights).map(([name, values]) => [name, [...values]])),
      [...input.values],
      UNITS,
      width,
    ])
    const { stdout, stderr } = spawnSync(PYTHON, ['-c', TORCH], { input: JSON.stringify(asked), encoding: 'utf8' })
    const found = JSON.parse(stdout || `"${stderr.slice(-300)}"`) as Record<string, number[]>[]
    layers.forEach(({ states }, i) => {
      expect(states?.steps).toBe(STEPS)
      expect(Object.keys(states?.series ?? {}).sort()).toEqual(EXPECTED[i])
      for (const [name, values] of Object.entries(found[i] ?? {})) {
        // A simple RNN has no cell.
        if (values.length === 0) continue
        const own = [...(states?.series[name as 'hidden'] ?? [])]
        expect(own, `${names[i]} ${name}`).toEqual(values.map((value) => expect.closeTo(value, 5)))
      }
    })
  },
  60_000,
)

test('the last hidden state, or all of them, is what TensorFlow.js computes', async () => {
  const cases = GRADIENT_CASES.filter(({ name }) => ['lstm', 'gru', 'simple rnn'].includes(name))
  expect(cases).toHaveLength(3)
  for (const { name, model } of cases) {
    const own = (model as KerasModel).config.layers.at(-1)
    if (!own) throw new Error('no layer')
    const network = await openNetwork(model, 7)
    const shape = network.model.inputs[0]?.shape.slice(1) as number[]
    const values = draw(shape.reduce((size, n) => size * n, 1))
    const { specs, data } = await network.snapshot()
    network.restore({ specs, data: draw(data.length) })
    const [result] = await network.layers([values], 1, [own.name])
    const tensors = weightTensors(await network.snapshot())
    network.close()
    const config = { activation: 'tanh', recurrent_activation: 'hard_sigmoid', ...own.config }
    const states = recurrentStates(
      { ...own, config },
      { values, shape },
      (of) => tensors.get(`${own.name}/${of}`) as Float32Array,
    )
    const hidden = [...(states?.series.hidden ?? [])]
    const expected = [...(result?.values ?? [])].map((value) => expect.closeTo(value, 5))
    expect(hidden.slice(-expected.length), name).toEqual(expected)
  }
}, 60_000)
