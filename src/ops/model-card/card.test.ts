import { expect, test } from 'vitest'
import { cardOf } from './card'
import type { CardInput } from './card-parts'
import { toHtml, toMarkdown } from './print-card'

const input: CardInput = {
  mayBeSeen: false,
  ...{ model: 'digits', version: 2, newest: 3, createdAt: '2025-01-02T00:00:00.000Z', hash: 'ab'.repeat(32) },
  ...{ weights: 1234, bytes: 4936, project: 'Digits', inputs: ['image'], device: 'Chrome 156, 4 cores' },
  task: { kind: 'classes', target: 'digit', classes: ['0', '1'] },
  data: { title: 'My digits', version: 'v'.repeat(64), fingerprint: 'f'.repeat(64), now: 'v'.repeat(64) },
  split: { kind: 'random', train: 0.8, validation: 0.1, test: 0.1 },
  metrics: null,
  keptSlices: [],
  run: { seed: 7, engine: 'exact CPU', backend: 'wasm', steps: 100 },
  flags: ['champion'],
  approved: [{ by: 'by Ada', alias: 'champion', at: '2025-01-03', why: 'better on night', from: 1, gate: 'passed' }],
  evidence: [{ id: 'run', title: 'Its run', facts: [['seed', '7']] }],
  words: {},
}
const texts = (of: CardInput, section: string) =>
  cardOf(of)
    .sections.find(({ id }) => id === section)
    ?.sentences.map(({ text }) => text) ?? []
const states = (of: CardInput, section: string) =>
  cardOf(of)
    .sections.find(({ id }) => id === section)
    ?.sentences.map(({ fresh }) => fresh.tag) ?? []

test('every sentence links to its evidence, and a missing measurement has its command', () => {
  const all = cardOf(input).sections.flatMap(({ sentences }) => sentences)
  expect(all.every(({ link, text }) => link.length > 0 && text.length > 0)).toBe(true)
  const open = all.flatMap(({ fresh }) => ('command' in fresh ? [fresh.command] : []))
  expect([...new Set(open)].sort()).toEqual(['registry.describe', 'registry.measure', 'registry.reproduce'])
})

test('a practice version says so first and only once', () => {
  const practice: CardInput = { ...input, practice: { bad: 'slow', of: 1 }, lineage: { inexact: 'made so' } }
  expect(texts(practice, 'what')[0]).toBe('This is a practice version, a deliberately bad copy of version 1: slow.')
  expect(texts(practice, 'lineage').join()).not.toContain('made so')
})

test('a saved threshold and calibration are described, because they decide every prediction', () => {
  const decisions: CardInput['decisions'] = [
    {
      calibrated: { output: 'digit', method: 'isotonic' },
      threshold: { output: 'digit', label: '1', threshold: 0.3 },
      guard: { output: 'digit', method: 'squeezing', falseAlarms: 0.01, rows: 300 },
    },
  ]
  expect(texts({ ...input, decisions }, 'what').slice(1, 4)).toEqual([
    'Probabilities of "digit" are calibrated, by isotonic regression.',
    '"1" is predicted for "digit" from a probability of 0.3 up, however likely other classes are.',
    'An input guard for "digit" (feature squeezing) marks unusual inputs, in services with an Input guard stage and in serve.mjs. Its limit was chosen on 300 validation examples for 1.0% false alarms. It is no defense against someone who knows it.',
  ])
  expect(texts({ ...input, decisions: [{}] }, 'what')).toEqual(texts(input, 'what'))
})

test('results on the set that a threshold was chosen on may be too good', () => {
  const decisions = [{ threshold: { output: 'digit', label: '1', threshold: 0.3 } }]
  const whole = { measure: 'accuracy', value: 0.9, low: 0.8, high: 1, support: 50, name: '', where: '' } as const
  const measured = { at: '2025-01-03', rows: 50, latencyMs: 1, device: input.device, slices: [], whole }
  const on = (split: 'validation' | 'test', of: CardInput = { ...input, decisions }) =>
    texts({ ...of, measured: { ...measured, split } }, 'metrics').filter((one) => one.includes('also used to choose'))
  expect(on('validation')).toHaveLength(1)
  expect(on('test')).toEqual([])
  expect(on('validation', input)).toEqual([])
})

test('the run is described by names, not by ids', () => {
  expect(texts({ ...input, run: { ...input.run, drawing: 1 } }, 'lineage')[0]).toBe(
    'Network revision 1, trained with seed 7, 100 steps, the Netloom CPU engine, and the WASM backend.',
  )
})

