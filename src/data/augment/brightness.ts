/** @file Brightness and contrast: simulates different lighting. */
import { augmentationsText as texts } from '../../messages/en/data/augment'
import { float } from '../../catalog/params'
import { defineAugmentation, symmetricUniform } from './define-augmentation'

export const brightness = defineAugmentation({
  kind: 'brightness',
  title: texts.brightness.title,
  summary: texts.brightness.summary,
  params: {
    light: float({ ...texts.brightness.params.light, min: 0, max: 1, step: 0.01, default: 0.15 }),
    contrast: float({ ...texts.brightness.params.contrast, min: 0, max: 0.9, step: 0.01, default: 0.15 }),
  },
  paint(pixels, _size, random, { light, contrast }) {
    const added = 255 * light * symmetricUniform(random)
    const factor = 1 + contrast * symmetricUniform(random)
    let sum = 0
    for (const pixel of pixels) sum += pixel
    const mean = sum / pixels.length
    for (let at = 0; at < pixels.length; at++) pixels[at] = ((pixels[at] as number) - mean) * factor + mean + added
  },
})
