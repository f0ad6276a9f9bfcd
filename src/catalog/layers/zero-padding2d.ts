/** @file Zero padding 2D: a frame of zeros. */
import { ok } from '../../base/result'
import { defineLayer } from '../layer-def'
import { perAxis, window } from '../params'
import { image, ranked } from './shared/shapes'
import { windowWords } from './shared/window'

export const zeroPadding2d = defineLayer({
  kind: 'zeroPadding2d',
  title: 'Zero padding 2D',
  family: 'reshapes',
  summary: 'Puts a frame of zeros around an image.',
  search: 'pad border frame',
  inputs: 'one',
  params: {
    padding: window({
      label: 'Frame',
      axes: 2,
      min: 0,
      max: 64,
      default: 1,
      help: 'Rows above and below, columns left and right.',
    }),
  },
  glance: (p) => `${windowWords(p.padding, 2)} around`,
  shape(inputs, p) {
    const x = ranked(inputs, 3, 'Zero padding 2D')
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
