/**
 * @file Commands for manual labeling: what to label next, adding labels, and creating a dataset from them. Their
 * implementation is loaded lazily.
 */
import { LABEL_REASONS } from '../../../ops/label-queue'
import { STRATEGIES, type Strategy } from '../../../ops/labeling-strategies'
import { LABEL_SOURCES } from '../../../ops/log-entry'
import {
  anyNumber,
  either,
  flag,
  integer,
  list,
  nullable,
  number,
  oneOf,
  optional,
  text,
  textLater,
} from '../../arguments'
import { isServing, operateCommand, serviceCommand } from './service-command'

const REQUEST = integer('request id')

const labels = () => import('../../operate/labels/labels')

export const nextLabels = serviceCommand({
  id: 'labels.next',
  args: {
    strategy: optional(textLater<Strategy>(STRATEGIES.join(', '))),
    limit: optional(anyNumber()),
    reasons: optional(list(oneOf(...LABEL_REASONS))),
  },
  run: async (studio, asked) => (await labels()).nextLabels(studio, asked),
})

export const labelRequest = operateCommand({
  id: 'labels.add',
  args: { request: REQUEST, label: nullable(either(text('class'), anyNumber())), at: optional(number('ms')) },
  enabled: isServing,
  run: async (studio, { request, label, at }) => (await labels()).addLabel(studio, request, label, at),
})

export const skipLabel = serviceCommand({
  id: 'labels.skip',
  args: { request: REQUEST, back: optional(flag()) },
  async run(studio, { request, back }) {
    const { skipLabel: skip, unskipLabel } = await labels()
    return back ? unskipLabel(studio, request) : skip(studio, request)
  },
})

export const wantLabels = serviceCommand({
  id: 'labels.prioritize',
  args: { requests: list(REQUEST) },
  run: async (studio, { requests }) => (await labels()).prioritizeLabels(studio, requests),
})

export const labelQueue = serviceCommand({
  id: 'labels.queue',
  args: {},
  run: async (studio) => (await labels()).labelCounts(studio),
})

export const labelsToSet = serviceCommand({
  id: 'labels.dataset',
  args: { title: optional(text()), by: optional(list(oneOf(...LABEL_SOURCES))), most: optional(anyNumber('rows')) },
  run: async (studio, asked) =>
    (await import('../../operate/labels/labeled-dataset')).makeLabeledDataset(studio, asked),
})

export const showInput = serviceCommand({
  id: 'labels.input',
  args: { request: REQUEST },
  run: async (studio, { request }) =>
    (await import('../../operate/requests/request-inputs')).requestInput(studio, request),
})

export const compareStrategies = operateCommand({
  id: 'labels.compare',
  args: {
    first: optional(number('labels')),
    each: optional(number('labels')),
    rounds: optional(number()),
    seeds: optional(number()),
    seed: optional(number()),
  },
  run: async (studio, asked) => (await import('../../operate/comparisons')).compareStrategies(studio, asked),
})

export const stopComparing = operateCommand({
  id: 'labels.stopComparing',
  args: {},
  run: async (studio) => (await import('../../operate/comparisons')).stopComparison(studio),
})
