/** @file Validate: holds a request against the schema of the data before any model sees it. */
import { choice } from '../params'
import { defineStage } from '../stage-def'
import { requests } from './shared/flows'

export const validate = defineStage({
  kind: 'validate',
  title: 'Validate',
  family: 'regularises',
  summary:
    'Holds each request against the schema: what does not fit is refused with a sentence, or brought into range.',
  search: 'schema check guard input',
  inputs: 'some',
  params: {
    range: choice({
      label: 'Out of range',
      options: ['refuse', 'clip', 'pass'],
      default: 'pass',
      help: 'A number beyond all that training saw: refuse the request, take the nearest that was seen, or let it pass.',
    }),
    unseen: choice({
      label: 'Unseen category',
      options: ['refuse', 'missing'],
      default: 'refuse',
      help: 'A category that training never saw: refuse the request, or treat the value as missing.',
    }),
    missing: choice({
      label: 'Missing value',
      options: ['refuse', 'pass'],
      default: 'pass',
      help: 'A value that is not there: refuse the request, or leave it to the steps that prepare its column.',
    }),
  },
  glance: (p) => {
    const refused = [
      p.range === 'refuse' ? 'range' : '',
      p.unseen === 'refuse' ? 'unseen' : '',
      p.missing === 'refuse' ? 'missing' : '',
    ].filter(Boolean)
    return refused.length === 0 ? 'refuses wrong types' : `refuses ${refused.join(', ')}`
  },
  shape: (inputs) => requests(inputs, 'Validate'),
  lower: ({ range, unseen, missing }) => ({ class_name: 'Validate', config: { range, unseen, missing } }),
})
