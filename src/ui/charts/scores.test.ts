import { expect, test } from 'vitest'
import { columnNames, shortNames } from './confusion'
import { mistakes, mistakeWords } from './mistakes'
import { rank, WORST_FIRST, worst } from './rank'

const confusion = [
  [50, 0, 2],
  [0, 40, 7],
  [2, 1, 30],
]
const labels = ['cat', 'dog', 'fox']

test('mistakes are the off-diagonal counts, all of them, most frequent first', () => {
  const list = mistakes(confusion)
  expect(list.map((m) => mistakeWords(m, labels))).toEqual([
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
  expect(rank(scores, WORST_FIRST).map((s) => s.label)).toEqual(['2', '3', '10', 'none'])
  expect(rank(scores, { by: 'recall', direction: 'falling' }).map((s) => s.label)).toEqual(['2', '3', '10', 'none'])
  expect(rank(scores, { by: 'label', direction: 'rising' }).map((s) => s.label)).toEqual(['2', '3', '10', 'none'])
  expect(worst(scores)?.label).toBe('2')
  expect(worst([])).toBeUndefined()
})

test('over a column a class is called by what tells it from the others', () => {
  expect(shortNames(['first arm', 'second arm'])).toEqual(['fir', 'sec'])
  expect(shortNames(['cultivar 1', 'cultivar 2', 'cultivar 3'])).toEqual(['1', '2', '3'])
  expect(shortNames(['0', '1', '10'])).toEqual(['0', '1', '10'])
  // Nothing short tells them apart: their places do, counted as people count.
  expect(shortNames(['a long one', 'a long only', 'b'])).toEqual(['1', '2', 'b'])
})

test('where there is room over them, names stand as they are, upright if they are long', () => {
  expect(columnNames(['ja', 'nein'], false)).toEqual({ names: ['ja', 'nein'], upright: false })
  expect(columnNames(['kreis', 'quadrat'], true)).toEqual({ names: ['kreis', 'quadrat'], upright: true })
  expect(columnNames(['kreis', 'quadrat'], false)).toEqual({ names: ['kre', 'qua'], upright: false })
  const many = Array.from({ length: 20 }, (_, i) => `class ${i + 1}`)
  expect(columnNames(many, true).upright).toBe(false)
})
