import { describe, expect, test } from 'vitest'
import { layerKinds, layers } from '../catalog/layers'
import { defaultsOf } from '../catalog/params'
import { stages } from '../catalog/service-stages'
import type { ProjectContent, Service } from '../compile/project'
import { templates } from '../gallery/index'
import { exampleService, routerService, shadowService } from '../gallery/services'
import { formatMessage } from '../messages/message'
import { CANARY_STEPS } from '../ops/canary-plan'
import { BURN_RULES } from '../ops/slo-burn'
import { readProject, writeProject } from './project-file'

const sample = (): ProjectContent => ({
  name: 'Moons',
  networks: [
    {
      name: 'main',
      drawing: {
        nodes: [
          { id: 'a', kind: 'input', label: 'Point', params: {}, position: { x: 0, y: 0.5 } },
          { id: 'b', kind: 'dense', label: 'Größe <b>', params: { units: 4 }, position: { x: 220, y: 0 } },
          { id: 'c', kind: 'output', label: 'Class', params: {}, position: { x: 440, y: 0 } },
        ],
        wires: [
          { id: 'w1', from: 'a', to: 'b', port: 0 },
          { id: 'w2', from: 'b', to: 'c', port: 0 },
        ],
      },
    },
  ],
  data: { dataset: 'moons', seed: 7 },
  plan: {
    loss: { kind: 'binaryCrossentropy', labelSmoothing: 0.1 },
    optimizer: { kind: 'adam', beta1: 0.9 },
    learningRate: 0.01,
    batchSize: 32,
    epochs: 5,
    split: { kind: 'random', train: 0.8, validation: 0.1, test: 0.1 },
    seed: 7,
    earlyStopping: { metric: 'validationLoss', patience: 3, restoreBest: true },
  },
})

// biome-ignore lint/suspicious/noExplicitAny: hostile files take every shape
type Loose = any

