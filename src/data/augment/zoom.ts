/** @file Zoom: the picture larger or smaller. */
import { float } from '../../catalog/params'
import { defineAugmentation, eitherWay } from './define-augmentation'

export const zoom = defineAugmentation({
  kind: 'zoom',
  title: 'Zoom',
  summary: 'Makes the picture larger or smaller by up to a share of its size.',
  params: {
    amount: float({
      label: 'Amount',
      min: 0,
      max: 0.9,
      step: 0.01,
      default: 0.1,
      help: '0.1: from 10% smaller to 10% larger.',
    }),
  },
  move(random, { amount }) {
    const scale = 1 / (1 + eitherWay(random) * amount)
    return [scale, 0, 0, 0, scale, 0]
  },
})
