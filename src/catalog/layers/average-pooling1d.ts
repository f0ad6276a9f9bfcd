/** @file Average pool 1D: the mean of each window. */
import { ok } from '../../base/result'
import { defineLayer } from '../layer-def'
import { perAxis } from '../params'
import { features, sequence, ranked } from './shared/shapes'
import { padding, poolSize, poolStrides, slide, strideOf, windowWords } from './shared/window'

export const averagePooling1d = defineLayer({
  kind: 'averagePooling1d',
  title: 'Average pool 1D',
  family: 'reshapes',
  summary: 'Brings each few steps down to their mean: a smoother, shorter sequence.',
  search: 'pooling downsampling subsample',
  inputs: 'one',
  params: { poolSize: poolSize(1), strides: poolStrides(1), padding },
  glance: (p) => `${windowWords(p.poolSize, 1)} steps`,
  shape(inputs, p) {
    const x = ranked(inputs, 2, 'Average pool 1D')
    if (!x.ok) return x
    const places = slide(
      sequence(inputs).slice(0, 1),
      perAxis(p.poolSize, 1),
      strideOf(p.strides, p.poolSize, 1),
      p.padding,
    )
    return places.ok ? ok([...places.value, features(inputs)]) : places
  },
  keras: (p) => ({
    class_name: 'AveragePooling1D',
    config: {
      pool_size: perAxis(p.poolSize, 1),
      strides: strideOf(p.strides, p.poolSize, 1),
      padding: p.padding,
      data_format: 'channels_last',
    },
  }),
})
