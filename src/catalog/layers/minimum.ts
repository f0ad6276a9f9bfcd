/** @file Minimum: the smallest of its inputs, element by element. */
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer } from '../layer-def'
import { alike, chainedMemory, merging } from './shared/merge'

export const layer = defineLayer({
  kind: 'minimum',
  title: layersText.minimum.title,
  family: 'combines',
  summary: layersText.minimum.summary,
  search: layersText.minimum.search,
  inputs: 'many',
  params: {},
  glance: () => layersText.glance.elementwise,
  shape: (inputs) => alike(inputs, layersText.minimum.title),
  multiplyAdds: merging,
  memory: chainedMemory,
  keras: () => ({ class_name: 'Minimum', config: {} }),
})