test('it names the task and who approved the version', () => {
  expect(texts(input, 'what')).toEqual([
    'Predicts digit (0, 1) from image. Project: "Digits".',
    'Version 2 of "digits", saved on Jan 2, 2025. The newest is version 3.',
    'This version is currently the champion.',
  ])
  expect(texts(input, 'approved')).toEqual([
    'Made the champion by Ada on Jan 3, 2025, replacing version 1, gate passed: better on night',
  ])
})

test('numbers become stale when the dataset changes, latency on another device, user text with a new version', () => {
  const measured = {
    ...{ at: '2025-01-02T00:00:00.000Z', latencyMs: 1.5, device: 'Chrome 156, 4 cores', calibration: 0.03 },
    ...{ rows: 200, split: 'test', slices: [] },
  }
  const known = { ...input, measured, words: { use: { text: 'For lessons.', version: 2 } } }
  expect([...states(known, 'calibration'), ...states(known, 'device'), ...states(known, 'use')]).toEqual([
    ...['fresh', 'fresh', 'fresh', 'fresh', 'not written'],
  ])
  const moved = { ...known, data: { ...known.data, now: 'w'.repeat(64) } }
  expect([...states(moved, 'data'), ...states(moved, 'calibration')]).toEqual(['stale', 'fresh', 'stale'])
  expect(states({ ...known, device: 'Firefox 140, 2 cores' }, 'device')).toEqual(['stale', 'fresh'])
  expect(states({ ...known, version: 3 }, 'use')).toEqual(['stale', 'not written'])
})

test('accuracy has an interval, and so does each class', () => {
  const scored: CardInput = {
    ...input,
    metrics: {
      ...{ split: 'test', rows: 100, loss: 0.1, testLooks: 12 },
      heads: [
        {
          ...{ kind: 'classes', label: 'Digit', loss: 0.1, accuracy: 0.9, wrong: [], right: [] },
          confusion: [
            [16, 4],
            [6, 74],
          ],
          perClass: [{ label: '0', precision: 0.9, recall: 0.8, f1: 0.85, support: 20 }],
        },
      ],
    },
  }
  expect(texts(scored, 'metrics')).toEqual([
    // The other metrics follow, in the order of the catalog.
    expect.stringMatching(
      /^Accuracy 90\.0% on 100 test examples \(95% interval 82\.6% to 94\.5%; balanced accuracy 86\.3%, .*MCC 0\.700.*\)\.$/,
    ),
    'The test set had been viewed 12 times before these results were measured, so they may be too optimistic.',
    'These results are for the model alone, which answers every request. A service that abstains or falls back shows different results.',
  ])
  expect(texts(scored, 'slices')[0]).toBe('0: accuracy 80.0% on 20 test examples (58.4% to 91.9%).')
})

test('numbers from two splits name theirs; classes appear once, with what else can be measured by name', () => {
  const head = {
    ...{ kind: 'classes' as const, label: 'Digit', loss: 0.1, accuracy: 0.94, wrong: [], right: [] },
    confusion: [
      [47, 3],
      [3, 47],
    ],
    perClass: ['0', '1'].map((label) => ({ label, precision: 0.9, recall: 0.9, f1: 0.9, support: 50 })),
  }
  const scored: CardInput = { ...input, metrics: { split: 'validation', rows: 100, loss: 0.1, heads: [head] } }
  expect(texts(scored, 'slices')).toEqual([
    '0: accuracy 90.0% on 50 validation examples (78.6% to 95.7%).',
    '1: accuracy 90.0% on 50 validation examples (78.6% to 95.7%).',
    'Performance by class on the test set was not measured.',
  ])
  expect(texts({ ...scored, keptSlices: ['night', 'day'] }, 'slices').at(-1)).toBe(
    'The saved slices of its dataset (night and day) were not measured.',
  )
  const slice = { where: '', measure: 'accuracy' as const, value: 0.95, low: 0.76, high: 0.99, support: 20 }
  const measured: CardInput = {
    ...scored,
    slices: ['0', '1'].map((name) => ({ name, ...slice })),
    measured: {
      ...{ at: '2025-01-02', latencyMs: 1, device: 'x', rows: 40, split: 'test', slices: [] },
      whole: { name: '', ...slice, support: 40 },
    },
  }
  expect(texts(measured, 'metrics').slice(0, 3)).toEqual([
    expect.stringMatching(/^Accuracy 94\.0% on 100 validation examples \(95% interval 87\.5% to 97\.2%; .*\)\.$/),
    'Accuracy 95.0% on 40 test examples (95% interval 76.0% to 99.0%).',
    'These two results use different data. The validation set was checked during training, for example to decide when to stop; the test set was not. Slices, calibration, and the gate use the test set.',
  ])
  expect(texts(measured, 'slices')).toEqual([
    '0: accuracy 95.0% on 20 test examples (76.0% to 99.0%).',
    '1: accuracy 95.0% on 20 test examples (76.0% to 99.0%).',
  ])
  expect(texts(measured, 'limits').at(-1)).toBe(
    'Fewer than 30 examples in each of its 2 slices: results there are uncertain.',
  )
})

