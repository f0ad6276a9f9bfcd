/** @file Crop: cuts out a random region of the image and scales it to the full size. */
import { augmentationsText as texts } from '../../messages/en/data/augment'
import { float } from '../../catalog/params'
import { defineAugmentation, symmetricUniform } from './define-augmentation'

export const crop = defineAugmentation({
  kind: 'crop',
  title: texts.crop.title,
  summary: texts.crop.summary,
  params: {
    most: float({ ...texts.crop.params.most, min: 0, max: 0.9, step: 0.01, default: 0.2 }),
  },
  move(random, { most: max }, { height, width }) {
    const kept = 1 - random.uniform() * max
    // Keep the cropped region within the image.
    const x = (symmetricUniform(random) * (1 - kept) * width) / 2
    const y = (symmetricUniform(random) * (1 - kept) * height) / 2
    return [kept, 0, x, 0, kept, y]
  },
})
