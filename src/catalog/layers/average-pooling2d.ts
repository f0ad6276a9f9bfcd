/** @file Average pool 2D: the mean of each window. */
import { layersText } from '../../messages/en/catalog/layers'
import { ok } from '../../base/result'
import { defineLayer } from '../layer-def'
import { perAxis } from '../params'
import { features, image, ranked } from './shared/shapes'
import { padding, poolSize, poolStrides, slide, strideOf, windowText } from './shared/sliding-window'

export const layer = defineLayer({
  kind: 'averagePooling2d',
  title: layersText.averagePooling2d.title,
  family: 'reshapes',
  summary: layersText.averagePooling2d.summary,
  search: layersText.averagePooling2d.search,
  inputs: 'one',
  params: { poolSize: poolSize(2), strides: poolStrides(2), padding },
  glance: (p) => windowText(p.poolSize, 2),
  shape(inputs, p) {
    const x = ranked(inputs, 3, layersText.averagePooling2d.title)
    if (!x.ok) return x
    const places = slide(
      image(inputs).slice(0, 2),
      perAxis(p.poolSize, 2),
      strideOf(p.strides, p.poolSize, 2),
      p.padding,
      'pool',
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
