/** @file Shift: the picture moved aside, up or down. */
import { float } from '../../catalog/params'
import { defineAugmentation, eitherWay } from './define-augmentation'

export const shift = defineAugmentation({
  kind: 'shift',
  title: 'Shift',
  summary: 'Moves the picture by up to a share of its width and height, either way.',
  params: {
    across: float({ label: 'Across', min: 0, max: 0.5, step: 0.01, default: 0.1, help: 'Share of the width at most.' }),
    down: float({
      label: 'Up and down',
      min: 0,
      max: 0.5,
      step: 0.01,
      default: 0.1,
      help: 'Share of the height at most.',
    }),
  },
  move(random, { across, down }, { height, width }) {
    const x = eitherWay(random) * across * width
    const y = eitherWay(random) * down * height
    return [1, 0, -x, 0, 1, -y]
  },
})
