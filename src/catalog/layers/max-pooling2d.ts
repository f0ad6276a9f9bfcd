/** @file Max pool 2D: the largest value of each window. */
import { layersText } from '../../messages/en/catalog/layers'
import { ok } from '../../base/result'
import { defineLayer } from '../layer-def'
import { perAxis } from '../params'
import { features, image, ranked, size } from './shared/shapes'
import { padding, poolSize, poolStrides, slide, strideOf, windowText } from './shared/sliding-window'

export const layer = defineLayer({
  kind: 'maxPooling2d',
  title: layersText.maxPooling2d.title,
  family: 'reshapes',
  summary: layersText.maxPooling2d.summary,
  search: layersText.maxPooling2d.search,
  inputs: 'one',
  params: { poolSize: poolSize(2), strides: poolStrides(2), padding },
  glance: (p) => windowText(p.poolSize, 2),
  shape(inputs, p) {
    const x = ranked(inputs, 3, layersText.maxPooling2d.title)
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
  // The place of each maximum is kept for the backward pass.
  memory: (_, out) => ({ forward: 2 * size(out), backward: size(out) }),
  keras: (p) => ({
    class_name: 'MaxPooling2D',
    config: {
      pool_size: perAxis(p.poolSize, 2),
      strides: strideOf(p.strides, p.poolSize, 2),
      padding: p.padding,
      data_format: 'channels_last',
    },
  }),
})