/** A project file whose JSON was changed. */
function changed(change: (file: Loose) => void): Uint8Array {
  const file = JSON.parse(new TextDecoder().decode(writeProject(sample())))
  change(file)
  return bytes(JSON.stringify(file))
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** The drawing of the first network in a parsed file. */
function drawing(file: Loose): Loose {
  return file.networks[0].drawing
}

test('a project round-trips', () => {
  expect(readProject(writeProject(sample()))).toEqual({ ok: true, value: sample() })
})

test('a complete plan round-trips, and a file from before these fields existed is read unchanged', () => {
  const content = sample()
  const full: ProjectContent = {
    ...content,
    plan: {
      ...content.plan,
      schedule: { kind: 'cosine', period: 5, warmup: 100 },
      clip: { by: 'globalNorm', limit: 1 },
      accumulate: 4,
      movingAverage: 0.999,
      classWeights: { 'Größe <b>': 2.5 },
      stopWhen: { metric: { name: 'validationAccuracy', value: 0.98 }, steps: 5000, seconds: 60 },
      keepEvery: 10,
    },
  }
  expect(readProject(writeProject(full))).toEqual({ ok: true, value: full })
  const balanced = { ...full, plan: { ...full.plan, classWeights: 'balanced' as const, stopWhen: {} } }
  expect(readProject(writeProject(balanced))).toEqual({ ok: true, value: balanced })
  // The file as version 1.0 wrote it.
  const old =
    '{"format":"netloom-project","networks":[{"drawing":{"nodes":[{"id":"a","kind":"dense","label":"D","params":{"units":4},"position":{"x":0,"y":0}}],"wires":[]},"name":"main"}],"data":{"dataset":"moons"},"name":"Old","plan":{"batchSize":32,"epochs":5,"learningRate":0.01,"loss":{"kind":"binaryCrossentropy"},"optimizer":{"kind":"adam"},"seed":7,"split":{"kind":"random","test":0.1,"train":0.8,"validation":0.1}},"version":1}'
  expect(readProject(bytes(old))).toMatchObject({ ok: true, value: { name: 'Old', plan: { learningRate: 0.01 } } })
})

test('equal projects give equal files, whatever the order of their keys', () => {
  const { plan, data, networks, name } = sample()
  const backwards = { plan: Object.fromEntries(Object.entries(plan).reverse()), data, networks, name } as never
  expect(writeProject(backwards)).toEqual(writeProject(sample()))
})

test('every template is readable as a file', () => {
  for (const { id, content } of templates) {
    expect(readProject(writeProject(content)), id).toEqual({ ok: true, value: content })
  }
})

test('accepts what the checks report: a cycle, a loop, numbers out of range, an invalid plan', () => {
  const content = readProject(
    changed((file) => {
      drawing(file).wires.push({ id: 'w3', from: 'b', to: 'b', port: 0 }, { id: 'w4', from: 'b', to: 'a', port: 3 })
      drawing(file).nodes[1].params = { units: -5, wrong: 'x' }
      Object.assign(file.plan, { batchSize: 0, learningRate: null, epochs: -1 })
    }),
  )
  expect(content.ok && content.value.plan).toMatchObject({ batchSize: 0, learningRate: Number.NaN, epochs: -1 })
})

test('a plan with NaN round-trips', () => {
  const odd = { ...sample(), plan: { ...sample().plan, learningRate: Number.NaN } }
  expect(readProject(writeProject(odd))).toEqual({ ok: true, value: odd })
})

test('markup in a label is text and round-trips', () => {
  const label = '<img src=x onerror=alert(1)> "); import os; {{}}'
  const read = readProject(changed((file) => Object.assign(drawing(file).nodes[0], { label })))
  expect(read.ok && read.value.networks[0]?.drawing.nodes[0]?.label).toBe(label)
})

test('unknown keys are dropped', () => {
  const read = readProject(changed((file) => Object.assign(file, { extra: 1, constructor: 'x' })))
  expect(read).toEqual({ ok: true, value: sample() })
})

const whole = new TextDecoder().decode(writeProject(sample()))
const hostile: readonly (readonly [string, Uint8Array, string])[] = [
  ['nothing', new Uint8Array(), 'file-cut-off'],
  ['a truncated file', bytes(whole.slice(0, whole.length / 2)), 'file-cut-off'],
  ['bytes that are not text', Uint8Array.of(0xff, 0xfe, 0x00, 0xd8), 'file-not-text'],
  ['text that is not JSON', bytes('hello {}'), 'file-not-text'],
  ['text after the end', bytes(`${whole}{}`), 'file-not-text'],
  ['another kind of JSON', bytes('{"type":"excalidraw","version":2}'), 'file-other-kind'],
  ['a list', bytes('[1,2]'), 'file-other-kind'],
  ['null', bytes('null'), 'file-other-kind'],
  [
    'another file format of Netloom',
    changed((f) => Object.assign(f, { format: 'netloom-artifact' })),
    'file-other-kind',
  ],
  ['a newer version', changed((f) => Object.assign(f, { version: 99 })), 'file-newer'],
  ['version 0', changed((f) => Object.assign(f, { version: 0 })), 'file-shape'],
  ['version "1"', changed((f) => Object.assign(f, { version: '1' })), 'file-shape'],
  ['more than 5 MB', new Uint8Array(5_000_001).fill(0x20), 'file-too-large'],
  ['endless nesting', bytes('['.repeat(100_000)), 'file-too-deep'],
  [
    'deep nesting in a parameter',
    changed((f) => Object.assign(f, { x: JSON.parse('['.repeat(60) + ']'.repeat(60)) })),
    'file-too-deep',
  ],
  ['a __proto__ key', bytes(whole.replace('"units": 4', '"__proto__": {"polluted": true}')), 'file-unsafe-key'],
  ['no networks', changed((f) => Object.assign(f, { networks: [] })), 'file-empty'],
  ['no plan', changed((f) => Object.assign(f, { plan: undefined })), 'file-shape'],
  ['networks that are not a list', changed((f) => Object.assign(f, { networks: { length: 3 } })), 'file-shape'],
  ['an unknown layer', changed((f) => Object.assign(drawing(f).nodes[1], { kind: 'lambda' })), 'file-unknown'],
  [
    'a layer called constructor',
    changed((f) => Object.assign(drawing(f).nodes[1], { kind: 'constructor' })),
    'file-unknown',
  ],
  ['an unknown loss', changed((f) => Object.assign(f.plan, { loss: { kind: 'toString' } })), 'file-unknown'],
  [
    'an unknown loss of one output',
    changed((f) => Object.assign(f.plan, { loss: { Class: { kind: 'x' } } })),
    'file-unknown',
  ],
  ['an unknown optimizer', changed((f) => Object.assign(f.plan, { optimizer: { kind: 'lbfgs' } })), 'file-unknown'],
  ['an unknown dataset', changed((f) => Object.assign(f.data, { dataset: '../secret' })), 'file-unknown'],
  [
    'a position of NaN',
    changed((f) => Object.assign(drawing(f).nodes[1].position, { x: Number.NaN })),
    'file-position',
  ],
  ['an infinite position', bytes(whole.replace('"y": 0.5', '"y": 1e999')), 'file-position'],
  ['a position far off the canvas', bytes(whole.replace('"y": 0.5', '"y": -1e300')), 'file-position'],
  ['no position', changed((f) => Object.assign(drawing(f).nodes[1], { position: undefined })), 'file-shape'],
  ['two nodes with the same id', changed((f) => Object.assign(drawing(f).nodes[1], { id: 'a' })), 'file-duplicate'],
  ['two wires with the same id', changed((f) => Object.assign(drawing(f).wires[1], { id: 'w1' })), 'file-duplicate'],
  [
    'an id like a prototype property',
    changed((f) => Object.assign(drawing(f).nodes[2], { id: 'constructor' })),
    'file-id',
  ],
  ['an id of markup', changed((f) => Object.assign(drawing(f).nodes[2], { id: '<b>' })), 'file-id'],
  ['a wire from nowhere', changed((f) => Object.assign(drawing(f).wires[0], { from: 'z' })), 'file-dangling'],
  ['a wire to nowhere', changed((f) => Object.assign(drawing(f).wires[0], { to: 'z' })), 'file-dangling'],
  ['a port below 0', changed((f) => Object.assign(drawing(f).wires[0], { port: -1 })), 'file-shape'],
  ['a fractional port', changed((f) => Object.assign(drawing(f).wires[0], { port: 0.5 })), 'file-shape'],
  [
    'a label of 201 characters',
    changed((f) => Object.assign(drawing(f).nodes[1], { label: 'x'.repeat(201) })),
    'file-label-long',
  ],
  ['a label that is not text', changed((f) => Object.assign(drawing(f).nodes[1], { label: 5 })), 'file-shape'],
  [
    'a parameter that is an object',
    changed((f) => Object.assign(drawing(f).nodes[1].params, { units: {} })),
    'file-shape',
  ],
  [
    'a parameter that is null',
    changed((f) => Object.assign(drawing(f).nodes[1].params, { units: null })),
    'file-shape',
  ],
  ['a fractional sample count', changed((f) => Object.assign(f.data, { samples: 0.5 })), 'file-shape'],
  ['a split that is text', changed((f) => Object.assign(f.plan.split, { train: 'most' })), 'file-shape'],
  ['2,001 nodes', changed((f) => many(f, 2001)), 'file-too-many'],
  ['100,000 nodes', changed((f) => Object.assign(drawing(f), { nodes: Array(100_000).fill(0) })), 'file-too-many'],
  ['100,000 wires', changed((f) => Object.assign(drawing(f), { wires: Array(100_000).fill(0) })), 'file-too-many'],
]

function many(file: Loose, nodes: number): void {
  const [first] = drawing(file).nodes
  drawing(file).nodes = Array.from({ length: nodes }, (_, i) => ({ ...first, id: `n${i}` }))
  drawing(file).wires = []
}

describe('a hostile file is refused with one message', () => {
  test.each(hostile)('%s', (_, file, code) => {
    const read = readProject(file)
    expect(read.ok ? 'accepted' : read.error.code).toBe(code)
    if (read.ok) return
    const sentence = formatMessage(read.error)
    expect(sentence).toMatch(/^.{15,300}[.]$/u)
    expect(sentence).not.toMatch(/undefined|\[object|NaN/)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  test('2,000 nodes are accepted', () => {
    expect(readProject(changed((file) => many(file, 2000))).ok).toBe(true)
  })

  test('a file with any one byte changed gives a project or a message, never an exception', () => {
    const original = writeProject(sample())
    for (let i = 0; i < original.length; i += 3) {
      const file = original.slice()
      file[i] = (file[i] as number) ^ (1 << (i % 8))
      const read = readProject(file)
      if (!read.ok) expect(formatMessage(read.error).length).toBeGreaterThan(10)
    }
  })
})

describe('services', () => {
  const scenario = {
    ...{ seed: 7, durationMs: 86_400_000 },
    events: [
      { id: 'n1', kind: 'rate', startMs: 0, lengthMs: 86_400_000, perMinute: 30 },
      { id: 'n2', kind: 'drift', startMs: 3_600_000, lengthMs: 60_000, operator: 'blur', strength: 0.5 },
    ],
  }
  const slos: Service['slos'] = [{ id: 's', kind: 'latency', targetPercent: 99.9, withinMs: 150, overDays: 30 }]
  const rules = BURN_RULES.slice(1)
  // A share that the user set belongs to no step of the plan.
  const canary: Service['canary'] = {
    plan: {
      ...{ stage: 'split', champion: 'a', challenger: 'b', model: 'Moons', from: 1, to: 2, automatic: false },
      ...{ steps: CANARY_STEPS, limits: { alpha: 0.05, margin: 0.05, lateMs: 12, within: 0 } },
    },
    ...{ step: -1, percent: 33, since: 0.5 },
  }
  const withServices = (): ProjectContent => ({
    ...sample(),
    services: [
      { ...exampleService('Moons'), scenario, slos, rules, canary, postmortem: '# What\n\n- happened' },
      routerService('Moons'),
      shadowService('Moons'),
    ],
  })
  const broken = (change: (file: Loose) => void) => {
    const file = JSON.parse(new TextDecoder().decode(writeProject(withServices())))
    change(file)
    return readProject(bytes(JSON.stringify(file)))
  }

  test('round-trip with their scenario, objectives, and postmortem', () => {
    expect(readProject(writeProject(withServices()))).toEqual({ ok: true, value: withServices() })
  })

  test('of version 3 are read, whose fields had other names', () => {
    const old = broken((file) => {
      const { scenario, ...others } = file.services[0]
      const { events, ...length } = scenario
      file.services[0] = { ...others, score: { ...length, notes: events } }
      file.version = 3
    })
    expect(old).toEqual({ ok: true, value: withServices() })
  })

  test('every stage round-trips with all parameters', () => {
    for (const kind of stages.kinds) {
      const params = defaultsOf(stages.find(kind)?.params ?? {})
      const drawing = { nodes: [{ id: 'a', kind, label: 'A', params, position: { x: 0, y: 0 } }], wires: [] }
      const content: ProjectContent = { ...sample(), services: [{ name: 'One', drawing }] }
      expect(readProject(writeProject(content)), kind).toEqual({ ok: true, value: content })
    }
  })

  test('a project without services can be read by older releases', () => {
    const version = (content: ProjectContent) => JSON.parse(new TextDecoder().decode(writeProject(content))).version
    expect([version(sample()), version(withServices())]).toEqual([2, 4])
  })

  test('accepts what the service check reports: a loop, shares that do not add up to 100, an unknown model', () => {
    const read = broken((file) => {
      const { nodes, wires } = file.services[0].drawing
      wires.push({ id: 'back', from: 'log', to: 'validate', port: 3 })
      Object.assign(nodes.find((one: Loose) => one.id === 'split').params, { champion: 95, challenger: 95 })
      Object.assign(nodes.find((one: Loose) => one.id === 'champion').params, { model: 'gone' })
    })
    expect(read.ok).toBe(true)
  })

  test.each([
    ['a layer among stages', (s: Loose) => Object.assign(s.drawing.nodes[0], { kind: 'dense' }), 'file-unknown'],
    [
      'a stage like a prototype property',
      (s: Loose) => Object.assign(s.drawing.nodes[0], { kind: 'toString' }),
      'file-unknown',
    ],
    ['no name', (s: Loose) => Object.assign(s, { name: '' }), 'file-shape'],
    ['a duplicate name', (s: Loose, f: Loose) => Object.assign(s, { name: f.services[1].name }), 'file-duplicate'],
    ['no drawing', (s: Loose) => delete s.drawing, 'file-shape'],
    ['a wire to nowhere', (s: Loose) => Object.assign(s.drawing.wires[0], { to: 'z' }), 'file-dangling'],
    ['a position of NaN', (s: Loose) => Object.assign(s.drawing.nodes[0].position, { x: null }), 'file-position'],
    ['a scenario that is text', (s: Loose) => Object.assign(s, { scenario: 'loud' }), 'file-shape'],
    ['a scenario without an end', (s: Loose) => Object.assign(s.scenario, { durationMs: null }), 'file-shape'],
    ['an event whose id is markup', (s: Loose) => Object.assign(s.scenario.events[0], { id: '<b>' }), 'file-id'],
    ['two events with one id', (s: Loose) => Object.assign(s.scenario.events[1], { id: 'n1' }), 'file-duplicate'],
    [
      '2,001 events',
      (s: Loose) => Object.assign(s.scenario, { events: Array(2001).fill(s.scenario.events[0]) }),
      'file-shape',
    ],
    ['an objective that is a list', (s: Loose) => Object.assign(s, { slos: [[1]] }), 'file-shape'],
    ['an objective of 100%', (s: Loose) => Object.assign(s.slos[0], { targetPercent: 100 }), 'file-shape'],
    ['an objective with an extra field', (s: Loose) => Object.assign(s.slos[0], { because: 'so' }), 'file-shape'],
    [
      'two objectives with the same id',
      (s: Loose) => Object.assign(s, { slos: [s.slos[0], s.slos[0]] }),
      'file-duplicate',
    ],
    ['a burn-rate rule with factor 0', (s: Loose) => Object.assign(s.rules[0], { factor: 0 }), 'file-shape'],
    ['51 objectives', (s: Loose) => Object.assign(s, { slos: Array(51).fill({}) }), 'file-shape'],
    ['a postmortem that is a list', (s: Loose) => Object.assign(s, { postmortem: ['x'] }), 'file-shape'],
    ['a postmortem that is too long', (s: Loose) => Object.assign(s, { postmortem: 'x'.repeat(40_001) }), 'file-shape'],
    ['21 services', (s: Loose, f: Loose) => Object.assign(f, { services: Array(21).fill(s) }), 'file-too-many'],
    ['100,000 stages', (s: Loose) => Object.assign(s.drawing, { nodes: Array(100_000).fill(0) }), 'file-too-many'],
    [
      'services that are not a list',
      (_: Loose, f: Loose) => Object.assign(f, { services: { length: 1 } }),
      'file-shape',
    ],
  ])('refuses %s with one message', (_, change, code) => {
    const read = broken((file) => void change(file.services[0], file))
    expect(read.ok ? 'accepted' : read.error.code).toBe(code)
    if (!read.ok) expect(formatMessage(read.error)).toMatch(/^.{15,300}[.]$/u)
  })

  test('a file with any one byte changed gives a project or a message', () => {
    const original = writeProject(withServices())
    for (let i = 0; i < original.length; i += 7) {
      const file = original.slice()
      file[i] = (file[i] as number) ^ (1 << (i % 8))
      const read = readProject(file)
      if (!read.ok) expect(formatMessage(read.error).length).toBeGreaterThan(10)
    }
  })
})

describe('blocks and notes', () => {
  const position = { x: 0, y: 0 }
  const inner = (id: string, kind: string, params = {}) => ({ id, kind, label: id, params, position })
  const withBlock = (): ProjectContent => {
    const content = sample()
    const [network] = content.networks
    const { nodes = [], wires = [] } = network?.drawing ?? {}
    const block = {
      id: 'pair',
      name: 'Pair',
      params: { width: { type: 'int', label: 'Width', default: 4, min: 1, max: 64 } },
      inside: {
        nodes: [inner('in', 'block-in'), inner('d', 'dense', { units: '=width*2' }), inner('out', 'block-out')],
        wires: [
          { id: 'w1', from: 'in', to: 'd', port: 0 },
          { id: 'w2', from: 'd', to: 'out', port: 0 },
        ],
      },
    } as const
    const drawing = {
      nodes: [...nodes, inner('p', 'block', { block: 'pair', repeat: 2, width: 8 })],
      wires: [...wires, { id: 'w3', from: 'p', to: 'c', port: 1, out: 0 }],
      notes: [{ id: 'note-1', text: 'Why so wide?', position, node: 'p' }],
      blocks: { pair: block },
    }
    return { ...content, networks: [{ name: 'main', drawing }] }
  }
  const broken = (change: (file: Loose) => void) => {
    const file = JSON.parse(new TextDecoder().decode(writeProject(withBlock())))
    change(file.networks[0].drawing)
    return readProject(bytes(JSON.stringify(file)))
  }

  test('round-trip', () => {
    expect(readProject(writeProject(withBlock()))).toEqual({ ok: true, value: withBlock() })
  })

  test('a parameter of any layer can be exposed by a block', () => {
    const content = withBlock()
    const [network] = content.networks
    const pair = network?.drawing.blocks?.pair
    for (const kind of layerKinds) {
      for (const [name, spec] of Object.entries(layers.find(kind)?.params ?? {})) {
        const blocks = { pair: { ...pair, params: { [name]: spec } } }
        const networks = [{ name: 'main', drawing: { ...network?.drawing, blocks } }]
        const written = { ...content, networks } as ProjectContent
        expect(readProject(writeProject(written)), `${name} of ${kind}`).toEqual({ ok: true, value: written })
      }
    }
  })

  test('a file from before these existed is read', () => {
    const file = JSON.parse(new TextDecoder().decode(writeProject(sample())))
    expect(readProject(bytes(JSON.stringify({ ...file, version: 1 })))).toEqual({ ok: true, value: sample() })
  })

  test.each([
    [
      'a block under another key',
      (d: Loose) => {
        d.blocks.pair.id = 'other'
      },
      'file-id',
    ],
    [
      'a parameter like a prototype property',
      (d: Loose) => {
        d.blocks.pair.params.toString = d.blocks.pair.params.width
      },
      'file-id',
    ],
    [
      'a duplicate parameter',
      (d: Loose) => {
        d.blocks.pair.params.repeat = d.blocks.pair.params.width
      },
      'file-id',
    ],
    [
      'a parameter of an unknown kind',
      (d: Loose) => {
        d.blocks.pair.params.width.type = 'tensor'
      },
      'file-shape',
    ],
    [
      'an unknown layer inside',
      (d: Loose) => {
        d.blocks.pair.inside.nodes[1].kind = 'ghost'
      },
      'file-unknown',
    ],
    [
      'a port outside a block',
      (d: Loose) => void d.nodes.push({ ...d.nodes[0], id: 'x', kind: 'block-in' }),
      'file-unknown',
    ],
    [
      'a dangling wire inside',
      (d: Loose) => {
        d.blocks.pair.inside.wires[0].to = 'gone'
      },
      'file-dangling',
    ],
    [
      'a note on a missing node',
      (d: Loose) => {
        d.notes[0].node = 'gone'
      },
      'file-dangling',
    ],
    ['two notes with the same id', (d: Loose) => void d.notes.push(d.notes[0]), 'file-duplicate'],
  ])('%s is refused', (_what, change, code) => {
    expect(broken(change)).toMatchObject({ ok: false, error: { code } })
  })

  test('a missing block is left for the check to report', () => {
    expect(broken((d) => void delete d.blocks)).toMatchObject({ ok: true })
  })
})
