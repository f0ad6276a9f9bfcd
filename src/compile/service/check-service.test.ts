/** What is wrong with a service: each rule on a drawing that breaks it alone, its sentence with its numbers, and what its fixes come to. */
import { describe, expect, test } from 'vitest'
import { formatMessage } from '../../messages/message'
import { randomValue } from '../../catalog/params'
import { stages } from '../../catalog/stages'
import { rng } from '../../base/rng'
import { exampleService, routerService, shadowService } from '../../gallery/services'
import { draw } from '../../gallery/template'
import { applyAll } from '../../graph/apply'
import type { Drawing } from '../../graph/drawing'
import { checkService } from './check-service'
import type { Known } from './known'
import { toService } from './to-service'

type Nodes = Parameters<typeof draw>[0]
const ends: Nodes = { source: [0, 0, 'source', 'Source'], log: [9, 0, 'log', 'Log'] }
const m = (label: string, params = {}): Nodes[string] => [2, 0, 'model', label, { model: 'digits', ...params }]
const challenger = { alias: 'challenger' }
const example = exampleService('digits').drawing

const known: Known = {
  models: [1, 2].map((version) => ({ name: 'digits', version })),
  aliases: { digits: { champion: 1 } },
}

function set(drawing: Drawing, node: string, params: object): Drawing {
  return {
    ...drawing,
    nodes: drawing.nodes.map((one) => (one.id === node ? { ...one, params: { ...one.params, ...params } } : one)),
  }
}

const without = (drawing: Drawing, gone: string): Drawing => ({
  nodes: drawing.nodes.filter(({ id }) => id !== gone),
  wires: drawing.wires.filter(({ from, to }) => from !== gone && to !== gone),
})

/** Code, node and severity of all that is told. */
const told = (drawing: Drawing, registry?: Known) =>
  checkService(drawing, registry).diagnostics.map(({ problem, node, severity }) =>
    [problem.code, node, ...(severity === 'advice' ? ['advice'] : [])].filter(Boolean).join(' '),
  )
const sentence = (drawing: Drawing, registry?: Known) => {
  const [first] = checkService(drawing, registry).diagnostics
  return first ? formatMessage(first.problem) : ''
}

/** What is told after a fix of the first problem. */
function fixed(drawing: Drawing, fix: string, registry?: Known): readonly string[] {
  const [first] = checkService(drawing, registry).diagnostics
  const found = first?.fixes.find(({ id }) => id === fix)
  if (!found) throw new Error(`no fix ${fix} among ${first?.fixes.map(({ id }) => id).join()}`)
  return told(applyAll(drawing, found.edits), registry)
}

describe('the ends of a service', () => {
  test('nothing drawn lacks both', () => expect(told({ nodes: [], wires: [] })).toEqual(['no-input', 'no-output']))

  test('two sources and two logs', () => {
    const drawing = draw(
      { ...ends, other: [0, 1, 'source', 'Other'], end: [9, 1, 'log', 'End'], a: m('A'), b: m('B', challenger) },
      ['source > a', 'a > log', 'other > b', 'b > end'],
    )
    expect(told(drawing)).toEqual(['service-sources other', 'service-logs end'])
    expect(sentence(drawing)).toBe('A service has one source; this diagram has 2.')
    const logs = {
      ...drawing,
      nodes: drawing.nodes.filter(({ id }) => id !== 'other'),
      wires: drawing.wires.map((wire) => ({ ...wire, from: wire.from === 'other' ? 'source' : wire.from })),
    }
    expect(told(logs)).toEqual(['service-logs end'])
    expect(fixed(logs, 'one-log')).toEqual([])
  })

  test('no model', () => {
    const drawing = draw(ends, ['source > log'])
    expect(told(drawing)).toEqual(['model-none log'])
    expect(fixed(drawing, 'add-model')).toEqual([])
    expect(fixed(drawing, 'add-model', known)).toEqual(['model-unnamed model-1'])
  })

  test('a stage that nothing leads to, and one that leads nowhere', () => {
    const loose = { ...example, wires: example.wires.filter(({ to }) => to !== 'validate') }
    expect(told(loose)).toEqual(['missing-input validate'])
    const stray = draw({ ...ends, a: m('A'), c: [1, 1, 'cache', 'Cache'] }, ['source > a', 'a > log', 'source > c'])
    expect(told(stray)).toEqual(['unused c advice'])
  })

  test('a stage taken out of a chain: what fed it is offered to what it fed', () => {
    for (const { drawing } of [exampleService('digits'), shadowService('digits'), routerService('small', 'large')])
      for (const { id, kind } of drawing.nodes) {
        const fed = drawing.wires.filter(({ from }) => from === id)
        // Without its router a second model is never asked, so that no wire mends it.
        if (fed.length !== 1 || ['source', 'model', 'router'].includes(kind)) continue
        const gap = without(drawing, id)
        expect(told(gap), id).toEqual([`missing-input ${fed[0]?.to}`])
        expect(fixed(gap, 'wire-nearest'), id).toEqual([])
      }
    const [problem] = checkService(without(example, 'calibrate')).diagnostics
    expect(problem?.fixes.map(({ title }) => title)).toEqual(['Connect Champion and Challenger to it'])
  })

  test('what answers copies is loose by itself, and is offered to nobody', () => {
    const drawing = shadowService('digits').drawing
    const unfed = { ...drawing, wires: drawing.wires.filter(({ to }) => to !== 'log') }
    const [problem] = checkService(unfed).diagnostics
    const labels = unfed.nodes.filter(({ id }) => id === 'rehearsed').map(({ label }) => label)
    expect(problem?.problem.code).toBe('missing-input')
    for (const label of labels) expect(problem?.fixes.map(({ title }) => title).join()).not.toContain(label)
    expect(fixed(unfed, 'wire-nearest')).toEqual([])
  })

  test('a loop', () => {
    const wires = [...example.wires, { id: 'back', from: 'fallback', to: 'validate', port: 1 }]
    expect(told({ ...example, wires })).toContain('cycle validate')
    expect(fixed({ ...example, wires }, 'remove-wire')).toEqual([])
  })
})

