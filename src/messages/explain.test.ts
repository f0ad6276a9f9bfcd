/**
 * @file Checks that every problem code has an explanation, and that docs/problems/ is up to date: run with -u to
 * rewrite it.
 */
import { expect, test } from 'vitest'
import { binding } from './en/graph'
import { explain } from './en/explain'
import { plan } from './en/plan'
import { prepare } from './en/prepare'
import { problems } from './en/problems'
import { stages } from './en/stages'
import { examples } from './examples.test-help'
import './en/prepare'
import './en/stages'
import { wrapped } from './markdown.test-help'
import { type Message, formatMessage } from './message'
import type { ProblemCode } from './problem'

const REFUSED_SETTINGS = ['plan-needs', 'plan-columns']
/** Problems with raw values, which are reported to the caller only and so need no explanation. */
const RAW_VALUE_PROBLEMS = ['value-no-text', 'value-no-time', 'value-no-array', 'value-no-window']
/** Titles of fixes. */
const FIX_TITLES = Object.keys(stages).filter((code) => code.startsWith('fix-'))
const PATTERNS = {
  advice: /^advice-/,
  blocks: /^(block|expression)-/,
  outputs: /^(no-input|no-output|input|embedding|loss|smoothing|output|activation|wire-from-output)/,
  split: /^(plan-(split|balance|class|stop)|split-|balance-|class-weights)/,
} as const
type Topic = keyof typeof PATTERNS
const about = (topic: Topic) => (code: string) => PATTERNS[topic].test(code)
const notAbout =
  (...topics: readonly Topic[]) =>
  (code: string) =>
    topics.every((topic) => !PATTERNS[topic].test(code))

/** The pages of docs/problems. */
const PAGES = [
  {
    page: 'network',
    title: 'Problems of layers and wires',
    part: problems,
    has: notAbout('advice', 'blocks', 'outputs'),
  },
  { page: 'outputs', title: 'Problems of inputs, outputs, and losses', part: problems, has: about('outputs') },
  { page: 'advice', title: 'Advice on a network', part: problems, has: about('advice') },
  { page: 'blocks', title: 'Problems of blocks and formulas', part: problems, has: about('blocks') },
  { page: 'data', title: 'Problems between a network and its data', part: binding, has: notAbout() },
  { page: 'training', title: 'Problems of training settings', part: plan, has: notAbout('split') },
  { page: 'split', title: 'Problems of splits, class balance, and stopping', part: plan, has: about('split') },
  { page: 'preparation', title: 'Problems of data preparation', part: prepare, has: notAbout() },
  { page: 'service', title: 'Problems of a service diagram', part: stages, has: notAbout() },
] as const

const codes = (part: object) =>
  Object.keys(part).filter(
    (code) => ![...REFUSED_SETTINGS, ...RAW_VALUE_PROBLEMS, ...FIX_TITLES].includes(code),
  ) as ProblemCode[]
const example = (code: ProblemCode) => formatMessage({ code, args: examples[code] } as Message)

test('every problem has an explanation, and nothing else has', () => {
  const all = PAGES.flatMap(({ part, has }) => codes(part).filter(has))
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

test.each(PAGES)('docs/problems/$page.md matches the catalog', async (one) => {
  await expect(text(one)).toMatchFileSnapshot(`../../docs/problems/${one.page}.md`)
})

function text({ title, part, has }: (typeof PAGES)[number]): string {
  return [
    `# ${title}`,
    '',
    'Each code has an example of its message and an explanation. The studio shows both at the node, with a picture of the',
    'shapes if they are the cause, and a fix if there is one. This page is generated from `src/messages/en/`. After a',
    'change there, run `npx vitest run src/messages/explain.test.ts -u`.',
    ...codes(part).filter(has).flatMap(entry),
    '',
  ].join('\n')
}

function entry(code: ProblemCode): readonly string[] {
  return ['', `## ${code}`, '', ...wrapped(example(code), '> ', '> '), '', ...wrapped(explain[code])]
}
