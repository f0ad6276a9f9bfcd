/** @file Commands that analyze the dataset in use. Their implementation is loaded lazily. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { flag, integer, number, oneOf, optional, text } from '../arguments'
import { defineCommand } from '../command'
import type { AppContext } from '../context'

const session = () => import('../data/dataset-report')
/** Also available while a dataset is loading, because the commands wait for it. */
const hasData = ({ store }: AppContext) => ['ready', 'loading'].includes(store.getState().data.tag)

export const reportData = defineCommand({
  id: 'data.report',
  title: moreCommandsText['data.report'],
  args: {},
  enabled: hasData,
  run: async (studio) => (await session()).report(studio),
})

export const profileData = defineCommand({
  id: 'data.profile',
  title: moreCommandsText['data.profile'],
  args: {},
  enabled: hasData,
  run: async (studio) => (await session()).inspectFinding(studio, 'profile'),
})

export const stopReport = defineCommand({
  id: 'data.stopLooking',
  title: moreCommandsText['data.stopLooking'],
  args: {},
  run: async (studio) => (await session()).stopLooking(studio),
})

export const simpleModelsCommand = defineCommand({
  id: 'run.baselines',
  title: moreCommandsText['run.baselines'],
  listed: true,
  args: {},
  enabled: hasData,
  run: async (studio) => (await import('../data/simple-models')).simpleModels(studio),
})

export const learningCurve = defineCommand({
  id: 'data.learningCurve',
  title: moreCommandsText['data.learningCurve'],
  listed: true,
  args: { by: optional(oneOf('network', 'forest')), more: optional(number('rows')), cancel: optional(flag()) },
  enabled: hasData,
  async run(studio, { cancel, ...how }) {
    const { learnCurve, stopCurve } = await import('../data/learning-curve')
    if (!cancel) return learnCurve(studio, how)
    stopCurve(studio)
    return undefined
  },
})

export const fixData = defineCommand({
  id: 'data.mend',
  title: moreCommandsText['data.mend'],
  args: { finding: text('finding'), remedy: optional(integer()) },
  enabled: hasData,
  run: async (studio, { finding, remedy = 0 }) => (await session()).applyFix(studio, finding, remedy),
})

export const acceptFinding = defineCommand({
  id: 'data.accept',
  title: moreCommandsText['data.accept'],
  args: { finding: text('finding'), accepted: optional(flag()) },
  enabled: hasData,
  run: async (studio, { finding, accepted = true }) => (await session()).accept(studio, finding, accepted),
})
