/** @file Malformed and malicious files: each is refused within 2 s, with a code and a message, and changes nothing. */
import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { computedMs } from '../../base/cpu-time.test-help'
import { provideIndexedDB } from '../../storage/fake-indexeddb.test-help'
import { readZip, writeNpz, writeZip } from '../../storage/model-artifact/zip'
import { openStorage } from '../../storage/open-storage'
import { serveShippedData } from '../testing/shipped-data.test-help'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

provideIndexedDB()

let netloom: TestStudio
let databases = 0
let data: Awaited<ReturnType<typeof serveShippedData>>

beforeAll(async () => {
  data = await serveShippedData()
})
afterEach(() => netloom.close())
afterAll(() => data.close())

/** Opens a studio on the digits example, which trains on the exact CPU engine as in a browser without a GPU. */
async function open(): Promise<TestStudio> {
  const studio = await openTestStudio('digits-cnn', openStorage({ name: `hostile-files-${++databases}` }), data.base)
  await studio.when((s) => s.data.loaded)
  await studio.run('machine.choose', { backend: 'wasm' })
  return studio
}

type Files = readonly (readonly [name: string, file: string | Uint8Array | readonly number[], code: string | RegExp])[]

/** Expects each file to be refused with its code, without any change to the state or the built-in prototypes. */
async function refused(id: string, files: Files): Promise<void> {
  const before = netloom.state()
  const inherited = prototypes()
  for (const [name, file, code] of files) {
    const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : Uint8Array.from(file)
    const from = computedMs()
    const refusal = await netloom.refusal(id, { bytes })
    expect.soft(computedMs() - from, name).toBeLessThan(2000)
    expect
      .soft(refusal.code, `${name}: ${refusal.message}`)
      .toMatch(typeof code === 'string' ? new RegExp(`^${code}$`) : code)
    expect.soft(refusal.message, name).toMatch(/ .*[.]$/s)
    expect.soft(refusal.message.length, name).toBeLessThan(400)
  }
  expect(netloom.state()).toEqual(before)
  expect(prototypes()).toEqual(inherited)
}

function prototypes(): readonly string[] {
  return [
    ...Object.getOwnPropertyNames(Object.getPrototypeOf({})),
    ...Object.getOwnPropertyNames(Array.prototype),
    String((Object.prototype as unknown as { polluted?: unknown }).polluted),
  ]
}

interface ProjectFile {
  version: number
  format: string
  networks: {
    name: string
    drawing: {
      nodes: { id: string; kind: string; label: string; params: object; position: { x: unknown; y: unknown } }[]
      wires: { id: string; from: string; to: string; port: number }[]
    }
  }[]
  plan: { optimizer: unknown }
  data: { dataset: string }
}

