/** @file Up-sampling 2D: repeats every pixel. */

import { ok } from '../../base/result'
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer } from '../layer-def'
import { perAxis, window } from '../params'
import { image, ranked } from './shared/shapes'
import { windowText } from './shared/sliding-window'

export const layer = defineLayer({
  kind: 'upSampling2d',
  family: 'reshapes',
  inputs: 'one',
  params: {
    size: window({ ...layersText.upSampling2d.size, axes: 2, min: 1, max: 512, default: 2 }),
  },
  glance: (p) => layersText.upSampling2d.glance({ factor: windowText(p.size, 2) }),
  shape(inputs, p) {
    const x = ranked(inputs, 3, layersText.upSampling2d.title)
    if (!x.ok) return x
    const [height, width, channels] = image(inputs)
    const [down = 1, across = 1] = perAxis(p.size, 2)
    return ok([height * down, width * across, channels])
  },
  keras: (p) => ({
    class_name: 'UpSampling2D',
    // Bilinear interpolation is not offered: TensorFlow.js samples at pixel corners and Keras at pixel centers, so an
    // export would give different results.
    config: { size: perAxis(p.size, 2), data_format: 'channels_last', interpolation: 'nearest' },
  }),
})
