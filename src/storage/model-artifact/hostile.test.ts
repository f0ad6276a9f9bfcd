import { deflateRawSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { computedMs } from '../../base/cpu-time.test-help'
import { hashSync } from '../../base/hash'
import { spiralsMlp } from '../../gallery/points'
import { penguinsTwoHeads } from '../../gallery/tables'
import { zipOf } from '../../ingest/archive/zip.test-help'
import { classScores } from '../../metrics/class-report'
import { formatMessage } from '../../messages/message'
import { type SampleModel, sampleModel } from './fixtures/sample-model'
import { readArtifact } from './read'
import { writeArtifact } from './write'
import { readZip, writeNpz, writeZip } from './zip'

/** Tests artifacts forged by someone who knows the format and corrects every checksum; they must still be refused. */
let sample: SampleModel
let original: ReadonlyMap<string, Uint8Array<ArrayBuffer>>

beforeAll(async () => {
  sample = await sampleModel(penguinsTwoHeads.content)
  const read = readZip(writeArtifact(sample.record, sample.golden))
  if (!read.ok) throw new Error(formatMessage(read.error))
  original = read.value
})

// biome-ignore lint/suspicious/noExplicitAny: hostile files take every shape
type Loose = any

/** The artifact with some files changed and a matching manifest. */
function forged(change: (files: Map<string, Uint8Array>) => void): Uint8Array {
  const files = new Map<string, Uint8Array>(original)
  change(files)
  return writeZip(withManifest(files))
}

function withManifest(files: Map<string, Uint8Array>): Map<string, Uint8Array> {
  files.delete('manifest.json')
  const listed = [...files].map(([name, bytes]) => [name, { bytes: bytes.byteLength, sha256: hashSync(bytes) }])
  const manifest = { format: 'netloom-artifact', version: 3, files: Object.fromEntries(listed) }
  return new Map([['manifest.json', text(JSON.stringify(manifest))], ...files])
}

/** The artifact with one of its JSON files changed. */
function edited(file: string, change: (json: Loose) => void): Uint8Array {
  return forged((files) => {
    const json = JSON.parse(new TextDecoder().decode(files.get(file)))
    change(json)
    files.set(file, text(JSON.stringify(json)))
  })
}

function withWeights(change: (data: Float32Array<ArrayBuffer>) => Float32Array): Uint8Array {
  return forged((files) => {
    const data = change(sample.record.weights.data.slice())
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice()
    files.set('weights.bin', bytes)
    const metrics = JSON.parse(new TextDecoder().decode(files.get('metrics.json')))
    files.set('metrics.json', text(JSON.stringify({ ...metrics, weightsSha256: hashSync(bytes) })))
  })
}

function text(words: string): Uint8Array {
  return new TextEncoder().encode(words)
}

function specs(json: Loose): Loose[] {
  return json.weightsManifest[0].weights
}

function layer(json: Loose, className: string): Loose {
  return json.modelTopology.config.layers.find((one: Loose) => one.class_name === className)
}

function swap(list: Loose[], a: number, b: number): void {
  ;[list[a], list[b]] = [list[b], list[a]]
}

test('a forged artifact without changes is accepted', () => {
  expect(readArtifact(forged(() => {})).ok).toBe(true)
  expect(readArtifact(evaluated(() => {})).ok).toBe(true)
})

const cases: readonly (readonly [string, () => Uint8Array, string])[] = [
  ['two weights swapped', () => edited('model.json', (j) => swap(specs(j), 0, 1)), 'artifact-weights'],
  [
    'a weight with another name',
    () => edited('model.json', (j) => Object.assign(specs(j)[0], { name: '__proto__' })),
    'artifact-weights',
  ],
  ['a duplicate weight', () => edited('model.json', (j) => specs(j).push(specs(j)[0])), 'artifact-weights'],
  ['a missing weight', () => edited('model.json', (j) => specs(j).pop()), 'artifact-weights'],
  ['a reversed shape', () => edited('model.json', (j) => specs(j)[0].shape.reverse()), 'artifact-weights'],
  ['a negative shape', () => edited('model.json', (j) => Object.assign(specs(j)[0], { shape: [-1, 3] })), 'file-shape'],
  ['a fractional shape', () => edited('model.json', (j) => Object.assign(specs(j)[0], { shape: [0.5] })), 'file-shape'],
  [
    'a shape of 1e9 by 1e9',
    () => edited('model.json', (j) => Object.assign(specs(j)[0], { shape: [1e9, 1e9] })),
    'artifact-weights',
  ],
  [
    'weights of text',
    () => edited('model.json', (j) => Object.assign(specs(j)[0], { dtype: 'string' })),
    'artifact-weights',
  ],
  [
    'weights at a remote URL',
    () => edited('model.json', (j) => Object.assign(j.weightsManifest[0], { paths: ['https://evil.example/w'] })),
    'artifact-path',
  ],
  [
    'weights in a parent folder',
    () => edited('model.json', (j) => Object.assign(j.weightsManifest[0], { paths: ['../weights.bin'] })),
    'artifact-path',
  ],
  ['two weight groups', () => edited('model.json', (j) => j.weightsManifest.push(j.weightsManifest[0])), 'file-shape'],
  [
    'a Lambda layer',
    () => edited('model.json', (j) => Object.assign(layer(j, 'Dense'), { class_name: 'Lambda' })),
    'artifact-model',
  ],
  [
    'a layer called constructor',
    () => edited('model.json', (j) => Object.assign(layer(j, 'Dense'), { class_name: 'constructor' })),
    'artifact-model',
  ],
  [
    'an activation called toString',
    () => edited('model.json', (j) => Object.assign(layer(j, 'Dense').config, { activation: 'toString' })),
    'artifact-model',
  ],
  [
    '1e9 units',
    () => edited('model.json', (j) => Object.assign(layer(j, 'Dense').config, { units: 1e9 })),
    'artifact-model',
  ],
  [
    'an extra layer',
    () => edited('model.json', (j) => j.modelTopology.config.layers.push(layer(j, 'Dense'))),
    'artifact-model',
  ],
  ['a graph model', () => edited('model.json', (j) => Object.assign(j, { format: 'graph-model' })), 'file-shape'],
  ['a __proto__ key', () => forged((f) => f.set('pipeline.json', text('{"__proto__": {"x": 1}}'))), 'file-unsafe-key'],
  ['weights too short', () => withWeights((data) => data.subarray(0, -1)), 'artifact-weights-length'],
  ['weights too long', () => withWeights((data) => Float32Array.from([...data, 0])), 'artifact-weights-length'],
  [
    'three extra bytes of weights',
    () => forged((f) => f.set('weights.bin', Uint8Array.from([...(f.get('weights.bin') ?? []), 1, 2, 3]))),
    'artifact-weights-length',
  ],
  ['a weight of NaN', () => withWeights((data) => data.fill(Number.NaN, 40, 41)), 'artifact-weights-not-finite'],
  [
    'an infinite weight',
    () => withWeights((data) => data.fill(Number.POSITIVE_INFINITY, -1)),
    'artifact-weights-not-finite',
  ],
  [
    'weights that differ from the measured ones',
    () => forged((f) => f.set('weights.bin', new Uint8Array(f.get('weights.bin')?.length ?? 0))),
    'artifact-changed',
  ],
  [
    'a drawing with an unknown layer',
    () => edited('project.json', (j) => Object.assign(j.networks[0].drawing.nodes[1], { kind: 'lambda' })),
    'file-unknown',
  ],
  [
    'a drawing of another network',
    () => edited('project.json', (j) => Object.assign(dense(j), { units: 31 })),
    'artifact-model',
  ],
  [
    'a drawing with a problem',
    () => edited('project.json', (j) => j.networks[0].drawing.wires.pop()),
    'artifact-drawing',
  ],
  ['a drawing with a cycle', () => edited('project.json', addCycle), 'artifact-drawing'],
  [
    'a pipeline with another width',
    () => edited('pipeline.json', (j) => j.inputs[0].columns.pop()),
    'artifact-pipeline',
  ],
  [
    'a pipeline without its input',
    () => edited('pipeline.json', (j) => Object.assign(j, { inputs: [] })),
    'artifact-drawing',
  ],
  [
    'an extra input',
    () => edited('pipeline.json', (j) => j.inputs.push({ ...j.inputs[0], label: 'More' })),
    'artifact-pipeline',
  ],
  [
    'an unknown operation',
    () => edited('pipeline.json', (j) => Object.assign(j.inputs[0].columns[0], { op: 'eval' })),
    'file-shape',
  ],
  ['an unknown field', () => edited('pipeline.json', (j) => Object.assign(j.outputs[0], { offset: 1 })), 'file-shape'],
  [
    'a deviation of 0',
    () => edited('pipeline.json', (j) => Object.assign(numeric(j), { deviation: 0 })),
    'artifact-pipeline',
  ],
  ['a mean of null', () => edited('pipeline.json', (j) => Object.assign(numeric(j), { mean: null })), 'file-shape'],
  [
    'more classes than outputs',
    () => edited('pipeline.json', (j) => classes(j).labels.push('Emu')),
    'artifact-pipeline',
  ],
  ['a duplicate class', () => edited('pipeline.json', (j) => classes(j).labels.fill('Emu')), 'artifact-pipeline'],
  ['golden samples that are missing', () => edited('golden.json', (j) => j.inputs[0].data.pop()), 'artifact-golden'],
  [
    'golden samples without a count',
    () => edited('golden.json', (j) => Object.assign(j, { count: 1e9 })),
    'artifact-golden',
  ],
  ['null in the golden samples', () => edited('golden.json', (j) => j.outputs[0].data.fill(null)), 'file-shape'],
  [
    'metrics of another type',
    () => edited('metrics.json', (j) => Object.assign(j, { evaluation: { heads: 3 } })),
    'file-shape',
  ],
  ['no name', () => edited('metrics.json', (j) => Object.assign(j, { name: '' })), 'file-shape'],
  ['the classes reversed', () => edited('pipeline.json', (j) => classes(j).labels.reverse()), 'artifact-disagrees'],
  [
    'a list of other classes',
    () => edited('classes.json', (j) => Object.assign(j, { More: [] })),
    'artifact-disagrees',
  ],
  [
    'weights for NumPy that are zero',
    () =>
      forged((f) => {
        const { specs, data } = sample.record.weights
        f.set('weights.npz', writeNpz({ specs, data: new Float32Array(data.length) }))
      }),
    'artifact-disagrees',
  ],
  ['an accuracy of 1e308', () => evaluated((j) => Object.assign(species(j), { accuracy: 1e308 })), 'artifact-metric'],
  ['an accuracy of 100%', () => evaluated((j) => Object.assign(species(j), { accuracy: 1 })), 'artifact-metric'],
  ['a recall of 100%', () => evaluated((j) => Object.assign(species(j).perClass[0], { recall: 1 })), 'artifact-metric'],
  ['an evaluation of other classes', () => evaluated((j) => species(j).perClass.reverse()), 'artifact-disagrees'],
  ['an evaluation of one output', () => evaluated((j) => j.heads.pop()), 'artifact-disagrees'],
  ['a README of 2 MB', () => forged((f) => f.set('README.md', new Uint8Array(2_000_000))), 'artifact-file-large'],
  ['truncated JSON', () => forged((f) => f.set('pipeline.json', text('{"inputs": ['))), 'file-cut-off'],
  ['a missing file', () => forged((f) => f.delete('classes.json')), 'artifact-missing'],
  ['an extra file', () => forged((f) => f.set('run.js', text('alert(1)'))), 'artifact-extra'],
  ['a path out of the archive', () => forged((f) => f.set('../evil', text('x'))), 'artifact-path'],
  ['an absolute path', () => forged((f) => f.set('/etc/passwd', text('x'))), 'artifact-path'],
  ['a Windows path', () => forged((f) => f.set('C:\\x', text('x'))), 'artifact-path'],
  ['a dot path', () => forged((f) => f.set('a/./b', text('x'))), 'artifact-path'],
  ['a name with a NUL', () => forged((f) => f.set('a\0b', text('x'))), 'artifact-path'],
  ['a name of 300 letters', () => forged((f) => f.set('x'.repeat(300), text('x'))), 'artifact-path'],
  [
    '100 files',
    () => forged((f) => Array.from({ length: 100 }, (_, i) => f.set(`f${i}`, text('x')))),
    'artifact-entries',
  ],
]

function dense(project: Loose): Loose {
  return project.networks[0].drawing.nodes.find(({ params }: Loose) => params.units === 32).params
}

function addCycle(project: Loose): void {
  const { nodes, wires } = project.networks[0].drawing
  const body = nodes.find(({ params }: Loose) => params.units === 32)
  wires.push({ id: 'again', from: body.id, to: body.id, port: 0 })
}

/** The artifact with an evaluation in which half of the rows of each class are correct, and a change of it. */
function evaluated(change: (evaluation: Loose) => void): Uint8Array {
  const evaluation = evaluationOf(sample.record.pipeline)
  change(evaluation)
  return edited('metrics.json', (j) => Object.assign(j, { evaluation }))
}

const species = (evaluation: Loose): Loose => evaluation.heads.find(({ kind }: Loose) => kind === 'classes')

function evaluationOf({ outputs }: SampleModel['record']['pipeline']): Loose {
  const heads = outputs.map((output) => {
    if (output.kind !== 'classes')
      return { kind: output.kind, label: output.label, loss: 1, mae: 1, rmse: 1, r2: 0, pairs: [] }
    const { label, labels } = output
    const confusion = labels.map((_, i) => labels.map((_, j) => (i === j || (i + 1) % labels.length === j ? 2 : 0)))
    const perClass = classScores(confusion, labels)
    return { kind: 'classes', label, loss: 1, accuracy: 0.5, perClass, confusion, wrong: [], right: [] }
  })
  return { split: 'validation', rows: 12, loss: 1, heads }
}

function numeric(pipeline: Loose): Loose {
  return pipeline.outputs.find(({ kind }: Loose) => kind === 'number')
}

function classes(pipeline: Loose): Loose {
  return pipeline.outputs.find(({ kind }: Loose) => kind === 'classes')
}

describe('a forged artifact is refused with one message', () => {
  test.each(cases)('%s', (_, make, code) => {
    const read = readArtifact(make())
    expect(read.ok ? 'accepted' : read.error.code).toBe(code)
    if (!read.ok) expect(formatMessage(read.error)).toMatch(/^.{15,300}[.]$/u)
  })
})

test('swapping two weights of equal shape is detected by their names', async () => {
  const spirals = await sampleModel(spiralsMlp.content)
  const list = spirals.record.weights.specs
  const second = list.findIndex(({ shape }, i) => list.findIndex((one) => String(one.shape) === String(shape)) < i)
  const first = list.findIndex(({ shape }) => String(shape) === String(list[second]?.shape))
  expect(second).toBeGreaterThan(first)
  const specs = [...list]
  swap(specs, first, second)
  const record = { ...spirals.record, weights: { ...spirals.record.weights, specs } }
  const read = readArtifact(writeArtifact(record, spirals.golden))
  expect(!read.ok && read.error.code).toBe('artifact-weights')
})

describe('the manifest', () => {
  const withHead = (change: (manifest: Loose) => void) => {
    const files = withManifest(new Map<string, Uint8Array>(original))
    const manifest = JSON.parse(new TextDecoder().decode(files.get('manifest.json')))
    change(manifest)
    files.set('manifest.json', text(JSON.stringify(manifest)))
    return readArtifact(writeZip(files))
  }
  test.each<[string, (manifest: Loose) => void, string]>([
    ['of a newer version', (m) => Object.assign(m, { version: 4 }), 'file-newer'],
    ['of another format', (m) => Object.assign(m, { format: 'mlflow' }), 'file-other-kind'],
    ['that lists a missing file', (m) => Object.assign(m.files, { 'b.bin': m.files['weights.bin'] }), 'artifact-extra'],
    ['that omits a file', (m) => delete m.files['README.md'], 'artifact-missing'],
    ['that lists itself', (m) => Object.assign(m.files, { 'manifest.json': m.files['weights.bin'] }), 'artifact-extra'],
    ['with a short hash', (m) => Object.assign(m.files['weights.bin'], { sha256: 'abc' }), 'file-shape'],
    ['with an uppercase hash', (m) => capitals(m.files['weights.bin']), 'file-shape'],
    [
      'with two hashes swapped',
      (m) => Object.assign(m.files, { 'model.py': m.files['README.md'] }),
      'artifact-changed',
    ],
    ['with another size', (m) => Object.assign(m.files['weights.bin'], { bytes: 1 }), 'artifact-changed'],
  ])('%s is refused', (_, change, code) => {
    const read = withHead(change)
    expect(read.ok ? 'accepted' : read.error.code).toBe(code)
  })

  test('that is missing is reported', () => {
    const files = new Map<string, Uint8Array>(original)
    files.delete('manifest.json')
    const read = readArtifact(writeZip(files))
    expect(!read.ok && read.error).toEqual({ code: 'artifact-missing', args: { file: 'manifest.json' } })
  })
})

function capitals(entry: Loose): void {
  entry.sha256 = entry.sha256.toUpperCase()
  if (!/[A-F]/.test(entry.sha256)) throw new Error('this hash has no letter')
}

describe('the zip', () => {
  test('repacked by a plain zip program is accepted, compressed or not', () => {
    const files = Object.fromEntries(original)
    for (const level of [0, 6, 9] as const) expect(readArtifact(zipSync(files, { level })).ok).toBe(true)
  })

  test('that declares more than it contains is refused before it is unpacked', () => {
    const content = deflateRawSync(new Uint8Array(200_000_000), { level: 9 })
    const size = 0xfffffff0
    const bomb = zipOf([{ name: 'manifest.json', content, stored: true, says: { method: 8, size } }])
    const began = computedMs()
    const read = readArtifact(bomb)
    expect(!read.ok && read.error.code).toBe('file-too-large')
    expect(computedMs() - began).toBeLessThan(500)
  })

  test.each<[string, (view: DataView, directory: number) => void]>([
    ['encrypted', (view, at) => both(view, at, 6, 8, 1)],
    ['with sizes after the data', (view, at) => both(view, at, 6, 8, 8)],
    ['compressed by an unknown method', (view, at) => both(view, at, 8, 10, 99)],
    ['whose directory has another offset', (view, at) => view.setUint32(at + 42, 1, true)],
    ['of several disks', (view, at) => view.setUint16(at + 34, 1, true)],
    ['with a comment on a file', (view, at) => view.setUint16(at + 32, 1, true)],
    ['with one entry too many in its count', (view) => count(view, 14)],
    ['with one entry too few in its count', (view) => count(view, 12)],
  ])('%s is refused', (_, change) => {
    const bytes = writeArtifact(sample.record, sample.golden)
    const view = new DataView(bytes.buffer)
    change(view, view.getUint32(bytes.length - 6, true))
    expect(readArtifact(bytes).ok).toBe(false)
  })

  test('with a duplicate name is refused', () => {
    const bytes = writeZip(new Map([...original, ['weights.bim', text('x')]]))
    const twice = Uint8Array.from(bytes)
    const from = text('weights.bim')
    for (let i = 0; i < twice.length - from.length; i++) {
      if (from.every((byte, j) => twice[i + j] === byte)) twice[i + from.length - 1] = 'n'.charCodeAt(0)
    }
    const read = readArtifact(twice)
    expect(!read.ok && read.error.code).toBe('artifact-twice')
  })

  test.each([
    ['nothing', new Uint8Array()],
    ['an empty zip', zipSync({})],
    ['a project file', text('{"format":"netloom-project"}')],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
  ])('that is %s is not a model', (_, bytes) => {
    const read = readArtifact(bytes)
    expect(!read.ok && read.error.code).toBe('artifact-not-zip')
  })
})

/** Sets a field in both the local and the central header of the first entry. */
function both(view: DataView, directory: number, local: number, central: number, value: number): void {
  view.setUint16(local, value, true)
  view.setUint16(directory + central, value, true)
}

function count(view: DataView, entries: number): void {
  view.setUint16(view.byteLength - 14, entries, true)
  view.setUint16(view.byteLength - 12, entries, true)
}
