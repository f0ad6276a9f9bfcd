/** @file Features: a request becomes the numbers that the model was trained on, by the very steps of its data. */
import { columns } from '../params'
import { defineStage } from '../stage-def'
import { requests } from './shared/flows'

export const features = defineStage({
  kind: 'features',
  title: 'Features',
  family: 'reshapes',
  summary: 'Turns a request into the numbers the model was trained on, by the steps that prepared its data.',
  search: 'prepare transform encode feature store',
  inputs: 'some',
  params: {
    stored: columns({
      label: 'Stored columns',
      default: [],
      help: 'Columns that come from a store of features and not with the request: they can be stale. Empty: all come with it.',
    }),
  },
  glance: (p) => (p.stored.length === 0 ? 'all with the request' : `${p.stored.length} from the store`),
  shape: (inputs) => requests(inputs, 'Features'),
  lower: ({ stored }) => ({ class_name: 'Features', config: { stored } }),
})
