import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lacks, PYTHON } from '../../base/python.test-help'
import { layers } from '../../catalog/layers'
import { digitsCnn } from '../../gallery/digits-cnn'
import { applyAll } from '../../graph/apply-edit'
import { fold } from '../../graph/fold-into-block'
import { formatMessage } from '../../messages/message'
import { type SampleModel, sampleModel } from './fixtures/sample-model'
import { FILES } from './format'
import { readArtifact } from './read'
import { writeArtifact } from './write'
import { readZip, writeNpy } from './zip'

let sample: SampleModel
let folder: string

beforeAll(async () => {
  sample = await sampleModel(digitsCnn.content)
  const files = readZip(writeArtifact(sample.record, sample.golden))
  if (!files.ok) throw new Error(formatMessage(files.error))
  folder = mkdtempSync(join(tmpdir(), 'netloom-'))
  for (const [name, bytes] of files.value) writeFileSync(join(folder, name), bytes)
  writeFileSync(join(folder, 'stub.py'), stubOf(sample))
})

afterAll(() => {
  if (folder) rmSync(folder, { recursive: true })
})

function python(code: string): string {
  const ran = spawnSync(PYTHON, ['-c', code], { cwd: folder, encoding: 'utf8' })
  return ran.status === 0 ? ran.stdout.trim() : `failed: ${ran.stderr.trim().split('\n').at(-1)}`
}

/** A stub Keras model as the loader sees it: layers with names, and variables named as in Keras 2 or 3. */
function stubOf({ record }: SampleModel): string {
  const rows = record.weights.specs.map(({ name, shape }) => {
    const [layer, weight] = name.split('/')
    return `(${JSON.stringify(layer)}, ${JSON.stringify(weight)}, (${shape.join(', ')},))`
  })
  return `
import numpy as np

class Variable:
    def __init__(self, name, shape):
        self.name, self.shape, self.value = name, shape, None
    def assign(self, value):
        assert value.dtype == np.float32
        self.value = np.array(value)

class Layer:
    def __init__(self, name):
        self.name, self.weights = name, []

class Model:
    def __init__(self, rows, said):
        self.layers = [Layer("dropout_1")]
        for layer, weight, shape in rows:
            if self.layers[-1].name != layer:
                self.layers.append(Layer(layer))
            self.layers[-1].weights.append(Variable(said(layer, weight), shape))
    def sums(self):
        return " ".join("%.6f" % float(v.value.astype("float64").sum()) for l in self.layers for v in l.weights)

ROWS = [${rows.join(', ')}]
def keras3(layer, weight): return weight
def keras2(layer, weight): return layer + "/" + weight + ":0"
`
}

/** The sum of each weight, in the format that the stub prints. */
function sums({ record: { weights } }: SampleModel = sample): string {
  let at = 0
  return weights.specs
    .map(({ shape }) => {
      const size = shape.reduce((product, n) => product * n, 1)
      const sum = weights.data.slice(at, at + size).reduce((total, value) => total + value, 0)
      at += size
      return sum.toFixed(6)
    })
    .join(' ')
}

