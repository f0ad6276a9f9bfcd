import { expect, test } from 'vitest'
import { imagesOf, predictionText } from './models-dialog'

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
