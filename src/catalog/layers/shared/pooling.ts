/** @file Pooling layers: they reduce each window, or the whole input, to one value per feature. */
import { ok } from '../../../base/result'
import { layersText } from '../../../messages/en/catalog/layers'
import { defineLayer, type LayerMemory, type Shape } from '../../layer-def'
import { perAxis } from '../../params'
import { features, ranked } from './shapes'
import { padding, poolSize, poolStrides, slide, strideOf, windowText } from './sliding-window'

type PoolKind = 'averagePooling1d' | 'averagePooling2d' | 'maxPooling1d' | 'maxPooling2d'
type GlobalPoolKind = 'globalAveragePooling1d' | 'globalAveragePooling2d' | 'globalMaxPooling1d' | 'globalMaxPooling2d'

interface Pooling<K> {
  readonly kind: K
  readonly class_name: string
  readonly axes: 1 | 2
  /** By default, the memory of a layer that keeps its result. */
  readonly memory?: (inputs: readonly Shape[], output: Shape) => LayerMemory
}

/** Defines a pooling layer whose window slides over one or two axes. */
export function poolingLayer({ kind, class_name, axes, memory }: Pooling<PoolKind>) {
  const { title } = layersText[kind]
  return defineLayer({
    kind,
    family: 'reshapes',
    inputs: 'one',
    params: { poolSize: poolSize(axes), strides: poolStrides(axes), padding },
    glance(p) {
      const window = windowText(p.poolSize, axes)
      return axes === 1 ? layersText.glance.steps({ window }) : window
    },
    shape(inputs, p) {
      const x = ranked(inputs, axes === 1 ? 2 : 3, title)
      if (!x.ok) return x
      const over = x.value.slice(0, axes)
      const places = slide(over, perAxis(p.poolSize, axes), strideOf(p.strides, p.poolSize, axes), p.padding, 'pool')
      return places.ok ? ok([...places.value, features(inputs)]) : places
    },
    ...(memory && { memory }),
    keras: (p) => ({
      class_name,
      config: {
        pool_size: perAxis(p.poolSize, axes),
        strides: strideOf(p.strides, p.poolSize, axes),
        padding: p.padding,
        data_format: 'channels_last',
      },
    }),
  })
}

/** Defines a pooling layer over all steps (one axis) or all pixels (two axes). */
export function globalPoolingLayer({ kind, class_name, axes, memory }: Pooling<GlobalPoolKind>) {
  const { title } = layersText[kind]
  return defineLayer({
    kind,
    family: 'reshapes',
    inputs: 'one',
    params: {},
    glance: () => (axes === 1 ? layersText.glance.onePerFeature : layersText.glance.onePerChannel),
    shape(inputs) {
      const x = ranked(inputs, axes === 1 ? 2 : 3, title)
      return x.ok ? ok([features(inputs)]) : x
    },
    ...(memory && { memory }),
    keras: () => ({ class_name, config: axes === 1 ? {} : { data_format: 'channels_last' } }),
  })
}
