/** @file Erase: fills a random rectangle of the image (Zhong et al., "Random erasing data augmentation", 2017). */
import { augmentationsText as texts } from '../../messages/en/data/augment'
import { float } from '../../catalog/params'
import { defineAugmentation } from './define-augmentation'

export const erase = defineAugmentation({
  kind: 'erase',
  title: texts.erase.title,
  summary: texts.erase.summary,
  params: {
    share: float({ ...texts.erase.params.share, min: 0, max: 1, step: 0.05, default: 0.5 }),
    size: float({ ...texts.erase.params.size, min: 0, max: 0.9, step: 0.05, default: 0.3 }),
  },
  paint(pixels, { height, width, channels }, random, { share, size }) {
    const erased = random.uniform() < share
    const rows = Math.round(random.uniform() * size * height)
    const columns = Math.round(random.uniform() * size * width)
    const top = random.below(height - rows + 1)
    const left = random.below(width - columns + 1)
    if (!erased) return
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0
      for (let at = channel; at < pixels.length; at += channels) sum += pixels[at] as number
      const mean = (sum * channels) / pixels.length
      for (let row = top; row < top + rows; row++) {
        for (let column = left; column < left + columns; column++)
          pixels[(row * width + column) * channels + channel] = mean
      }
    }
  },
})