describe('a split', () => {
  test('whose shares do not add to 100, with the sum and shares that keep their proportion', () => {
    const drawing = set(example, 'split', { champion: 95, challenger: 15 })
    expect(told(drawing)).toEqual(['split-sum split'])
    expect(sentence(drawing)).toBe('The shares of Split, 95% and 15%, add up to 110%. They must add up to 100%.')
    const [fix] = checkService(drawing).diagnostics[0]?.fixes ?? []
    expect(fix?.title).toBe('Change to 86.4% and 13.6%')
    expect(fixed(drawing, 'scale-shares')).toEqual([])
    expect(fixed(set(example, 'split', { champion: 0, challenger: 0 }), 'scale-shares')).toEqual([])
  })

  test('of which one was set alone: the rest is offered for the other', () => {
    const drawing = set(example, 'split', { champion: 95 })
    const [found] = checkService(drawing).diagnostics
    expect(found?.fixes.map(({ title }) => title)).toEqual(['Change to 95% and 5%', 'Change to 100% and 0%'])
    expect(fixed(drawing, 'keep-champion')).toEqual([])
    expect(fixed(set(example, 'split', { challenger: 30 }), 'keep-challenger')).toEqual([])
  })

  test('without a version that is the challenger: first what ends sound', () => {
    const alone = set(example, 'split', { champion: 80 })
    const titles = checkService(alone, known).diagnostics[0]?.fixes.map(({ title }) => title)
    expect(titles).toEqual(['Change to 100% and 0%', 'Change to 80% and 20%'])
    expect(fixed(alone, 'all-champion', known)).toEqual(['alias-unset challenger advice'])
    const flagged = { ...known, aliases: { digits: { champion: 1, challenger: 2 } } }
    expect(checkService(alone, flagged).diagnostics[0]?.fixes[0]?.title).toBe('Change to 80% and 20%')
    // A share that stands with nobody to answer it is given back by a press.
    const given = set(example, 'split', { champion: 80, challenger: 20 })
    expect(told(given, known)).toEqual(['alias-unset challenger'])
    expect(fixed(given, 'all-champion', known)).toEqual(['alias-unset challenger advice'])
  })

  test('of tenths that add to 100 but for rounding is sound', () =>
    expect(told(set(example, 'split', { champion: 99.9, challenger: 0.1 }))).toEqual([]))

  test('with a share and no model behind it', () => {
    const without = set(example, 'split', { champion: 95, challenger: 5 })
    const drawing = {
      nodes: without.nodes.filter(({ id }) => id !== 'challenger'),
      wires: without.wires.filter(({ from, to }) => from !== 'challenger' && to !== 'challenger'),
    }
    expect(told(drawing)).toEqual(['split-no-model split'])
    expect(sentence(drawing)).toContain('sends 5% of the requests to the challenger')
    expect(fixed(drawing, 'add-model')).toEqual([])
    expect(fixed(drawing, 'scale-shares')).toEqual([])
    expect(told(set(drawing, 'split', { champion: 100, challenger: 0 }))).toEqual([])
  })

  test('that leads to what is no model', () => {
    const wires = [...example.wires, { id: 'astray', from: 'split', to: 'log', port: 1 }]
    expect(told({ ...example, wires })).toEqual(['split-astray split'])
    expect(fixed({ ...example, wires }, 'remove-wire')).toEqual([])
  })

  test('that leads to a shadow, or to two of one alias', () => {
    // A shadow right behind a split has nobody to copy for it.
    expect(told(set(example, 'challenger', { alias: 'shadow' }))).toEqual(
      expect.arrayContaining(['shadow-unfed challenger', 'split-alias challenger']),
    )
    const twice = set(example, 'challenger', { alias: 'champion', model: 'other' })
    expect(told(twice)).toEqual(['split-twice challenger'])
    expect(fixed(twice, 'set-alias')).toEqual([])
  })
})

