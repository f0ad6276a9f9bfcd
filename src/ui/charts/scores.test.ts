import { expect, test } from 'vitest'
import { columnNames, mistakes, mistakeText, shortNames } from './confusion-matrix'
import { sortScores, WORST_FIRST, worstClass } from './metric-tables'

const confusion = [
  [50, 0, 2],
  [0, 40, 7],
  [2, 1, 30],
]
const labels = ['cat', 'dog', 'fox']

test('mistakes are all off-diagonal counts, the most frequent first', () => {
  const list = mistakes(confusion)
  expect(list.map((m) => mistakeText(m, labels))).toEqual([
    'dog predicted as fox: 7',
    'cat predicted as fox: 2',
    'fox predicted as cat: 2',
    'fox predicted as dog: 1',
  ])
  const offDiagonal =
    confusion.flat().reduce((a, b) => a + b, 0) - confusion.reduce((sum, row, i) => sum + (row[i] ?? 0), 0)
  expect(list.reduce((sum, m) => sum + m.count, 0)).toBe(offDiagonal)
})

const score = (label: string, f1: number, support = 10) => ({ label, f1, precision: f1, recall: 1 - f1, support })
const scores = [score('10', 0.9), score('2', 0.5), score('none', Number.NaN, 0), score('3', 0.7)]

test('worst first, classes without rows last', () => {
  expect(sortScores(scores, WORST_FIRST).map((s) => s.label)).toEqual(['2', '3', '10', 'none'])
  expect(sortScores(scores, { by: 'recall', direction: 'falling' }).map((s) => s.label)).toEqual([
    '2',
    '3',
    '10',
    'none',
  ])
  expect(sortScores(scores, { by: 'label', direction: 'rising' }).map((s) => s.label)).toEqual(['2', '3', '10', 'none'])
  expect(worstClass(scores)?.label).toBe('2')
  // As scikit-learn, some formulas give 0 for a class without rows.
  const withZero = [...scores, score('gone', 0, 0)]
  expect(sortScores(withZero, WORST_FIRST).map((s) => s.label)).toEqual(['2', '3', '10', 'gone', 'none'])
  expect(worstClass(withZero)?.label).toBe('2')
  expect(worstClass([])).toBeUndefined()
  expect(worstClass([score('a', 1), score('b', 1)])).toBeUndefined()
})

test('short column names are unique', () => {
  expect(shortNames(['first arm', 'second arm'])).toEqual(['fir', 'sec'])
  expect(shortNames(['cultivar 1', 'cultivar 2', 'cultivar 3'])).toEqual(['1', '2', '3'])
  expect(shortNames(['0', '1', '10'])).toEqual(['0', '1', '10'])
  // The short names are not unique, so numbers starting at 1 are used.
  expect(shortNames(['a long one', 'a long only', 'b'])).toEqual(['1', '2', 'b'])
})

test('with space above, names are complete, and upright if they are long', () => {
  expect(columnNames(['ja', 'nein'], false)).toEqual({ names: ['ja', 'nein'], upright: false })
  expect(columnNames(['kreis', 'quadrat'], true)).toEqual({ names: ['kreis', 'quadrat'], upright: false })
  const long = ['kreisrund', 'quadratisch']
  expect(columnNames(long, true)).toEqual({ names: long, upright: true })
  expect(columnNames(['kreis', 'quadrat'], false)).toEqual({ names: ['kre', 'qua'], upright: false })
  const many = Array.from({ length: 20 }, (_, i) => `class ${i + 1}`)
  expect(columnNames(many, true).upright).toBe(false)
})
