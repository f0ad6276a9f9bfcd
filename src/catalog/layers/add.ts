/** @file Add: the sum of its inputs, element by element. */
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer } from '../layer-def'
import { alike, merging } from './shared/merge'

export const layer = defineLayer({
  kind: 'add',
  title: layersText.add.title,
  family: 'combines',
  summary: layersText.add.summary,
  search: layersText.add.search,
  inputs: 'many',
  params: {},
  glance: () => layersText.glance.elementwise,
  shape: (inputs) => alike(inputs, layersText.add.title),
  multiplyAdds: merging,
  keras: () => ({ class_name: 'Add', config: {} }),
})
