/** @file Checks that every problem code has an explanation, and keeps docs/problems.md up to date: run with -u to rewrite it. */
import { expect, test } from 'vitest'
import { binding } from './en/binding'
import { explain } from './en/explain'
import { plan } from './en/plan'
import { prepare } from './en/prepare'
import { problems } from './en/problems'
import { stages } from './en/stages'
import { examples } from './examples.test-help'
import './en/prepare'
import './en/stages'
import { type Message, formatMessage } from './message'
import type { ProblemCode } from './problem'

const REFUSED_SETTINGS = ['plan-unknown', 'plan-needs', 'plan-columns']
/** Problems of raw values, which are reported to the caller only. */
const RAW_VALUE_PROBLEMS = ['value-no-text', 'value-no-time', 'value-no-array', 'value-no-window']
/** Titles of fixes. */
const FIX_TITLES = Object.keys(stages).filter((code) => code.startsWith('fix-'))
const PARTS = [
  ['The network, and advice on it', problems],
  ['The network and its data', binding],
  ['The training settings', plan],
  ['The preparation of columns', prepare],
  ['The service', stages],
] as const

const codes = (part: object) =>
  Object.keys(part).filter(
    (code) => ![...REFUSED_SETTINGS, ...RAW_VALUE_PROBLEMS, ...FIX_TITLES].includes(code),
  ) as ProblemCode[]
const example = (code: ProblemCode) => formatMessage({ code, args: examples[code] } as Message)

test('every problem has an explanation, and nothing else has', () => {
  const all = PARTS.flatMap(([, part]) => codes(part))
  expect(Object.keys(explain).sort()).toEqual([...all].sort())
  expect(Object.keys(examples).sort()).toEqual([...all].sort())
})

test.each(Object.entries(explain))('%s: two to four plain sentences that do not repeat the message', (code, words) => {
  const sentences = words.split(/(?<=[.?!]) (?=[A-Z0-9])/)
  expect(sentences.length).toBeGreaterThanOrEqual(2)
  expect(sentences.length).toBeLessThanOrEqual(4)
  for (const one of sentences) {
    expect(one).toMatch(/^[A-Z0-9].*[.?!]$/)
    expect(one.split(' ').length, one).toBeLessThanOrEqual(45)
  }
  expect(words).not.toContain(example(code as ProblemCode))
})

test('docs/problems.md matches the catalog', async () => {
  await expect(page()).toMatchFileSnapshot('../../docs/problems.md')
})

function page(): string {
  return [
    '# Problems and advice',
    '',
    'Everything that the check of a network can report. Each code has an example of its message and an explanation. The studio shows',
    'both at the node, with a picture of the shapes if they are the cause, and a fix if there is one. This page is generated from',
    '`src/messages/en/`. After a change there, run `npx vitest run src/messages/explain.test.ts -u`.',
    ...PARTS.flatMap(([title, part]) => ['', `## ${title}`, ...codes(part).flatMap(entry)]),
    '',
  ].join('\n')
}

function entry(code: ProblemCode): readonly string[] {
  return ['', `### ${code}`, '', `> ${example(code)}`, '', explain[code]]
}
