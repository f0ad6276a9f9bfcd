/** @file Crop: a part of the picture, brought back to its size. */
import { float } from '../../catalog/params'
import { defineAugmentation, eitherWay } from './define-augmentation'

export const crop = defineAugmentation({
  kind: 'crop',
  title: 'Crop',
  summary: 'Takes a part of the picture, anywhere in it, and brings it to the whole size.',
  params: {
    most: float({ label: 'Cut off', min: 0, max: 0.9, step: 0.01, default: 0.2, help: 'Share of each side at most.' }),
  },
  move(random, { most }, { height, width }) {
    const kept = 1 - random.uniform() * most
    // The part stays within the picture.
    const x = (eitherWay(random) * (1 - kept) * width) / 2
    const y = (eitherWay(random) * (1 - kept) * height) / 2
    return [kept, 0, x, 0, kept, y]
  },
})
