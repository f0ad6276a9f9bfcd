/** @file Commands for runs: start, pause, resume, stop, evaluate, and continue training. */
import { commandsText } from '../../messages/en/commands/studio'
import { message, refuse } from '../../messages/message'
import type { Evaluation } from '../../metrics/evaluation'
import { number, oneOf, optional, text } from '../arguments'
import { commandsWith } from '../command'
import { metricsPart } from '../console/loaded-metrics'
import { loadMetrics } from '../console/loaded-metrics'
import type { AppContext } from '../context'
import type { ReadyData } from '../data/data-session'
import { slicesOf } from '../data/dataset-slices'
import { countTestSetView } from '../data/test-set-views'
import { isOpen } from '../training/find-run'
import { isFree, paceOf } from '../training/run-lifecycle'
import { BACKEND_CHOICE } from './common-arguments'

const defineCommand = commandsWith(commandsText)

const RUN = text('run id')

function tagOf(studio: AppContext) {
  return studio.store.getState().run.tag
}

/** Adds slice scores to the evaluation, if the dataset has slices. */
async function scored(studio: AppContext, evaluation: Evaluation, ready: ReadyData): Promise<Evaluation> {
  if (slicesOf(studio.store.getState()).length === 0) return evaluation
  const { withSlices } = await import('../data/slices')
  return withSlices(studio, evaluation, ready)
}

export const startRun = defineCommand({
  id: 'run.start',
  listed: true,
  shortcut: '$mod+Enter',
  args: { backend: optional(BACKEND_CHOICE) },
  run: (studio, { backend }) => studio.runs.start(backend === undefined ? {} : { backend }),
})

export const pauseRun = defineCommand({
  id: 'run.pause',
  args: {},
  listed: true,
  enabled: (studio) => tagOf(studio) === 'training',
  run: (studio) => studio.runs.steer('pause'),
})

export const resumeRun = defineCommand({
  id: 'run.resume',
  args: {},
  listed: true,
  enabled: (studio) => tagOf(studio) === 'paused',
  async run(studio) {
    await studio.runs.steer('resume')
    const { noticeOfOtherNetwork } = await import('../training/resume-run')
    const notice = noticeOfOtherNetwork(studio.store.getState())
    if (notice) await studio.run('notice.show', notice)
  },
})

export const stepRun = defineCommand({
  id: 'run.step',
  args: {},
  listed: true,
  enabled: (studio) => tagOf(studio) === 'paused' || tagOf(studio) === 'training',
  async run(studio) {
    if (tagOf(studio) === 'training') await studio.runs.steer('pause')
    await studio.runs.steer('step')
  },
})

/** Limits the speed of this and of later runs, so that they can be watched. The weights stay the same. */
export const paceRun = defineCommand({
  id: 'run.pace',
  args: { stepsPerSecond: optional(number()) },
  run(studio, { stepsPerSecond }) {
    studio.store.setState({ pace: stepsPerSecond !== undefined && stepsPerSecond > 0 ? stepsPerSecond : null })
    const { run } = studio.store.getState()
    if (!isFree(run) && run.tag !== 'idle')
      studio.runs.client().send({ type: 'pace', run: run.id, ...paceOf(studio.store.getState()) })
  },
})

export const stopRun = defineCommand({
  id: 'run.stop',
  args: {},
  listed: true,
  enabled: (studio) => ['training', 'paused', 'preparing'].includes(tagOf(studio)),
  run: (studio) => studio.runs.steer('stop'),
})

export const evaluateRun = defineCommand({
  id: 'run.evaluate',
  args: {
    split: {
      ...oneOf('train', 'validation', 'test'),
      problem: (_: unknown, split: string) => message('unknown-split', { split }),
    },
  },
  async run(studio, { split }) {
    const { inUse } = studio.store.getState()
    const [{ evaluation, ready }] = await Promise.all([studio.runs.evaluate(split), loadMetrics()])
    const shown = studio.store.getState().metrics
    // Evaluating the test split unseals it.
    const looks = split === 'test' ? { testLooks: await countTestSetView(studio, ready.key) } : {}
    const whole = await scored(studio, { ...evaluation, data: ready.key, ...looks }, ready)
    // Keep newer metrics that arrived in the meantime, and show none of weights that are no longer in use.
    studio.store.setState((now) => (now.metrics === shown && now.inUse === inUse ? { metrics: whole } : {}))
    return metricsPart(whole)
  },
})

/** Starts a new run from the newest weights: after a failure, after a reload, or to train longer. */
export const goOnRun = defineCommand({
  id: 'run.goOn',
  args: {},
  listed: true,
  enabled: ({ store }) => isFree(store.getState().run),
  async run(studio) {
    if (studio.store.getState().inUse?.edits) (await import('../models/change-weights')).refuseEdited(studio)
    return studio.runs.goOn()
  },
})

/**
 * Resumes a run as if it had not been interrupted: with the drawing, plan, and data that it started with, regardless of
 * later edits.
 */
export const continueRun = defineCommand({
  id: 'run.continue',
  listed: true,
  enabled: (studio) => isFree(studio.store.getState().run) && studio.store.getState().runs.some(isOpen),
  args: {
    run: optional(RUN),
    how: optional({
      ...oneOf('exactly', 'nearly'),
      problem: (_: unknown, how: string) => message('no-way-on', { how }),
    }),
  },
  run(studio, { run: id, how = 'exactly' }) {
    const { runs } = studio.store.getState()
    const row = id === undefined ? runs.find(isOpen) : runs.find((one) => one.id === id)
    if (!row) return id === undefined ? refuse('nothing-to-continue', {}) : refuse('no-such-run', { id })
    if (!isOpen(row)) return refuse('run-over', { run: row.name })
    return studio.runs.continue(row.id, how)
  },
})
