/** @file Maximum: the largest of its inputs, element by element. */
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer } from '../layer-def'
import { alike, chainedMemory, merging } from './shared/merge'

export const layer = defineLayer({
  kind: 'maximum',
  title: layersText.maximum.title,
  family: 'combines',
  summary: layersText.maximum.summary,
  search: layersText.maximum.search,
  inputs: 'many',
  params: {},
  glance: () => layersText.glance.elementwise,
  shape: (inputs) => alike(inputs, layersText.maximum.title),
  multiplyAdds: merging,
  memory: chainedMemory,
  keras: () => ({ class_name: 'Maximum', config: {} }),
})
