/** @file Noise: a little of chance on every pixel or number. */
import { float } from '../../catalog/params'
import { defineAugmentation } from './define-augmentation'

export const noise = defineAugmentation({
  kind: 'noise',
  title: 'Noise',
  summary: 'Adds normal noise to every pixel, or to every number of a table as the network takes it.',
  params: {
    deviation: float({
      label: 'Deviation',
      min: 0,
      max: 1,
      step: 0.01,
      default: 0.05,
      help: 'Of a picture, 1 is from black to white; of a column, 1 is its own deviation.',
    }),
  },
  paint(pixels, _size, random, { deviation }) {
    const wide = 255 * deviation
    for (let at = 0; at < pixels.length; at++) pixels[at] = (pixels[at] as number) + wide * random.normal()
  },
  shake(values, random, { deviation }) {
    for (let at = 0; at < values.length; at++) values[at] = (values[at] as number) + deviation * random.normal()
  },
})
