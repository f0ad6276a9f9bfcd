/** @file Multiply: the product of its inputs, element by element. */
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer } from '../layer-def'
import { alike, chainedMemory, merging } from './shared/merge'

export const layer = defineLayer({
  kind: 'multiply',
  title: layersText.multiply.title,
  family: 'combines',
  summary: layersText.multiply.summary,
  search: layersText.multiply.search,
  inputs: 'many',
  params: {},
  glance: () => layersText.glance.elementwise,
  shape: (inputs) => alike(inputs, layersText.multiply.title),
  multiplyAdds: merging,
  memory: chainedMemory,
  keras: () => ({ class_name: 'Multiply', config: {} }),
})
