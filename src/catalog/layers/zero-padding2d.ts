/** @file Zero padding 2D: adds a border of zeros. */

import { ok } from '../../base/result'
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer } from '../layer-def'
import { perAxis, window } from '../params'
import { image, ranked } from './shared/shapes'
import { windowText } from './shared/sliding-window'

export const layer = defineLayer({
  kind: 'zeroPadding2d',
  family: 'reshapes',
  inputs: 'one',
  params: {
    padding: window({ ...layersText.zeroPadding2d.padding, axes: 2, min: 0, max: 64, default: 1 }),
  },
  glance: (p) => layersText.zeroPadding2d.glance({ sides: windowText(p.padding, 2) }),
  shape(inputs, p) {
    const x = ranked(inputs, 3, layersText.zeroPadding2d.title)
    if (!x.ok) return x
    const [height, width, channels] = image(inputs)
    const [rows = 0, columns = 0] = perAxis(p.padding, 2)
    return ok([height + 2 * rows, width + 2 * columns, channels])
  },
  keras(p) {
    const [rows = 0, columns = 0] = perAxis(p.padding, 2)
    return {
      class_name: 'ZeroPadding2D',
      config: {
        padding: [
          [rows, rows],
          [columns, columns],
        ],
        data_format: 'channels_last',
      },
    }
  },
})
