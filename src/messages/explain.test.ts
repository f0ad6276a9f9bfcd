/** @file docs/problems.md, written from the codes: run with -u to write it anew; and that no code lacks its words. */
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
import { type Message, say } from './message'
import type { ProblemCode } from './problem'

const REFUSED = ['plan-unknown', 'plan-needs', 'plan-columns']
/** Of raw values, told to whoever gave them. */
const TOLD = ['value-no-text', 'value-no-time', 'value-no-array', 'value-no-window']
/** What a click does. */
const DONE = Object.keys(stages).filter((code) => code.startsWith('fix-'))
const PARTS = [
  ['The drawing, and advice on it', problems],
  ['The drawing and its data', binding],
  ['The plan', plan],
  ['The steps of columns', prepare],
  ['The service', stages],
] as const

const codes = (part: object) =>
  Object.keys(part).filter((code) => ![...REFUSED, ...TOLD, ...DONE].includes(code)) as ProblemCode[]
const example = (code: ProblemCode) => say({ code, args: examples[code] } as Message)

test('every problem is explained, and nothing else is', () => {
  const all = PARTS.flatMap(([, part]) => codes(part))
  expect(Object.keys(explain).sort()).toEqual([...all].sort())
  expect(Object.keys(examples).sort()).toEqual([...all].sort())
})

test.each(Object.entries(explain))('%s: two to four plain sentences that do not repeat its own', (code, words) => {
  const sentences = words.split(/(?<=[.?!]) (?=[A-Z0-9])/)
  expect(sentences.length).toBeGreaterThanOrEqual(2)
  expect(sentences.length).toBeLessThanOrEqual(4)
  for (const one of sentences) {
    expect(one).toMatch(/^[A-Z0-9].*[.?!]$/)
    expect(one.split(' ').length, one).toBeLessThanOrEqual(45)
  }
  expect(words).not.toContain(example(code as ProblemCode))
})

test('docs/problems.md says what the codes say', async () => {
  await expect(page()).toMatchFileSnapshot('../../../docs/problems.md')
})

function page(): string {
  return [
    '# Problems and advice',
    '',
    'What the check of a drawing can say: for each code an example of its sentence, and why it is so. The studio shows both at the node,',
    'with a picture of the shapes where shapes are to blame, and a fix where there is one. This page is written from',
    '`src/base/messages/en/`; after a change there, `npx vitest run src/base/messages/explain.test.ts -u` writes it anew.',
    ...PARTS.flatMap(([title, part]) => ['', `## ${title}`, ...codes(part).flatMap(entry)]),
    '',
  ].join('\n')
}

function entry(code: ProblemCode): readonly string[] {
  return ['', `### ${code}`, '', `> ${example(code)}`, '', explain[code]]
}