test('a sentence links to its evidence if that is part of the file', () => {
  expect(toMarkdown(cardOf(input))).toContain('[run](#run)')
  expect(toMarkdown(cardOf(input))).toContain('### <a id="run"></a>Its run\n\n- seed: 7')
  expect(toHtml(cardOf(input))).toContain('<a href="#run">run</a>')
  expect(toHtml(cardOf(input))).toContain(
    '<section id="run"><h2>Its run</h2><dl><dt>seed</dt><dd>7</dd></dl></section>',
  )
  expect(toMarkdown(cardOf(input))).not.toContain('(#data)')
  const network: CardInput = { ...input, evidence: [{ id: 'drawing', title: 'Network', facts: [['layers', 'Dense']] }] }
  expect(toMarkdown(cardOf(network))).toContain('[network](#network)')
  expect(toMarkdown(cardOf(network))).toContain('### <a id="network"></a>Network')
  expect(toHtml(cardOf(network))).toContain('<section id="network">')
})

const hostile = '"><script>alert(1)</script> [x](javascript:1) **b** `c`\n# not a heading & <img onerror=1>'

test('no text of the user or a file is read as markup', () => {
  const bad: CardInput = {
    ...input,
    ...{ model: hostile, project: hostile, inputs: [hostile] },
    task: { kind: 'classes', target: hostile, classes: [hostile] },
    words: { use: { text: hostile, version: 2 } },
    evidence: [{ id: 'run', title: hostile, facts: [[hostile, hostile]] }],
    approved: [{ by: hostile, alias: 'champion', at: '2025', why: hostile, gate: null }],
  }
  const html = toHtml(cardOf(bad))
  expect(
    html.match(/<(?!\/?(?:html|head|meta|title|style|body|h1|h2|ul|li|section|a|dl|dt|dd)\b|!doctype)/gi),
  ).toBeNull()
  expect(html.match(/<script|javascript:1\)<|onerror=1>/gi)).toBeNull()
  const markdown = toMarkdown(cardOf(bad))
  expect(markdown.match(/<(?!a id="[a-z]+"><\/a>|\/a>)/g)).toBeNull()
  expect(markdown.match(/(?<!\\)\[(?!run\]\(#run\))/g)).toBeNull()
  expect(markdown.split('\n').filter((line) => line.startsWith('#')).length).toBe(13)
})

test('without its training rows, the card offers to reproduce the training until that was tried', () => {
  const { version: _, fingerprint: __, now: ___, ...data } = input.data
  const unknown = { ...input, data }
  const sentence = (of: CardInput) =>
    cardOf(of)
      .sections.find(({ id }) => id === 'data')
      ?.sentences.find(({ code }) => code === 'card-data-unknown')
  expect(sentence(unknown)?.fresh).toMatchObject({ tag: 'not measured', command: 'registry.reproduce' })
  expect(sentence(unknown)?.text).toContain('Reproduce it')
  const tried = sentence({ ...unknown, reproduced: { sentence: 'It differs.', at: '' } })
  expect([tried?.fresh.tag, tried?.text.includes('Reproduce it')]).toEqual(['fresh', false])
  expect(sentence({ ...unknown, data: { ...data, fingerprint: 'f'.repeat(64) } })).toBeUndefined()
})

test('a measured version without slices and classes says so, instead of an empty section', () => {
  const measured = { at: '2025-01-02', latencyMs: 1, device: 'x', rows: 40, split: 'test', slices: [] } as const
  const numbers: CardInput = { ...input, task: { kind: 'number', target: 'price' }, measured }
  expect(texts(numbers, 'slices')).toEqual(['The dataset has no slices and no classes, so performance is not split.'])
})
