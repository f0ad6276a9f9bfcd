import { expect, test } from 'vitest'
import { message, Refusal } from '../../messages/message'
import '../../messages/en/raw-values'
import { failureText, imagesOf, predictionText } from './models-dialog'

const image = [
  [[0], [10], [20]],
  [[30], [40], [50]],
]
const species = { label: 'Gentoo', probabilities: { Adelie: 0.1, Gentoo: 0.9 } }

test('predictions are text, and predicted images are shown', () => {
  expect(predictionText([image])).toBe('a 2×3×1 image')
  expect(imagesOf([image])).toEqual([{ label: '', shape: [2, 3, 1], pixels: [0, 10, 20, 30, 40, 50] }])
  const several = { Again: [image], Kind: [species], Mass: [4.25] }
  expect(predictionText(several)).toBe('Again: a 2×3×1 image; Kind: Gentoo (90.0%); Mass: 4.250')
  expect(imagesOf(several).map(({ label }) => label)).toEqual(['Again'])
  expect(imagesOf([species])).toEqual([])
})

test('a model that takes another input than the canvas has says which, without the words of the command', () => {
  const at = { row: 0, input: 'Rows', found: 'a list of 28 values' }
  const columns = ['weight', 'color']
  expect(failureText(new Refusal(message('row-no-record', { ...at, columns })))).toBe(
    'This model takes weight and color, which the input on the canvas does not have. To try it, open a project with such data.',
  )
  expect(failureText(new Refusal(message('image-size', { ...at, wants: [28, 28, 1] })))).toMatch(
    /^This model takes an image of 28×28×1, /,
  )
  expect(failureText(new Error('Broken.'))).toBe('Broken.')
})
