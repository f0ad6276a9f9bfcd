/** @file Commands that analyze the dataset in use. Their implementation is loaded lazily. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { defineCommand } from '../command'
import type { AppContext } from '../context'
import type { CurveRequest } from '../learning-curve'

const session = () => import('../dataset-report')
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
  run: async (studio) => (await import('../simple-models')).simpleModels(studio),
})

export const learningCurve = defineCommand({
  id: 'data.learningCurve',
  title: moreCommandsText['data.learningCurve'],
  listed: true,
  args: { by: 'network or forest?', more: 'number?: rows asked about', cancel: 'boolean?' },
  enabled: hasData,
  async run(studio, { cancel, ...how }: CurveRequest & { cancel?: boolean }) {
    const { learnCurve, stopCurve } = await import('../learning-curve')
    return cancel ? stopCurve(studio) : learnCurve(studio, how)
  },
})

export const fixData = defineCommand({
  id: 'data.mend',
  title: moreCommandsText['data.mend'],
  args: { finding: 'as data.report names it', remedy: 'number?: index of the remedy, from 0' },
  enabled: hasData,
  run: async (studio, { finding, remedy = 0 }: { finding: string; remedy?: number }) =>
    (await session()).applyFix(studio, String(finding), remedy),
})

export const acceptFinding = defineCommand({
  id: 'data.accept',
  title: moreCommandsText['data.accept'],
  args: { finding: 'as data.report names it', accepted: 'boolean?' },
  enabled: hasData,
  run: async (studio, { finding, accepted = true }: { finding: string; accepted?: boolean }) =>
    (await session()).accept(studio, String(finding), accepted),
})
