/** @file Commands for stored runs and their checkpoints. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { refuse } from '../../messages/message'
import { integer, optional, text } from '../arguments'
import { commandsWith } from '../command'
import { isFree } from '../training/run-lifecycle'
import { showCheckpoints } from '../training/run-recorder'

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
    await storage.runs.removeCheckpoint(run, checkpoint)
    await showCheckpoints(store, storage, run)
  },
})

export const removeRun = defineCommand({
  id: 'runs.remove',
  args: { id: RUN },
  async run(studio, { id }) {
    const { run } = studio.store.getState()
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
