import { expect, test } from 'vitest'
import { cardOf } from './card'
import { toHtml } from './html'
import type { CardInput } from './input'
import { toMarkdown } from './markdown'

const input: CardInput = {
  ...{ model: 'digits', version: 2, newest: 3, createdAt: '2025-01-02T00:00:00.000Z', hash: 'ab'.repeat(32) },
  ...{ weights: 1234, bytes: 4936, project: 'Digits', inputs: ['image'], device: 'Chrome 156, 4 cores' },
  task: { kind: 'classes', target: 'digit', classes: ['0', '1'] },
  data: { title: 'My digits', version: 'v'.repeat(64), fingerprint: 'f'.repeat(64), now: 'v'.repeat(64) },
  split: { kind: 'random', train: 0.8, validation: 0.1, test: 0.1 },
  metrics: null,
  keptSlices: [],
  run: { seed: 7, engine: 'exact CPU', backend: 'wasm', steps: 100 },
  flags: ['champion'],
  approved: [{ by: 'Ada', alias: 'champion', at: '2025-01-03', why: 'better on night', from: 1, gate: 'passed' }],
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

test('every sentence says where its evidence lies, and what was not measured has the command that measures it', () => {
  const all = cardOf(input).sections.flatMap(({ sentences }) => sentences)
  expect(all.every(({ link, text }) => link.length > 0 && text.length > 0)).toBe(true)
  const open = all.flatMap(({ fresh }) => ('command' in fresh ? [fresh.command] : []))
  expect([...new Set(open)].sort()).toEqual(['registry.measure', 'registry.reproduce', 'registry.describe'])
})

test('one that was made to practise on says so first, and in no other words again', () => {
  const practice: CardInput = { ...input, practice: { bad: 'slow', of: 1 }, lineage: { inexact: 'made so' } }
  expect(texts(practice, 'what')[0]).toBe('It was made to practise on, out of version 1, and is bad on purpose: slow.')
  expect(texts(practice, 'lineage').join()).not.toContain('made so')
})

test('what it is, who approved it', () => {
  expect(texts(input, 'what')).toEqual([
    'It predicts digit, one of 0 and 1, from image; drawn in the project "Digits".',
    'This is version 2 of "digits", saved on 2025-01-02; the newest is version 3.',
    'It is the champion now.',
  ])
  expect(texts(input, 'approved')).toEqual([
    'Made the champion by Ada on 2025-01-03, in place of version 1, its gate passed: better on night',
  ])
})

test('figures go stale when the set moves on, latency on another device, words when the version does', () => {
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

test('an accuracy has its interval, a class its own', () => {
  const scored: CardInput = {
    ...input,
    metrics: {
      ...{ split: 'test', rows: 100, loss: 0.1, testLooks: 12 },
      heads: [
        {
          ...{ kind: 'classes', label: 'Digit', loss: 0.1, accuracy: 0.9, confusion: [], wrong: [], right: [] },
          perClass: [{ label: '0', precision: 0.9, recall: 0.8, f1: 0.85, support: 20 }],
        },
      ],
    },
  }
  expect(texts(scored, 'metrics')).toEqual([
    '90.0 % of 100 test rows were answered rightly (95 % interval 82.6 % to 94.5 %).',
    'The test rows had been looked at 12 times by then, so the figures may flatter.',
    'Asked by itself it answers every row. A service that abstains or falls back answers some others: what it shows while it is served is another figure.',
  ])
  expect(texts(scored, 'slices')[0]).toBe('0: 80.0 % of 20 test rows (58.4 % to 91.9 %).')
})

test('figures of two parts say which each is of; classes are told once, and what more there is to measure by name', () => {
  const head = {
    ...{ kind: 'classes' as const, label: 'Digit', loss: 0.1, accuracy: 0.94, confusion: [], wrong: [], right: [] },
    perClass: ['0', '1'].map((label) => ({ label, precision: 0.9, recall: 0.9, f1: 0.9, support: 50 })),
  }
  const scored: CardInput = { ...input, metrics: { split: 'validation', rows: 100, loss: 0.1, heads: [head] } }
  expect(texts(scored, 'slices')).toEqual([
    '0: 90.0 % of 50 validation rows (78.6 % to 95.7 %).',
    '1: 90.0 % of 50 validation rows (78.6 % to 95.7 %).',
    'How each class does on test rows was not measured.',
  ])
  expect(texts({ ...scored, keptSlices: ['night', 'day'] }, 'slices').at(-1)).toBe(
    'The kept slices of its set (night and day) were not measured.',
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
    '94.0 % of 100 validation rows were answered rightly (95 % interval 87.5 % to 97.2 %).',
    '95.0 % of 40 test rows were answered rightly (95 % interval 76.0 % to 99.0 %).',
    'The two figures are of different rows: validation rows were looked at while it was trained, test rows were not. By slice, calibration and the gate go by the latter.',
  ])
  expect(texts(measured, 'slices')).toEqual([
    '0: 95.0 % of 20 test rows (76.0 % to 99.0 %).',
    '1: 95.0 % of 20 test rows (76.0 % to 99.0 %).',
  ])
  expect(texts(measured, 'limits').at(-1)).toBe(
    'Of each of its 2 slices there were fewer than 30 rows: what is said of them is unsure.',
  )
})

test('a sentence links to what it rests on, where that is part of the file', () => {
  expect(toMarkdown(cardOf(input))).toContain('[run](#run)')
  expect(toMarkdown(cardOf(input))).toContain('### <a id="run"></a>Its run\n\n- seed: 7')
  expect(toHtml(cardOf(input))).toContain('<a href="#run">run</a>')
  expect(toHtml(cardOf(input))).toContain(
    '<section id="run"><h2>Its run</h2><dl><dt>seed</dt><dd>7</dd></dl></section>',
  )
  expect(toMarkdown(cardOf(input))).not.toContain('(#data)')
})

const hostile = '"><script>alert(1)</script> [x](javascript:1) **b** `c`\n# not a heading & <img onerror=1>'

test('nothing a person or a file says is markup', () => {
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

test('where the rows it learnt from were not kept, the card offers to train it again, until that was tried', () => {
  const { version: _, fingerprint: __, now: ___, ...data } = input.data
  const unknown = { ...input, data }
  const sentence = (of: CardInput) =>
    cardOf(of)
      .sections.find(({ id }) => id === 'data')
      ?.sentences.find(({ code }) => code === 'card-data-unknown')
  expect(sentence(unknown)?.fresh).toMatchObject({ tag: 'not measured', command: 'registry.reproduce' })
  expect(sentence(unknown)?.text).toContain('Train it again')
  const tried = sentence({ ...unknown, reproduced: { sentence: 'It differs.', at: '' } })
  expect([tried?.fresh.tag, tried?.text.includes('Train it again')]).toEqual(['fresh', false])
  expect(sentence({ ...unknown, data: { ...data, fingerprint: 'f'.repeat(64) } })).toBeUndefined()
})
