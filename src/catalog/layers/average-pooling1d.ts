/** @file Average pool 1D: the mean of each window. */
import { layersText } from '../../messages/en/catalog/layers'
import { ok } from '../../base/result'
import { defineLayer } from '../layer-def'
import { perAxis } from '../params'
import { features, sequence, ranked } from './shared/shapes'
import { padding, poolSize, poolStrides, slide, strideOf, windowText } from './shared/sliding-window'

export const layer = defineLayer({
  kind: 'averagePooling1d',
  title: layersText.averagePooling1d.title,
  family: 'reshapes',
  summary: layersText.averagePooling1d.summary,
  search: layersText.averagePooling1d.search,
  inputs: 'one',
  params: { poolSize: poolSize(1), strides: poolStrides(1), padding },
  glance: (p) => layersText.glance.steps({ window: windowText(p.poolSize, 1) }),
  shape(inputs, p) {
    const x = ranked(inputs, 2, layersText.averagePooling1d.title)
    if (!x.ok) return x
    const places = slide(
      sequence(inputs).slice(0, 1),
      perAxis(p.poolSize, 1),
      strideOf(p.strides, p.poolSize, 1),
      p.padding,
      'pool',
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
