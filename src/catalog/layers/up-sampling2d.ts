/** @file Up-sampling 2D: every pixel becomes a block of itself. */
import { ok } from '../../base/result'
import { defineLayer } from '../layer-def'
import { perAxis, window } from '../params'
import { image, ranked } from './shared/shapes'
import { windowWords } from './shared/window'

export const upSampling2d = defineLayer({
  kind: 'upSampling2d',
  title: 'Up-sampling 2D',
  family: 'reshapes',
  summary: 'Makes an image larger by repeating every pixel; nothing is learned.',
  search: 'enlarge resize upscale decoder',
  inputs: 'one',
  params: {
    size: window({
      label: 'Factor',
      axes: 2,
      min: 1,
      max: 512,
      default: 2,
      help: 'How many times as high and as wide.',
    }),
  },
  glance: (p) => `${windowWords(p.size, 2)} times`,
  shape(inputs, p) {
    const x = ranked(inputs, 3, 'Up-sampling 2D')
    if (!x.ok) return x
    const [height, width, channels] = image(inputs)
    const [down = 1, across = 1] = perAxis(p.size, 2)
    return ok([height * down, width * across, channels])
  },
  keras: (p) => ({
    class_name: 'UpSampling2D',
    // Bilinear is not offered: tf.js samples at pixel corners, Keras at their middles, so an export would differ.
    config: { size: perAxis(p.size, 2), data_format: 'channels_last', interpolation: 'nearest' },
  }),
})