describe('who follows', () => {
  const shadowed = shadowService('digits').drawing
  const cascade = routerService('small', 'large').drawing

  test('a shadow stage without a shadow', () => {
    const drawing = without(shadowed, 'rehearsed')
    expect(told(drawing)).toEqual(['shadow-alone shadow'])
    expect(fixed(drawing, 'add-model')).toEqual([])
    expect(fixed(drawing, 'take-out')).toEqual([])
  })

  test('a shadow that no stage makes copies for', () => {
    const drawing = draw({ ...ends, a: m('A'), b: m('B', { alias: 'shadow' }) }, [
      'source > a',
      'source > b',
      'a > log',
    ])
    expect(told(drawing)).toEqual(['shadow-unfed b'])
    expect(fixed(drawing, 'insert-shadow')).toEqual([])
  })

  test('a shadow’s answers may lead to the log, and to nothing that would change them', () => {
    const wire = (to: string) => [...shadowed.wires, { id: 'w', from: 'rehearsed', to, port: 1 }]
    expect(told({ ...shadowed, wires: wire('log') })).toEqual([])
    const calibrated = draw(
      {
        ...ends,
        s: [1, 0, 'shadow', 'Shadow'],
        a: m('A'),
        b: m('B', { alias: 'shadow' }),
        c: [3, 1, 'calibrate', 'C'],
      },
      ['source > s', 's > a', 's > b', 'a > log', 'b > c', 'c > log'],
    )
    expect(told(calibrated)).toEqual(['stage-of-shadow c'])
  })

  test('a router with no model behind it', () => {
    const drawing = draw({ ...ends, a: m('A'), r: [3, 0, 'router', 'Router'] }, ['source > a', 'a > r', 'r > log'])
    expect(told(drawing)).toEqual(['router-alone r'])
    expect(sentence(drawing)).toContain('below 80%')
    expect(fixed(drawing, 'take-out')).toEqual([])
    expect(fixed(drawing, 'add-model')).toEqual([])
  })

  test('a second model that is never asked', () => {
    const drawing = {
      ...without(cascade, 'router'),
      wires: [...without(cascade, 'router').wires, { id: 'w', from: 'small', to: 'large', port: 0 }],
    }
    expect(told(drawing)).toEqual(['model-unasked large'])
    expect(fixed(drawing, 'insert-router')).toEqual([])
  })

  test('an ensemble of one: a single wire, and models that a split chooses from', () => {
    const one = draw({ ...ends, a: m('A'), e: [3, 0, 'ensemble', 'E'] }, ['source > a', 'a > e', 'e > log'])
    expect(told(one)).toEqual(['missing-input e'])
    const chosen = draw(
      { ...ends, s: [1, 0, 'split', 'Split'], a: m('A'), b: m('B', challenger), e: [3, 0, 'ensemble', 'E'] },
      ['source > s', 's > a', 's > b', 'a > e', 'b > e', 'e > log'],
    )
    expect(told(chosen)).toEqual(['ensemble-of-one e'])
    const both = draw({ ...ends, a: m('A'), b: m('B', challenger), e: [3, 0, 'ensemble', 'E'] }, [
      ...['source > a', 'source > b', 'a > e', 'b > e', 'e > log'],
    ])
    expect(told(both)).toEqual([])
  })

  test.each(['calibrate', 'abstain', 'router', 'fallback'])('%s before any model', (kind) => {
    const drawing = draw({ ...ends, x: [1, 0, kind, 'X'], a: m('A') }, ['source > x', 'x > a', 'a > log'])
    expect(told(drawing)).toContain('stage-too-early x')
    expect(fixed(drawing, 'take-out')).toEqual([])
  })

  test.each(['validate', 'features', 'cache', 'rateLimit', 'split', 'shadow'])('%s behind the model', (kind) => {
    const drawing = draw({ ...ends, x: [3, 0, kind, 'X'], a: m('A') }, ['source > a', 'a > x', 'x > log'])
    expect(told(drawing)).toContain('stage-too-late x')
    expect(fixed(drawing, 'take-out')).toEqual([])
  })
})

