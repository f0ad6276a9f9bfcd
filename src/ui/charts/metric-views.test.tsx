/** @file Tests what the confusion matrix and the table of classes show of classes without correct predictions. */
import { expect, test } from 'vitest'
import { classScores } from '../../metrics/class-report'
import { find, render } from '../testing/render.test-help'
import { Confusion } from './confusion-matrix'
import { PerClass } from './metric-tables'

const labels = ['cat', 'dog', 'fox']
const confusion = [
  [20, 0, 0],
  [3, 0, 2],
  [10, 0, 10],
]

test('the color of a correct cell follows its share of the class', async () => {
  await render(<Confusion labels={labels} counts={confusion} onChoose={() => undefined} />)
  const cells = [...document.querySelectorAll<HTMLElement>('td[data-right="yes"]')]
  expect(cells.map((cell) => Number(cell.style.getPropertyValue('--share')))).toEqual([1, 0, 0.5])
})

test('the precision of a class that is never predicted is undefined, and says why', async () => {
  await render(<PerClass scores={classScores(confusion, labels)} confusion={confusion} />)
  const row = find('th[scope="row"]', 'dog').parentElement
  expect([...(row?.querySelectorAll('td') ?? [])].map((cell) => cell.textContent)).toContain('–')
  expect(row?.querySelector('td[title^="Undefined"]')?.getAttribute('title')).toContain('never predicted')
  expect(document.querySelectorAll('td[title^="Undefined"]')).toHaveLength(1)
})

test('a class without examples has no scores, comes last, and is named above the table', async () => {
  const counts = [
    [0, 0, 0],
    [3, 4, 0],
    [1, 0, 1],
  ]
  const box = await render(<PerClass scores={classScores(counts, labels)} confusion={counts} set="validation" />)
  const row = find('th[scope="row"]', 'cat').parentElement
  expect([...(row?.querySelectorAll('td') ?? [])].map((cell) => cell.textContent)).toEqual(['–', '–', '–', '0'])
  expect(row?.nextElementSibling).toBeNull()
  expect(box.querySelector('p')?.textContent).toBe('The validation set has no example of "cat".')
})
