/** @file Tests the list of mistakes next to the confusion matrix. */
import { expect, test } from 'vitest'
import { find, render } from '../testing/render.test-help'
import { MistakeList } from './confusion-matrix'

test('the count of a mistake is an element of its own, so that only the names are cut off', async () => {
  const counts = [
    [500, 1660],
    [0, 700],
  ]
  await render(<MistakeList labels={['female', 'male']} counts={counts} onChoose={() => {}} limit={5} />)
  const button = find('button', 'female predicted as male 1,660')
  expect([...button.children].map(({ tagName, textContent }) => [tagName, textContent])).toEqual([
    ['SPAN', 'female predicted as male'],
    ['B', '1,660'],
  ])
  expect(button.title).toBe('female predicted as male: 1,660')
  await render(<MistakeList labels={['female', 'male']} counts={counts} onChoose={() => {}} limit={5} isNarrow />)
  expect(find('button', 'female as male 1,660').title).toBe('female predicted as male: 1,660')
})
