/** @file Cropping 2D: crops the edges of an image. */

import { fail, ok } from '../../base/result'
import { layersText } from '../../messages/en/catalog/layers'
import { message } from '../../messages/message'
import { defineLayer } from '../layer-def'
import { perAxis, window } from '../params'
import { image, ranked } from './shared/shapes'
import { windowText } from './shared/sliding-window'

export const layer = defineLayer({
  kind: 'cropping2d',
  family: 'reshapes',
  inputs: 'one',
  params: {
    cropping: window({ ...layersText.cropping2d.cropping, axes: 2, min: 0, max: 64, default: 1 }),
  },
  glance: (p) => layersText.cropping2d.glance({ sides: windowText(p.cropping, 2) }),
  shape(inputs, p) {
    const x = ranked(inputs, 3, layersText.cropping2d.title)
    if (!x.ok) return x
    const [height, width, channels] = image(inputs)
    const crop = perAxis(p.cropping, 2)
    const [rows = 0, columns = 0] = crop
    const left = [height - 2 * rows, width - 2 * columns] as const
    if (left.some((n) => n < 1)) return fail(message('crop-too-large', { crop, image: [height, width] }))
    return ok([...left, channels])
  },
  keras(p) {
    const [rows = 0, columns = 0] = perAxis(p.cropping, 2)
    return {
      class_name: 'Cropping2D',
      config: {
        cropping: [
          [rows, rows],
          [columns, columns],
        ],
        data_format: 'channels_last',
      },
    }
  },
})
