/**
 * @file Commands for manual labeling: what to label next, adding labels, and creating a dataset from them. Their
 * implementation is loaded lazily.
 */
import { operateCommandsText } from '../../../messages/en/commands/operate'
import { LABEL_REASONS } from '../../../ops/label-queue'
import { STRATEGIES, type Strategy } from '../../../ops/labeling-strategies'
import { LABEL_SOURCES } from '../../../ops/log-entry'
import {
  anyNumber,
  checkedLater,
  either,
  flag,
  integer,
  list,
  nullable,
  number,
  oneOf,
  optional,
  text,
} from '../../arguments'
import { defineCommand } from '../../command'
import type { AppContext } from '../../context'
import { operateController } from '../../operate/controller'

const REQUEST = integer('request id')

const labels = () => import('../../operate/labels/labels')
const isOpen = (studio: AppContext) => operateController(studio).store.getState().service !== null
const isServing = (studio: AppContext) => operateController(studio).store.getState().serving.tag === 'on'

export const nextLabels = defineCommand({
  id: 'labels.next',
  title: operateCommandsText['labels.next'],
  args: {
    strategy: optional(checkedLater<Strategy>(STRATEGIES.join(', '))),
    limit: optional(anyNumber()),
    reasons: optional(list(oneOf(...LABEL_REASONS))),
  },
  enabled: isOpen,
  run: async (studio, asked) => (await labels()).nextLabels(studio, asked),
})

export const labelRequest = defineCommand({
  id: 'labels.add',
  title: operateCommandsText['labels.add'],
  args: { request: REQUEST, label: nullable(either(text('class'), anyNumber())) },
  enabled: isServing,
  run: async (studio, { request, label }) => (await labels()).addLabel(studio, request, label),
})

export const skipLabel = defineCommand({
  id: 'labels.skip',
  title: operateCommandsText['labels.skip'],
  args: { request: REQUEST, back: optional(flag()) },
  enabled: isOpen,
  async run(studio, { request, back }) {
    const { skipLabel: skip, unskipLabel } = await labels()
    return back ? unskipLabel(studio, request) : skip(studio, request)
  },
})

export const wantLabels = defineCommand({
  id: 'labels.prioritize',
  title: operateCommandsText['labels.prioritize'],
  args: { requests: list(REQUEST) },
  enabled: isOpen,
  run: async (studio, { requests }) => (await labels()).prioritizeLabels(studio, requests),
})

export const labelQueue = defineCommand({
  id: 'labels.queue',
  title: operateCommandsText['labels.queue'],
  args: {},
  enabled: isOpen,
  run: async (studio) => (await labels()).labelCounts(studio),
})

export const labelsToSet = defineCommand({
  id: 'labels.dataset',
  title: operateCommandsText['labels.dataset'],
  args: { title: optional(text()), by: optional(list(oneOf(...LABEL_SOURCES))), most: optional(anyNumber('rows')) },
  enabled: isOpen,
  run: async (studio, asked) =>
    (await import('../../operate/labels/labeled-dataset')).makeLabeledDataset(studio, asked),
})

export const showInput = defineCommand({
  id: 'labels.input',
  title: operateCommandsText['labels.input'],
  args: { request: REQUEST },
  enabled: isOpen,
  run: async (studio, { request }) =>
    (await import('../../operate/requests/request-inputs')).requestInput(studio, request),
})

export const compareStrategies = defineCommand({
  id: 'labels.compare',
  title: operateCommandsText['labels.compare'],
  args: {
    first: optional(number('labels')),
    each: optional(number('labels')),
    rounds: optional(number()),
    seeds: optional(number()),
    seed: optional(number()),
  },
  run: async (studio, asked) => (await import('../../operate/comparisons')).compareStrategies(studio, asked),
})

export const stopComparing = defineCommand({
  id: 'labels.stopComparing',
  title: operateCommandsText['labels.stopComparing'],
  args: {},
  run: async (studio) => (await import('../../operate/comparisons')).stopComparison(studio),
})
