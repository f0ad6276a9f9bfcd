/** @file Average: the mean of its inputs, element by element. */
import { layersText } from '../../messages/en/catalog/layers'
import { defineLayer } from '../layer-def'
import { alike, merging } from './shared/merge'

export const layer = defineLayer({
  kind: 'average',
  title: layersText.average.title,
  family: 'combines',
  summary: layersText.average.summary,
  search: layersText.average.search,
  inputs: 'many',
  params: {},
  glance: () => layersText.glance.elementwise,
  shape: (inputs) => alike(inputs, layersText.average.title),
  multiplyAdds: merging,
  keras: () => ({ class_name: 'Average', config: {} }),
})
