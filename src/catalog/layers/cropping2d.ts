/** @file Cropping 2D: cuts the edges of an image off. */
import { message } from '../../messages/message'
import { fail, ok } from '../../base/result'
import { defineLayer } from '../layer-def'
import { perAxis, window } from '../params'
import { image, ranked } from './shared/shapes'
import { windowWords } from './shared/window'

export const cropping2d = defineLayer({
  kind: 'cropping2d',
  title: 'Cropping 2D',
  family: 'reshapes',
  summary: 'Cuts the edges of an image off.',
  search: 'crop trim cut',
  inputs: 'one',
  params: {
    cropping: window({
      label: 'Cut',
      axes: 2,
      min: 0,
      max: 64,
      default: 1,
      help: 'Rows at top and bottom, columns left and right.',
    }),
  },
  glance: (p) => `${windowWords(p.cropping, 2)} from each side`,
  shape(inputs, p) {
    const x = ranked(inputs, 3, 'Cropping 2D')
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