test('malformed project files are refused', async () => {
  netloom = await open()
  await netloom.run('project.new', { template: 'moons-mlp' })
  await netloom.run('project.save')
  const text = new TextDecoder().decode(await netloom.run<Uint8Array>('project.export'))
  const changed = (change: (file: ProjectFile, drawing: ProjectFile['networks'][0]['drawing']) => unknown): string => {
    const file = JSON.parse(text) as ProjectFile
    const [network] = file.networks
    if (!network) throw new Error('no network')
    change(file, network.drawing)
    return JSON.stringify(file)
  }
  const eachNode = (change: (node: ProjectFile['networks'][0]['drawing']['nodes'][0]) => unknown) =>
    changed((_, { nodes }) => {
      for (const node of nodes) change(node)
    })
  const many = (size: number) =>
    changed((_, drawing) => {
      drawing.nodes = Array.from({ length: size }, (_, i) => ({ id: `n${i}` })) as unknown as typeof drawing.nodes
    })
  await refused('project.import', [
    ['nothing', '', /^file-(cut-off|not-text)$/],
    ['its first half', text.slice(0, text.length / 2), 'file-cut-off'],
    ['its last byte missing', text.trimEnd().slice(0, -1), 'file-cut-off'],
    ['a picture', [0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0, 0], 'file-not-text'],
    ['a list', '[]', 'file-other-kind'],
    ['another program', '{"format":"other","version":1}', 'file-other-kind'],
    ['a newer version', changed((file) => (file.version = 99)), 'file-newer'],
    ['version one and a half', changed((file) => (file.version = 1.5)), 'file-shape'],
    ['an unknown layer', eachNode((node) => (node.kind = 'lambda')), 'file-unknown'],
    ['a layer called constructor', eachNode((node) => (node.kind = 'constructor')), 'file-unknown'],
    ['a position that is NaN', eachNode((node) => (node.position.x = Number.NaN)), 'file-position'],
    ['an infinite position', text.replace(/"x": -?\d+/, '"x": 1e999'), 'file-position'],
    ['100,000 nodes', many(100_000), 'file-too-many'],
    ['a file over the size limit', `"${'x'.repeat(6_000_000)}"`, 'file-too-large'],
    ['nested deeper than the stack', '['.repeat(200_000), 'file-too-deep'],
    ['__proto__ on top', text.replace('{', '{"__proto__": {"polluted": 1},'), 'file-unsafe-key'],
    ['__proto__ in parameters', text.replace('"units"', '"__proto__": {"polluted": 1}, "units"'), 'file-unsafe-key'],
    ['two nodes with one id', eachNode((node) => (node.id = 'a')), 'file-duplicate'],
    ['an id that is a property of every object', eachNode((node) => (node.id = 'toString')), 'file-id'],
    ['a wire to nowhere', text.replace(/"to": "hidden"/, '"to": "nowhere"'), 'file-dangling'],
    ['a label of a megabyte', eachNode((node) => (node.label = 'x'.repeat(1e6))), 'file-label-long'],
    ['an unknown dataset', changed((file) => (file.data.dataset = '__proto__')), 'file-unknown'],
    ['an unknown optimizer', changed((file) => (file.plan.optimizer = { kind: 'no-optimizer' })), 'file-unknown'],
  ])
})

