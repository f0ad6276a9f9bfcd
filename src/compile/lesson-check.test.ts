import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lessonProblem, holds, type Name, readCheck, type Side, sideValue } from './lesson-check'

const GOALS = { 'metrics.accuracy': 0.97, 'check.parameters': 48 }
const STATE: Readonly<Record<string, unknown>> = {
  'a.b': 3,
  'run.tag': 'done',
  'check.ok': true,
  list: [1, 2],
  ...GOALS,
}
const look = (name: Name) => ('path' in name ? STATE[name.path] : 2)
const read = (text: string) => {
  const found = readCheck(text)
  if (!found.ok) throw new Error(found.error.code)
  return found.value
}
const met = (text: string) =>
  read(text).map(({ left, sign, right }) => {
    const of = (side: Side) => sideValue(side, look)
    const [a, b] = [of(left), of(right)]
    return a !== undefined && b !== undefined && holds(a, sign, b)
  })

describe('checks', () => {
  test.each([
    ['a.b >= 3', [true]],
    ['a.b > 3', [false]],
    ['a.b < 3.5 and a.b != 4', [true, true]],
    ['2 * a.b + 1 == 7 and max(a.b, 10) <= 9', [true, false]],
    ['run.tag == "done"', [true]],
    ["run.tag != 'failed'", [true]],
    ['check.ok', [true]],
    ['count("dense") >= 2', [true]],
    ['count("dense") - a.b == -1', [true]],
    ['tried("learningRate") >= 2', [true]],
    ['nobody.there > 0', [false]],
    ['run.tag > 3', [false]],
    ['a.b == "3"', [false]],
    ['a.b / 0 > 1', [false]],
    ['list.length >= 0', [false]],
    ['a.b > 95% and a.b < 400%', [true, true]],
    ['a.b % 2 == 1', [true]],
    ['accuracy > 95%', [true]],
    ['parameters + 1 < 50', [true]],
  ])('%s', (text, expected) => {
    expect(met(text)).toEqual(expected)
  })

  test.each([
    ['', 'check-unreadable'],
    ['a.b >=', 'check-unreadable'],
    ['>= 3', 'check-unreadable'],
    ['a.b >= 3 and', 'check-unreadable'],
    ['a.b = 3', 'check-unreadable'],
    ['a.b >= 3 or a.b < 1', 'check-unreadable'],
    ['a.b >= 1 >= 0', 'check-unreadable'],
    ['a.b + "x" > 3', 'check-unreadable'],
    ['fetch("https://x") == 1', 'check-unreadable'],
    ['alert(1) > 0', 'check-unreadable'],
    ['a["b"] > 0', 'check-unreadable'],
    ['(a.b > 3)', 'check-unreadable'],
    ['3', 'check-unreadable'],
    [`a > ${'('.repeat(50)}1${')'.repeat(50)}`, 'check-unreadable'],
    [`a > ${'1+'.repeat(300)}1`, 'check-too-long'],
    [Array.from({ length: 13 }, () => 'a.b > 1').join(' and '), 'check-too-long'],
  ])('%s is refused', (text, code) => {
    expect(readCheck(text)).toMatchObject({ ok: false, error: { code } })
  })

  test('any text gives conditions or an error message', () => {
    const word = fc.constantFrom('a.b', 'and', '>=', '(', ')', '"x"', '-', '3', '__proto__', 'count', ',', '^', ' ')
    void fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word).map((words) => words.join(' ')),
        ),
        (text) => {
          expect(readCheck(text)).toHaveProperty('ok')
        },
      ),
    )
  })

  test('comparisons work as for numbers', () => {
    void fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 99 }), (a, b) => {
        expect(met(`${a} + 0 >= ${b} and ${a}+0 < ${b} and ${a}+0 == ${b}`)).toEqual([a >= b, a < b, a === b])
      }),
    )
  })
})

describe('lessons', () => {
  test.each([
    [{ goal: ' ' }, 'lesson-no-goal'],
    [{ goal: 'g', check: 'x >' }, 'check-unreadable'],
    [{ goal: 'g', hides: { commands: ['project.save'] } }, 'lesson-keeps'],
    [{ goal: 'g', hides: { commands: ['graph.undo'] } }, 'lesson-keeps'],
    [{ goal: 'g', hides: { commands: ['<b>'] } }, 'lesson-unknown'],
    [{ goal: 'g', hides: { pages: ['cellar'] } }, 'lesson-unknown'],
    [{ goal: 'g', hides: { params: ['units; rm'] } }, 'lesson-unknown'],
    [{ goal: 'g', hides: { pages: ['build', 'data', 'train', 'evaluate', 'operate', 'machine'] } }, 'lesson-no-page'],
  ])('%o is refused', (lesson, code) => {
    expect(lessonProblem(lesson)).toMatchObject({ code })
  })

  test('a valid one is accepted', () => {
    const hides = { pages: ['data'], commands: ['layers', 'graph.tidy'], params: ['units', 'dense.activation'] }
    expect(lessonProblem({ goal: 'g', check: 'metrics.accuracy > 0.9', hides })).toBeUndefined()
  })
})
