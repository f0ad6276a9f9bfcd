/** @file Commands for runs that the first page does not need: evaluation, checkpoints, moments, and speed. */
import { moreCommandsText } from '../../messages/en/commands/more'
import '../../messages/en/runs'
import { message, refuse } from '../../messages/message'
import { integer, number, oneOf, optional, text } from '../arguments'
import { commandsWith } from '../command'
import { loadMetrics, metricsPart } from '../console/loaded-metrics'
import { isOpen } from '../training/find-run'
import { isFree, paceOf } from '../training/run-lifecycle'
import { showCheckpoints } from '../training/run-recorder'
import { refuseUnsavedTab } from '../training/weights-in-use'

const defineCommand = commandsWith(moreCommandsText)

const RUN = text('run id')
const CHECKPOINT = integer('generation')

/** Starts a new run from a checkpoint's weights and optimizer state, with the current plan. */
export const branchRun = defineCommand({
  id: 'run.branch',
  enabled: ({ store }) => isFree(store.getState().run),
  args: { run: RUN, checkpoint: optional(CHECKPOINT) },
  run: (studio, { run, checkpoint }) => studio.runs.branch(run, checkpoint),
})

/** Trains the network from other seeds on the same split, one after another. */
export const trainOtherSeeds = defineCommand({
  id: 'run.seeds',
  enabled: ({ store }) => isFree(store.getState().run),
  args: { count: optional(integer()) },
  run: async (studio, { count = 4 }) => (await import('../training/train-seeds')).trainSeeds(studio, count),
})

/** Makes the checkpoint's weights the current ones, for predictions, evaluation, saving, and continued training. */
export const restoreRun = defineCommand({
  id: 'run.restore',
  enabled: ({ store }) => isFree(store.getState().run),
  args: { run: RUN, checkpoint: optional(CHECKPOINT) },
  run: (studio, { run, checkpoint }) => studio.runs.restore(run, checkpoint),
})

export const listMoments = defineCommand({
  id: 'run.moments',
  args: {},
  run: async (studio) => (await import('../models/change-weights')).storedMoments(studio),
})

/** Shows predictions and layers as they were in the course of the run. */
export const replayRun = defineCommand({
  id: 'run.replay',
  enabled: ({ store }) => isFree(store.getState().run),
  args: { step: integer() },
  run: async (studio, { step }) => (await import('../models/change-weights')).replayMoment(studio, step),
})

export const listCheckpoints = defineCommand({
  id: 'checkpoints.list',
  args: { run: RUN },
  async run({ store, storage, runs }, { run }) {
    if (!store.getState().runs.some(({ id }) => id === run)) return refuse('no-such-run', { id: run })
    await runs.written()
    await showCheckpoints(store, storage, run)
    return store.getState().checkpoints[run] ?? []
  },
})

export const removeCheckpoint = defineCommand({
  id: 'checkpoints.remove',
  args: { run: RUN, checkpoint: CHECKPOINT },
  async run({ store, storage }, { run, checkpoint }) {
    refuseUnsavedTab(store.getState(), run)
    await storage.runs.removeCheckpoint(run, checkpoint)
    await showCheckpoints(store, storage, run)
  },
})

export const removeRun = defineCommand({
  id: 'runs.remove',
  args: { id: RUN },
  async run(studio, { id }) {
    const { run } = studio.store.getState()
    refuseUnsavedTab(studio.store.getState(), id)
    if (run.tag !== 'idle' && run.id === id && (run.tag === 'training' || run.tag === 'paused'))
      await studio.runs.steer('stop')
    await studio.storage.runs.remove(id)
    studio.store.setState(({ runs }) => ({ runs: runs.filter((row) => row.id !== id) }))
  },
})

export const renameRun = defineCommand({
  id: 'runs.rename',
  args: { id: RUN, name: text() },
  async run(studio, { id, name }) {
    const row = studio.store.getState().runs.find((one) => one.id === id) ?? refuse('no-such-run', { id })
    const trimmed = name.trim().slice(0, 80)
    if (trimmed === '') return refuse('name-empty', {})
    const renamed = { ...row, name: trimmed }
    await studio.storage.runs.put(renamed)
    studio.store.setState(({ runs }) => ({ runs: runs.map((one) => (one.id === id ? renamed : one)) }))
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

export const evaluateRun = defineCommand({
  id: 'run.evaluate',
  args: {
    split: {
      ...oneOf('train', 'validation', 'test'),
      problem: (_: unknown, split: string) => message('unknown-split', { split }),
    },
  },
  async run(studio, { split }) {
    const { showEvaluation } = await import('../evaluation/decisions')
    const [whole] = await Promise.all([showEvaluation(studio, split, 'new'), loadMetrics()])
    return metricsPart(whole)
  },
})
