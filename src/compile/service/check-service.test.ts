/**
 * @file Tests of the service check: each rule on a drawing that breaks only that rule, with its message and its fixes.
 */
import { describe, expect, test } from 'vitest'
import { rng } from '../../base/rng'
import { randomValue } from '../../catalog/random-value.test-help'
import { formatMessage, message } from '../../messages/message'
import { stages } from '../../catalog/service-stages'
import { exampleService, routerService, shadowService } from '../../gallery/services'
import { draw } from '../../gallery/template'
import { applyAll } from '../../graph/apply-edit'
import type { Drawing } from '../../graph/drawing'
import { checkService } from './check-service'
import type { RegistrySnapshot } from './service-context'
import { toService } from './service-to-spec'

type Nodes = Parameters<typeof draw>[0]
const ends: Nodes = { source: [0, 0, 'source', 'Source'], log: [9, 0, 'log', 'Log'] }
const m = (label: string, params = {}): Nodes[string] => [2, 0, 'model', label, { model: 'digits', ...params }]
const challenger = { alias: 'challenger' }
const example = exampleService('digits').drawing

const known: RegistrySnapshot = {
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

/** Code, node, and severity of each reported problem. */
const problemsOf = (drawing: Drawing, registry?: RegistrySnapshot) =>
  checkService(drawing, registry).diagnostics.map(({ problem, node, severity }) =>
    [problem.code, node, ...(severity === 'advice' ? ['advice'] : [])].filter(Boolean).join(' '),
  )
const sentence = (drawing: Drawing, registry?: RegistrySnapshot) => {
  const [first] = checkService(drawing, registry).diagnostics
  return first ? formatMessage(first.problem) : ''
}

/** The problems that remain after applying this fix to the first problem. */
function fixed(drawing: Drawing, fix: string, registry?: RegistrySnapshot): readonly string[] {
  const [first] = checkService(drawing, registry).diagnostics
  const found = first?.fixes.find(({ id }) => id === fix)
  if (!found) throw new Error(`no fix ${fix} among ${first?.fixes.map(({ id }) => id).join()}`)
  return problemsOf(applyAll(drawing, found.edits), registry)
}

describe('the ends of a service', () => {
  test('an empty drawing lacks both', () =>
    expect(problemsOf({ nodes: [], wires: [] })).toEqual(['no-input', 'no-output']))

  test('two sources and two logs', () => {
    const drawing = draw(
      { ...ends, other: [0, 1, 'source', 'Other'], end: [9, 1, 'log', 'End'], a: m('A'), b: m('B', challenger) },
      ['source > a', 'a > log', 'other > b', 'b > end'],
    )
    expect(problemsOf(drawing)).toEqual(['service-sources other', 'service-logs end'])
    expect(sentence(drawing)).toBe('A service has one source, but this diagram has 2. Keep one of them.')
    const logs = {
      ...drawing,
      nodes: drawing.nodes.filter(({ id }) => id !== 'other'),
      wires: drawing.wires.map((wire) => ({ ...wire, from: wire.from === 'other' ? 'source' : wire.from })),
    }
    expect(problemsOf(logs)).toEqual(['service-logs end'])
    expect(fixed(logs, 'one-log')).toEqual(['answers-overlap log advice'])
  })

  test('no model', () => {
    const drawing = draw(ends, ['source > log'])
    expect(problemsOf(drawing)).toEqual(['model-none log'])
    expect(fixed(drawing, 'add-model')).toEqual([])
    expect(fixed(drawing, 'add-model', known)).toEqual(['model-unnamed model-1'])
  })

  test('a stage without an input, and one without an output', () => {
    const loose = { ...example, wires: example.wires.filter(({ to }) => to !== 'validate') }
    expect(problemsOf(loose)).toEqual(['missing-input validate'])
    const stray = draw({ ...ends, a: m('A'), c: [1, 1, 'cache', 'Cache'] }, ['source > a', 'a > log', 'source > c'])
    expect(problemsOf(stray)).toEqual(['unused c advice'])
  })

  test('a stage removed from a chain: its inputs are offered to its followers', () => {
    for (const { drawing } of [exampleService('digits'), shadowService('digits'), routerService('small', 'large')])
      for (const { id, kind } of drawing.nodes) {
        const fed = drawing.wires.filter(({ from }) => from === id)
        // Skip routers: when one is missing, its second model is never called, and adding a wire does not fix that.
        if (fed.length !== 1 || ['source', 'model', 'router'].includes(kind)) continue
        const gap = without(drawing, id)
        expect(problemsOf(gap), id).toEqual([`missing-input ${fed[0]?.to}`])
        expect(fixed(gap, 'wire-nearest'), id).toEqual([])
      }
    const [problem] = checkService(without(example, 'calibrate')).diagnostics
    expect(problem?.fixes.map(({ title }) => title)).toEqual(['Connect Champion and Challenger to it'])
  })

  test('a shadow’s branch may end unconnected, and is not offered as an input', () => {
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
    expect(problemsOf({ ...example, wires })).toContain('cycle validate')
    expect(fixed({ ...example, wires }, 'remove-wire')).toEqual([])
  })
})

describe('a split', () => {
  test('whose shares do not add up to 100 reports the sum and offers scaled shares', () => {
    const drawing = set(example, 'split', { champion: 95, challenger: 15 })
    expect(problemsOf(drawing)).toEqual(['split-sum split'])
    expect(sentence(drawing)).toBe('The shares of Split, 95% and 15%, add up to 110%. They must add up to 100%.')
    const [fix] = checkService(drawing).diagnostics[0]?.fixes ?? []
    expect(fix?.title).toBe('Change to 86.4% and 13.6%')
    expect(fixed(drawing, 'scale-shares')).toEqual([])
    expect(fixed(set(example, 'split', { champion: 0, challenger: 0 }), 'scale-shares')).toEqual([])
  })

  test('with only one share set offers the rest for the other', () => {
    const drawing = set(example, 'split', { champion: 95 })
    const [found] = checkService(drawing).diagnostics
    expect(found?.fixes.map(({ title }) => title)).toEqual(['Change to 95% and 5%', 'Change to 100% and 0%'])
    expect(fixed(drawing, 'keep-champion')).toEqual([])
    expect(fixed(set(example, 'split', { challenger: 30 }), 'keep-challenger')).toEqual([])
  })

  test('without a challenger version offers the valid fix first', () => {
    const alone = set(example, 'split', { champion: 80 })
    const titles = checkService(alone, known).diagnostics[0]?.fixes.map(({ title }) => title)
    expect(titles).toEqual(['Change to 100% and 0%', 'Change to 80% and 20%'])
    expect(fixed(alone, 'all-champion', known)).toEqual(['alias-unset challenger advice'])
    const flagged = { ...known, aliases: { digits: { champion: 1, challenger: 2 } } }
    expect(checkService(alone, flagged).diagnostics[0]?.fixes[0]?.title).toBe('Change to 80% and 20%')
    // A fix can set a traffic share to zero if no model version can serve it.
    const given = set(example, 'split', { champion: 80, challenger: 20 })
    expect(problemsOf(given, known)).toEqual(['alias-unset challenger'])
    expect(fixed(given, 'all-champion', known)).toEqual(['alias-unset challenger advice'])
  })

  test('a challenger is not told to take the only version, which is the champion', () => {
    const about = { stage: 'Challenger', model: 'digits', alias: 'challenger', versions: 1 } as const
    expect(formatMessage(message('alias-unset', about))).toBe(
      'Challenger cannot answer: "digits" has only one version. Train and save another version for the challenger.',
    )
    expect(formatMessage(message('alias-unset', { ...about, alias: 'champion' }))).toContain('the only version of')
    expect(formatMessage(message('alias-unset', { ...about, versions: 2 }))).toContain('one of the 2 versions')
  })

  test('with tenths that add up to 100 except for rounding is valid', () =>
    expect(problemsOf(set(example, 'split', { champion: 99.9, challenger: 0.1 }))).toEqual([]))

  test('with a share and no model behind it', () => {
    const without = set(example, 'split', { champion: 95, challenger: 5 })
    const drawing = {
      nodes: without.nodes.filter(({ id }) => id !== 'challenger'),
      wires: without.wires.filter(({ from, to }) => from !== 'challenger' && to !== 'challenger'),
    }
    expect(problemsOf(drawing)).toEqual(['split-no-model split'])
    expect(sentence(drawing)).toContain('sends 5% of the requests to the challenger')
    expect(fixed(drawing, 'add-model')).toEqual([])
    expect(fixed(drawing, 'scale-shares')).toEqual([])
    expect(problemsOf(set(drawing, 'split', { champion: 100, challenger: 0 }))).toEqual([])
  })

  test('that leads to a stage other than a model', () => {
    const wires = [...example.wires, { id: 'astray', from: 'split', to: 'log', port: 1 }]
    expect(problemsOf({ ...example, wires })).toEqual(['split-astray split'])
    expect(fixed({ ...example, wires }, 'remove-wire')).toEqual([])
  })

  test('that leads to a shadow, or to two models of one alias', () => {
    // If a shadow model is directly behind a split, no stage copies requests to it.
    expect(problemsOf(set(example, 'challenger', { alias: 'shadow' }))).toEqual(
      expect.arrayContaining(['shadow-unfed challenger', 'split-alias challenger']),
    )
    const twice = set(example, 'challenger', { alias: 'champion', model: 'other' })
    expect(problemsOf(twice)).toEqual(['split-twice challenger'])
    expect(fixed(twice, 'set-alias')).toEqual([])
  })
})

describe('stages that need others behind them', () => {
  const shadowed = shadowService('digits').drawing
  const cascade = routerService('small', 'large').drawing

  test('a shadow stage without a shadow', () => {
    const drawing = without(shadowed, 'rehearsed')
    expect(problemsOf(drawing)).toEqual(['shadow-alone shadow'])
    expect(fixed(drawing, 'add-model')).toEqual([])
    expect(fixed(drawing, 'take-out')).toEqual([])
  })

  test('a shadow model without a shadow stage before it', () => {
    const drawing = draw({ ...ends, a: m('A'), b: m('B', { alias: 'shadow' }) }, [
      'source > a',
      'source > b',
      'a > log',
    ])
    expect(problemsOf(drawing)).toEqual(['shadow-unfed b'])
    expect(fixed(drawing, 'insert-shadow')).toEqual([])
  })

  test('a shadow’s predictions may lead to the log, and to no stage that changes them', () => {
    const wire = (to: string) => [...shadowed.wires, { id: 'w', from: 'rehearsed', to, port: 1 }]
    expect(problemsOf({ ...shadowed, wires: wire('log') })).toEqual([])
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
    expect(problemsOf(calibrated)).toEqual(['stage-of-shadow c'])
  })

  test('a router with no model behind it', () => {
    const drawing = draw({ ...ends, a: m('A'), r: [3, 0, 'router', 'Router'] }, ['source > a', 'a > r', 'r > log'])
    expect(problemsOf(drawing)).toEqual(['router-alone r'])
    expect(sentence(drawing)).toContain('below 80%')
    expect(fixed(drawing, 'take-out')).toEqual([])
    expect(fixed(drawing, 'add-model')).toEqual([])
  })

  test('an input guard after versions that were saved without one', () => {
    const drawing = draw({ ...ends, a: m('A'), g: [3, 0, 'guard', 'Guard'] }, ['source > a', 'a > g', 'g > log'])
    expect(problemsOf(drawing, known)).toEqual(['guard-absent g advice'])
    expect(sentence(drawing, known)).toMatch(/^Guard flags nothing: digits v1 was saved without an input guard/)
    const guarded = { ...known, models: known.models.map((one) => ({ ...one, guarded: true as const })) }
    expect(problemsOf(drawing, guarded)).toEqual([])
  })

  test('a second model that is never called', () => {
    const drawing = {
      ...without(cascade, 'router'),
      wires: [...without(cascade, 'router').wires, { id: 'w', from: 'small', to: 'large', port: 0 }],
    }
    expect(problemsOf(drawing)).toEqual(['model-unasked large'])
    expect(fixed(drawing, 'insert-router')).toEqual([])
  })

  test('two predictions for the same requests: only one is used, unless an ensemble combines them', () => {
    const drawing = draw({ ...ends, a: m('A'), b: m('B', challenger), e: [3, 0, 'ensemble', 'E'] }, [
      'source > a > e > log',
      'source > b > e',
      'b > log',
    ])
    expect(problemsOf(drawing)).toEqual(['answers-overlap log advice'])
    expect(sentence(drawing)).toMatch(/^E and B predict for the same requests, but Log uses only the first/)
    // The prediction that the ensemble already uses is the superfluous one.
    const [found] = checkService(drawing).diagnostics[0]?.fixes ?? []
    expect(found?.title).toBe('Remove the wire from B to Log')
    expect(fixed(drawing, 'remove-wire')).toEqual([])
    const split = draw({ ...ends, s: [1, 0, 'split', 'Split'], a: m('A'), b: m('B', challenger) }, [
      'source > s > a > log',
      's > b > log',
    ])
    expect(problemsOf(split)).toEqual([])
  })

  test('a wire around the model would end requests before they are predicted', () => {
    const around = draw({ ...ends, c: [1, 1, 'cache', 'Cache'], a: m('A') }, ['source > c > a > log', 'source > log'])
    expect(problemsOf(around)).toEqual(['wire-unanswered log'])
    expect(fixed(around, 'remove-wire')).toEqual([])
    const split = draw(
      { ...ends, s: [1, 0, 'split', 'Split'], a: m('A'), r: [2, 0, 'router', 'R'], b: m('B', challenger) },
      [...['source > s > a > r > b > log', 's > b']],
    )
    expect(problemsOf(split).filter((one) => one.startsWith('wire-unanswered'))).toEqual([])
  })

  test('an ensemble of one: a single wire, and models that a split chooses from', () => {
    const one = draw({ ...ends, a: m('A'), e: [3, 0, 'ensemble', 'E'] }, ['source > a', 'a > e', 'e > log'])
    expect(problemsOf(one)).toEqual(['missing-input e'])
    const chosen = draw(
      { ...ends, s: [1, 0, 'split', 'Split'], a: m('A'), b: m('B', challenger), e: [3, 0, 'ensemble', 'E'] },
      ['source > s', 's > a', 's > b', 'a > e', 'b > e', 'e > log'],
    )
    expect(problemsOf(chosen)).toEqual(['ensemble-of-one e'])
    const both = draw({ ...ends, a: m('A'), b: m('B', challenger), e: [3, 0, 'ensemble', 'E'] }, [
      ...['source > a', 'source > b', 'a > e', 'b > e', 'e > log'],
    ])
    expect(problemsOf(both)).toEqual([])
  })

  test.each(['calibrate', 'abstain', 'router', 'fallback'])('%s before any model', (kind) => {
    const drawing = draw({ ...ends, x: [1, 0, kind, 'X'], a: m('A') }, ['source > x', 'x > a', 'a > log'])
    expect(problemsOf(drawing)).toContain('stage-too-early x')
    expect(fixed(drawing, 'take-out')).toEqual([])
  })

  test.each(['validate', 'features', 'cache', 'rateLimit', 'split', 'shadow'])('%s behind the model', (kind) => {
    const drawing = draw({ ...ends, x: [3, 0, kind, 'X'], a: m('A') }, ['source > a', 'a > x', 'x > log'])
    expect(problemsOf(drawing)).toContain('stage-too-late x')
    expect(fixed(drawing, 'take-out')).toEqual([])
  })
})

describe('the models of this device', () => {
  test('a missing model, or none named, with the available ones', () => {
    const gone = draw({ ...ends, a: m('A', { model: 'digit' }) }, ['source > a', 'a > log'])
    expect(problemsOf(gone, known)).toEqual(['model-unknown a'])
    expect(sentence(gone, known)).toBe(
      'A uses "digit", which is not in the registry. Models in the registry: "digits".',
    )
    expect(fixed(gone, 'name-digits', known)).toEqual([])
    expect(sentence(gone, { models: [], aliases: {} })).toContain('The registry is empty')
    expect(problemsOf(set(gone, 'a', { model: '' }), known)).toEqual(['model-unnamed a'])
    // Without a registry (not read yet), no models are reported as missing.
    expect(problemsOf(gone)).toEqual([])
    expect(problemsOf(set(gone, 'a', { model: 'constructor' }), known)).toEqual(['model-unknown a'])
  })

  test('an unset alias is an error for a model that gets traffic, else advice', () => {
    expect(problemsOf(example, known)).toEqual(['alias-unset challenger advice'])
    expect(problemsOf(set(example, 'split', { champion: 95, challenger: 5 }), known)).toEqual([
      'alias-unset challenger',
    ])
    expect(problemsOf(shadowService('digits').drawing, known)).toEqual(['alias-unset rehearsed advice'])
    const none = { ...known, aliases: {} }
    expect(problemsOf(example, none)).toEqual(['alias-unset champion', 'alias-unset challenger advice'])
    expect(sentence(example, none)).toContain('set the alias to one of the 2 versions')
    // An alias that points to a deleted version does not count.
    expect(problemsOf(example, { ...known, aliases: { digits: { champion: 7, challenger: 2 } } })).toEqual([
      'alias-unset champion',
    ])
  })

  test('two stages of one model and alias', () => {
    const drawing = draw({ ...ends, a: m('A'), b: m('B'), e: [3, 0, 'ensemble', 'E'] }, [
      ...['source > a', 'source > b', 'a > e', 'b > e', 'e > log'],
    ])
    expect(problemsOf(drawing)).toEqual(['model-twice b'])
    expect(sentence(drawing)).toContain('A and B both use the champion of "digits"')
  })
})

test('a parameter out of range is reported once, with its range', () => {
  expect(problemsOf(set(example, 'abstain', { below: 2 }))).toEqual(['param-range abstain'])
  expect(problemsOf(set(example, 'split', { champion: Number.NaN }))).toEqual(['param-type split'])
})

test('every stage lowers all valid parameters to its class and plain JSON', () => {
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
      // Services of earlier versions have no `absent`, so without it such requests pass.
      const omitted = kind === 'validate' ? { absent: 'pass' } : {}
      expect({ ...omitted, ...JSON.parse(JSON.stringify(lowered.config)) }, kind).toEqual(params)
      expect(def.glance(params).length, kind).toBeGreaterThan(3)
    }
  }
  expect(classes.size).toBe(stages.kinds.length)
})

test('each stage lists its inputs by position, in the order of its wires', () => {
  const checked = checkService(example).checked
  if (!checked) throw new Error('unsound')
  const spec = toService(checked, 'digits')
  expect(spec.stages.find(({ id }) => id === 'calibrate')?.from.map((place) => spec.stages[place]?.id)).toEqual([
    'champion',
    'challenger',
  ])
})
