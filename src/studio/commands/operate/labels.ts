/**
 * @file Commands for manual labeling: what to label next, adding labels, and creating a dataset from them. Their
 * implementation is loaded lazily.
 */
import { operateCommandsText } from '../../../messages/en/commands/operate'
import { LABEL_REASONS, STRATEGIES } from '../../../ops/label-queue'
import type { LabelSource } from '../../../ops/log-entry'
import { defineCommand } from '../../command'
import type { AppContext } from '../../context'
import { operateController } from '../../operate/controller'
import type { ActiveLearningSettings } from '../../../ops/active-learning/compare-strategies'
import type { NextLabelsOptions } from '../../operate/labels'

const labels = () => import('../../operate/labels')
const isOpen = (studio: AppContext) => operateController(studio).store.getState().service !== null
const isServing = (studio: AppContext) => operateController(studio).store.getState().serving.tag === 'on'

export const nextLabels = defineCommand({
  id: 'labels.next',
  title: operateCommandsText['labels.next'],
  args: { strategy: `${STRATEGIES.join(', ')}?`, limit: 'number?', reasons: `some of ${LABEL_REASONS.join(', ')}?` },
  enabled: isOpen,
  run: async (studio, asked: NextLabelsOptions) => (await labels()).nextLabels(studio, asked),
})

export const labelRequest = defineCommand({
  id: 'labels.add',
  title: operateCommandsText['labels.add'],
  args: { request: 'number', label: 'class by name or place, or number; null where nobody can tell' },
  enabled: isServing,
  run: async (studio, { request, label }: { request: number; label: string | number | null }) =>
    (await labels()).addLabel(studio, request, label),
})

export const skipLabel = defineCommand({
  id: 'labels.skip',
  title: operateCommandsText['labels.skip'],
  args: { request: 'number', back: 'true?: asked again' },
  enabled: isOpen,
  async run(studio, { request, back }: { request: number; back?: true }) {
    const { skipLabel: skip, unskipLabel } = await labels()
    return back ? unskipLabel(studio, request) : skip(studio, request)
  },
})

export const wantLabels = defineCommand({
  id: 'labels.prioritize',
  title: operateCommandsText['labels.prioritize'],
  args: { requests: 'numbers' },
  enabled: isOpen,
  run: async (studio, { requests }: { requests: readonly number[] }) =>
    (await labels()).prioritizeLabels(studio, requests),
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
  args: { title: 'string?', by: 'person, caller, world: a list?', most: 'number?' },
  enabled: isOpen,
  run: async (studio, asked: { title?: string; by?: readonly LabelSource[]; most?: number }) =>
    (await import('../../operate/labeled-dataset')).makeLabeledDataset(studio, asked),
})

export const showInput = defineCommand({
  id: 'labels.input',
  title: operateCommandsText['labels.input'],
  args: { request: 'number' },
  enabled: isOpen,
  run: async (studio, { request }: { request: number }) =>
    (await import('../../operate/request-inputs')).requestInput(studio, request),
})

export const compareStrategies = defineCommand({
  id: 'labels.compare',
  title: operateCommandsText['labels.compare'],
  args: {
    first: 'labels to begin with?',
    each: 'labels a round?',
    rounds: 'number?',
    seeds: 'number?',
    seed: 'number?',
  },
  run: async (studio, asked: Partial<ActiveLearningSettings>) =>
    (await import('../../operate/compare-strategies')).compareStrategies(studio, asked),
})

export const stopComparing = defineCommand({
  id: 'labels.stopComparing',
  title: operateCommandsText['labels.stopComparing'],
  args: {},
  run: async (studio) => (await import('../../operate/compare-strategies')).stopComparison(studio),
})