describe('the models of this device', () => {
  test('one that is not there, or none named, with those that are', () => {
    const gone = draw({ ...ends, a: m('A', { model: 'digit' }) }, ['source > a', 'a > log'])
    expect(told(gone, known)).toEqual(['model-unknown a'])
    expect(sentence(gone, known)).toBe(
      'A uses "digit", which is not in the registry. Models in the registry: "digits".',
    )
    expect(fixed(gone, 'name-digits', known)).toEqual([])
    expect(sentence(gone, { models: [], aliases: {} })).toContain('The registry is empty')
    expect(told(set(gone, 'a', { model: '' }), known)).toEqual(['model-unnamed a'])
    // Nobody asked the registry yet.
    expect(told(gone)).toEqual([])
    expect(told(set(gone, 'a', { model: 'constructor' }), known)).toEqual(['model-unknown a'])
  })

  test('an alias that is not set stops who needs it, and is advice to who waits', () => {
    expect(told(example, known)).toEqual(['alias-unset challenger advice'])
    expect(told(set(example, 'split', { champion: 95, challenger: 5 }), known)).toEqual(['alias-unset challenger'])
    expect(told(shadowService('digits').drawing, known)).toEqual(['alias-unset rehearsed advice'])
    const none = { ...known, aliases: {} }
    expect(told(example, none)).toEqual(['alias-unset champion', 'alias-unset challenger advice'])
    expect(sentence(example, none)).toContain('set the alias to one of its 2 versions')
    // A version that is gone is no version.
    expect(told(example, { ...known, aliases: { digits: { champion: 7, challenger: 2 } } })).toEqual([
      'alias-unset champion',
    ])
  })

  test('two stages of one model and alias', () => {
    const drawing = draw({ ...ends, a: m('A'), b: m('B'), e: [3, 0, 'ensemble', 'E'] }, [
      ...['source > a', 'source > b', 'a > e', 'b > e', 'e > log'],
    ])
    expect(told(drawing)).toEqual(['model-twice b'])
    expect(sentence(drawing)).toContain('A and B both use the champion of "digits"')
  })
})

test('what a stage is set to out of range is told once, with its range', () => {
  expect(told(set(example, 'abstain', { below: 2 }))).toEqual(['param-range abstain'])
  expect(told(set(example, 'split', { champion: Number.NaN }))).toEqual(['param-type split'])
})

test('every stage lowers from whatever its form allows, to its class and plain JSON', () => {
  const random = rng(7, { kind: 'generate' })
  const classes = new Set<string>()
  for (const kind of stages.kinds) {
    const def = stages.find(kind)
    if (!def) throw new Error(kind)
    for (let turn = 0; turn < 50; turn++) {
      const params = Object.fromEntries(
        Object.entries(def.params).map(([name, spec]) => [name, randomValue(spec, random)]),
      )
      const lowered = def.lower(params)
      classes.add(lowered.class_name)
      expect(JSON.parse(JSON.stringify(lowered.config)), kind).toEqual(params)
      expect(def.glance(params).length, kind).toBeGreaterThan(3)
    }
  }
  expect(classes.size).toBe(stages.kinds.length)
})

test('each stage says by place whom it follows, in the order of its wires', () => {
  const checked = checkService(example).checked
  if (!checked) throw new Error('unsound')
  const spec = toService(checked, 'digits')
  expect(spec.stages.find(({ id }) => id === 'calibrate')?.from.map((place) => spec.stages[place]?.id)).toEqual([
    'champion',
    'challenger',
  ])
})
