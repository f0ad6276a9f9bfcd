/** @file Repeat vector: turns a vector into a sequence of copies. */

import { ok } from '../../base/result'
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer } from '../layer-def'
import { int } from '../params'
import { ranked } from './shared/shapes'

export const layer = defineLayer({
  kind: 'repeatVector',
  family: 'reshapes',
  inputs: 'one',
  params: { n: int({ ...layersText.repeatVector.n, min: 1, max: 4096, default: 2 }) },
  glance: (p) => layersText.repeatVector.glance({ times: p.n }),
  shape(inputs, p) {
    const x = ranked(inputs, 1, layersText.repeatVector.title)
    return x.ok ? ok([p.n, ...x.value]) : x
  },
  keras: (p) => ({ class_name: 'RepeatVector', config: { n: p.n } }),
})