describe.skipIf(lacks('numpy'))('the Python of an artifact', () => {
  test('the README says which Keras the source code needs', () => {
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain('needs numpy and Keras 3')
  })

  test('numpy reads every weight bit for bit, in its shape', () => {
    const output = python(`
import hashlib, numpy as np
with np.load("weights.npz", allow_pickle=False) as z:
    print(z.zip.testzip())
    print(" ".join("%s%s" % (n, list(z[n].shape)) for n in z.files))
    print(hashlib.sha256(b"".join(z[n].astype("<f4").tobytes() for n in z.files)).hexdigest())`)
    const { specs } = sample.record.weights
    expect(output.split('\n')).toEqual([
      'None',
      specs.map(({ name, shape }) => `${name}[${shape.join(', ')}]`).join(' '),
      sample.record.hash,
    ])
  })

  test.each(['keras2', 'keras3'])('the loader assigns each weight correctly, with names as in %s', (naming) => {
    const output = python(`
import stub
from load_weights import load_weights
print(load_weights(stub.Model(stub.ROWS, stub.${naming})).sums())`)
    expect(output).toBe(sums())
  })

  test('with blocks, model.py is the code of the Code panel, and the loader knows the names of its layers', async () => {
    const drawing = digitsCnn.content.networks[0]?.drawing ?? { nodes: [], wires: [] }
    const folded = fold(drawing, layers, ['conv2', 'pool2'], 'Look again')
    if (!folded.ok) throw new Error(folded.error.code)
    const networks = [{ name: 'n', drawing: applyAll(drawing, folded.value.edits) }]
    const withBlock = await sampleModel({ ...digitsCnn.content, networks })
    const files = readZip(writeArtifact(withBlock.record, withBlock.golden))
    if (!files.ok) throw new Error(formatMessage(files.error))
    const source = new TextDecoder().decode(files.value.get('model.py'))
    expect(source).toMatch(/^def look_again\(x, name\):/m)
    expect(source).toContain('look_again(max_pooling2d_1, name="look_again_1")')
    writeFileSync(join(folder, 'blocks.npz'), files.value.get('weights.npz') ?? new Uint8Array())
    writeFileSync(join(folder, 'load_blocks.py'), files.value.get('load_weights.py') ?? new Uint8Array())
    const [inCode, flat] = [
      '[(a.replace("conv2d_2", "look_again_1_conv2d_1"), b, c) for a, b, c in stub.ROWS]',
      'stub.ROWS',
    ]
    // The stub has the layers of the same network without a block.
    for (const rows of [inCode, flat]) {
      const output = python(`
import stub
from load_blocks import load_weights
print(load_weights(stub.Model(${rows}, stub.keras3), "blocks.npz").sums())`)
      expect(output).toBe(sums(withBlock))
    }
  })

  test.each([
    ['is missing', 'stub.ROWS + [("more", "kernel", (1,))]', 'weights.npz has no more/kernel'],
    ['is extra', 'stub.ROWS[:-1]', 'the model has no'],
    ['has another shape', '[(a, b, c[::-1]) for a, b, c in stub.ROWS]', 'in weights.npz and'],
  ])('the loader says so when a weight %s', (_, rows, sentence) => {
    const output = python(`
import stub
from load_weights import load_weights
load_weights(stub.Model(${rows}, stub.keras3))`)
    expect(output).toContain('ValueError')
    expect(output).toContain(sentence)
  })

  test('Keras 3 may name a depthwise kernel just "kernel"', () => {
    const output = python(`
import numpy as np, stub
from load_weights import load_weights
np.savez("depthwise.npz", **{"d/depthwise_kernel": np.ones((2,), "float32")})
print(load_weights(stub.Model([("d", "kernel", (2,))], stub.keras3), "depthwise.npz").sums())`)
    expect(output).toBe('2.000000')
  })

  test('model.py builds one layer for each of the network and assigns the model to "model"', () => {
    const output = python(`
import ast
tree = ast.parse(open("model.py").read())
names = [k.value.value for s in tree.body for n in ast.walk(s) if isinstance(n, ast.Call) for k in n.keywords if k.arg == "name"]
print(" ".join(names))
print([n.targets[0].id for n in tree.body if isinstance(n, ast.Assign)][-1])
ast.parse(open("load_weights.py").read())`)
    const { config } = sample.record.model
    expect(output.split('\n')).toEqual([[...config.layers.map(({ name }) => name), config.name].join(' '), 'model'])
  })

  test.each(['ZIP_STORED', 'ZIP_DEFLATED'])('an artifact repacked by zipfile is still valid (%s)', (method) => {
    const output = python(`
import os, zipfile
names = ["manifest.json", *sorted(n for n in os.listdir(".") if n in ${JSON.stringify(FILES)})]
with zipfile.ZipFile("again.zip", "w", zipfile.${method}) as z:
    for n in names: z.writestr(n, open(n, "rb").read())`)
    expect(output).toBe('')
    const read = readArtifact(readFileSync(join(folder, 'again.zip')))
    expect(read.ok ? read.value.hash : read.error).toBe(sample.record.hash)
  })

  test('an array of any rank is read as numpy writes it', () => {
    for (const shape of [[], [3], [2, 3], [1, 2, 3, 1, 2], Array(30).fill(1)]) {
      const size = shape.reduce((product, n) => product * n, 1)
      const bytes = writeNpy(
        shape,
        Float32Array.from({ length: size }, (_, i) => i + 0.5),
      )
      writeFileSync(join(folder, 'a.npy'), bytes)
      const output = python(`
import numpy as np
a = np.load("a.npy", allow_pickle=False)
np.save("b.npy", np.arange(${size}, dtype="<f4").reshape(${JSON.stringify(shape)}) + np.float32(0.5))
print(list(a.shape), open("a.npy", "rb").read() == open("b.npy", "rb").read())`)
      expect(output).toBe(`[${shape.join(', ')}] True`)
    }
  })
})
