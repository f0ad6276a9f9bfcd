/** @file Brightness and contrast: the light in which a picture was taken. */
import { float } from '../../catalog/params'
import { defineAugmentation, eitherWay } from './define-augmentation'

export const brightness = defineAugmentation({
  kind: 'brightness',
  title: 'Brightness',
  summary: 'Makes the picture lighter or darker, and its contrast stronger or weaker.',
  params: {
    light: float({ label: 'Light', min: 0, max: 1, step: 0.01, default: 0.15, help: '1 is from black to white.' }),
    contrast: float({
      label: 'Contrast',
      min: 0,
      max: 0.9,
      step: 0.01,
      default: 0.15,
      help: '0.15: by 15% either way.',
    }),
  },
  paint(pixels, _size, random, { light, contrast }) {
    const added = 255 * light * eitherWay(random)
    const factor = 1 + contrast * eitherWay(random)
    let sum = 0
    for (const pixel of pixels) sum += pixel
    const mean = sum / pixels.length
    for (let at = 0; at < pixels.length; at++) pixels[at] = ((pixels[at] as number) - mean) * factor + mean + added
  },
})
