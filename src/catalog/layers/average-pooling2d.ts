/** @file Average pool 2D: the mean of each window. */
import { ok } from '../../base/result'
import { defineLayer } from '../layer-def'
import { perAxis } from '../params'
import { features, image, ranked } from './shared/shapes'
import { padding, poolSize, poolStrides, slide, strideOf, windowWords } from './shared/window'

export const averagePooling2d = defineLayer({
  kind: 'averagePooling2d',
  title: 'Average pool 2D',
  family: 'reshapes',
  summary: 'Brings each window down to its mean: a softer, smaller picture.',
  search: 'pooling downsampling subsample',
  inputs: 'one',
  params: { poolSize: poolSize(2), strides: poolStrides(2), padding },
  glance: (p) => windowWords(p.poolSize, 2),
  shape(inputs, p) {
    const x = ranked(inputs, 3, 'Average pool 2D')
    if (!x.ok) return x
    const places = slide(
      image(inputs).slice(0, 2),
      perAxis(p.poolSize, 2),
      strideOf(p.strides, p.poolSize, 2),
      p.padding,
    )
    return places.ok ? ok([...places.value, features(inputs)]) : places
  },
  keras: (p) => ({
    class_name: 'AveragePooling2D',
    config: {
      pool_size: perAxis(p.poolSize, 2),
      strides: strideOf(p.strides, p.poolSize, 2),
      padding: p.padding,
      data_format: 'channels_last',
    },
  }),
})