test('forged model files are refused', async () => {
  netloom = await open()
  await netloom.run('project.new', { template: 'moons-mlp' })
  await netloom.run('plan.set', { epochs: 2 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done')
  await netloom.run('model.save', { name: 'm' })
  await netloom.run('project.save')
  const zip = await netloom.run<Uint8Array>('model.export', { name: 'm' })
  const read = readZip(zip)
  if (!read.ok) throw new Error(read.error.code)

  /**
   * The artifact with some files replaced (or removed if undefined) and its manifest updated to match, as a forger
   * would do it.
   */
  const forged = (changes: Record<string, Uint8Array | undefined>, manifest: object = {}): number[] => {
    const files = new Map<string, Uint8Array>(read.value)
    for (const [name, content] of Object.entries(changes)) {
      if (content) files.set(name, content)
      else files.delete(name)
    }
    const hashed = [...files]
      .filter(([name]) => name !== 'manifest.json')
      .map(([name, bytes]) => [
        name,
        { bytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') },
      ])
    const head = JSON.parse(new TextDecoder().decode(read.value.get('manifest.json'))) as object
    files.set('manifest.json', text({ ...head, files: Object.fromEntries(hashed), ...manifest }))
    return [...writeZip(files)]
  }
  const text = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))
  const json = (name: string) => JSON.parse(new TextDecoder().decode(read.value.get(name)))
  /** The artifact with different weights and matching hashes. */
  const withWeights = (weights: Uint8Array, others: Record<string, Uint8Array> = {}): number[] =>
    forged({
      ...others,
      'weights.bin': weights,
      'metrics.json': text({
        ...json('metrics.json'),
        weightsSha256: createHash('sha256').update(weights).digest('hex'),
      }),
    })
  const weights = read.value.get('weights.bin') ?? new Uint8Array()
  const notFinite = weights.slice()
  new DataView(notFinite.buffer).setFloat32(8, Number.NaN, true)
  const model = json('model.json')
  const negated = new Float32Array(weights.slice().buffer).map((weight) => -weight)
  const { weights: specs } = model.weightsManifest[0]
  const golden = json('golden.json')
  const permuted = structuredClone(model)
  permuted.weightsManifest[0].weights.reverse()
  const otherClass = JSON.parse(JSON.stringify(model).replace('"Dense"', '"Lambda"'))
  const fetches = structuredClone(model)
  fetches.weightsManifest[0].paths = ['https://example.org/weights.bin']
  const project = json('project.json')
  const flipped = (at: number) => zip.map((byte, i) => (i === at ? byte ^ 1 : byte))
  const zipOf = (...names: string[]) => writeZip(new Map(names.map((name) => [name, new Uint8Array([1])])))
  expect(forged({}).length).toBeGreaterThan(1000)

  await refused('model.import', [
    ['nothing', [], 'artifact-not-zip'],
    ['text', 'a model, honestly', 'artifact-not-zip'],
    ['a Keras model', [...zipOf('config.json', 'metadata.json', 'model.weights.h5')], 'artifact-foreign'],
    ['a PyTorch model', [...zipOf('net/data.pkl', 'net/data/0')], 'artifact-foreign'],
    ['an HDF5 file', [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a], 'artifact-foreign'],
    ['another zip', [...zipOf('photos/cat.png')], 'artifact-other-zip'],
    ['its first half', [...zip.slice(0, zip.length / 2)], 'artifact-broken'],
    ['trailing bytes', [...zip, 0], 'artifact-broken'],
    ...[0.1, 0.3, 0.5, 0.7, 0.9].map(
      (part) => [`a changed byte at ${part}`, [...flipped(Math.floor(zip.length * part))], /^artifact-/] as const,
    ),
    ['a newer version', forged({}, { version: 99 }), 'file-newer'],
    ['another format', forged({}, { format: 'other' }), 'file-other-kind'],
    [
      'no manifest',
      [...writeZip(new Map([...read.value].filter(([name]) => name !== 'manifest.json')))],
      'artifact-missing',
    ],
    ['a file missing', forged({ 'golden.json': undefined }), 'artifact-missing'],
    ['an extra file', forged({ 'run.js': text('alert(1)') }), 'artifact-extra'],
    ['a path outside the archive', forged({ '../../evil': text('x') }), 'artifact-path'],
    ['an absolute path', forged({ '/etc/passwd': text('x') }), 'artifact-path'],
    ['weights too short', withWeights(weights.slice(0, -4)), 'artifact-weights-length'],
    ['weights too long', withWeights(new Uint8Array([...weights, 0, 0, 0, 0])), 'artifact-weights-length'],
    ['weights not finite', withWeights(notFinite), 'artifact-weights-not-finite'],
    ['weights permuted', forged({ 'model.json': text(permuted) }), 'artifact-weights'],
    ['a layer that runs code', forged({ 'model.json': text(otherClass) }), 'artifact-model'],
    ['weights from a URL', forged({ 'model.json': text(fetches) }), /^(artifact-|file-)/],
    [
      'an unknown layer in the project',
      forged({ 'project.json': text(JSON.stringify(project).replaceAll('"dense"', '"lambda"')) }),
      'file-unknown',
    ],
    [
      '__proto__',
      forged({
        'pipeline.json': text(`{"__proto__": {"polluted": 1}, ${JSON.stringify(json('pipeline.json')).slice(1)}`),
      }),
      'file-unsafe-key',
    ],
    [
      'golden samples that the model does not predict',
      forged({
        'golden.json': text({
          ...golden,
          outputs: [{ ...golden.outputs[0], data: golden.outputs[0].data.map(() => 1e9) }],
        }),
      }),
      'artifact-replay',
    ],
    [
      'other weights, in both files',
      withWeights(new Uint8Array(negated.buffer), { 'weights.npz': writeNpz({ specs, data: negated }) }),
      'artifact-replay',
    ],
    [
      'another class list',
      forged({ 'pipeline.json': text(JSON.stringify(json('pipeline.json')).replace('"upper"', '"upper","middle"')) }),
      /^artifact-/,
    ],
  ])
  // The original file is still accepted.
  expect(await netloom.run('model.import', { bytes: zip })).toEqual({ name: 'm', version: 2 })
})

test('a model file of another program is named when it is chosen as data, too', async () => {
  netloom = await open()
  const zipOf = (...names: string[]) => writeZip(new Map(names.map((name) => [name, new Uint8Array([1])])))
  for (const [path, bytes, says] of [
    ['net.keras', zipOf('config.json', 'metadata.json', 'model.weights.h5'), 'a Keras model'],
    ['net.h5', Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a), 'an HDF5 file'],
    ['net.pt', zipOf('net/data.pkl', 'net/data/0'), 'a PyTorch model'],
  ] as const) {
    const { code, message } = await netloom.refusal('data.choose', { files: [{ path, bytes }] })
    expect([code, message]).toEqual(['artifact-foreign', expect.stringContaining(says)])
  }
})
