/** @file Commands on the run: start, steer, evaluate, go on. */
import { refuse } from '../../base/messages/message'
import { BACKENDS, type BackendChoice } from '../../protocol/backend'
import type { SplitName } from '../../data/dataset'
import { defineCommand } from '../command'
import { metricsPart } from '../console-state'
import type { Workshop } from '../context'

function tagOf(studio: Workshop) {
  return studio.store.getState().run.tag
}

export const startRun = defineCommand({
  id: 'run.start',
  title: 'Train',
  listed: true,
  shortcut: '$mod+Enter',
  args: { backend: 'auto, webgpu, wasm, webgl or cpu; optional' },
  run(studio, { backend }: { backend?: BackendChoice }) {
    if (backend !== undefined && backend !== 'auto' && !BACKENDS.includes(backend))
      return refuse('unknown-backend', { backend: String(backend) })
    return studio.runs.start(backend === undefined ? {} : { backend })
  },
})

export const pauseRun = defineCommand({
  id: 'run.pause',
  title: 'Pause',
  listed: true,
  args: {},
  enabled: (studio) => tagOf(studio) === 'training',
  run: (studio) => studio.runs.steer('pause'),
})

export const resumeRun = defineCommand({
  id: 'run.resume',
  title: 'Resume',
  listed: true,
  args: {},
  enabled: (studio) => tagOf(studio) === 'paused',
  run: (studio) => studio.runs.steer('resume'),
})

export const stepRun = defineCommand({
  id: 'run.step',
  title: 'One step',
  listed: true,
  args: {},
  enabled: (studio) => tagOf(studio) === 'paused' || tagOf(studio) === 'training',
  async run(studio) {
    if (tagOf(studio) === 'training') await studio.runs.steer('pause')
    await studio.runs.steer('step')
  },
})

export const stopRun = defineCommand({
  id: 'run.stop',
  title: 'Stop',
  listed: true,
  args: {},
  enabled: (studio) => ['training', 'paused', 'preparing'].includes(tagOf(studio)),
  run: (studio) => studio.runs.steer('stop'),
})

export const evaluateRun = defineCommand({
  id: 'run.evaluate',
  title: 'Evaluate',
  args: { split: 'train, validation or test' },
  async run(studio, { split }: { split: SplitName }) {
    if (!['train', 'validation', 'test'].includes(split)) return refuse('unknown-split', { split: String(split) })
    return metricsPart(await studio.runs.evaluate(split))
  },
})

/** A new run from the last good weights: after a failure, a reload, or simply for more epochs. */
export const goOnRun = defineCommand({
  id: 'run.goOn',
  title: 'Train on from the last weights',
  listed: true,
  args: {},
  enabled: (studio) => !['training', 'paused', 'preparing'].includes(tagOf(studio)),
  async run(studio) {
    return studio.runs.start({ from: await studio.runs.newest() })
  },
})

export const removeRun = defineCommand({
  id: 'runs.remove',
  title: 'Remove a run',
  args: { id: 'string' },
  async run(studio, { id }: { id: string }) {
    const { run } = studio.store.getState()
    if (run.tag !== 'idle' && run.id === id && (run.tag === 'training' || run.tag === 'paused'))
      await studio.runs.steer('stop')
    await studio.storage.runs.remove(id)
    studio.store.setState(({ runs }) => ({ runs: runs.filter((row) => row.id !== id) }))
  },
})

export const renameRun = defineCommand({
  id: 'runs.rename',
  title: 'Rename a run',
  args: { id: 'string', name: 'string' },
  async run(studio, { id, name }: { id: string; name: string }) {
    const row = studio.store.getState().runs.find((one) => one.id === id) ?? refuse('no-such-run', { id })
    const trimmed = name.trim().slice(0, 80)
    if (trimmed === '') return refuse('name-empty', {})
    const renamed = { ...row, name: trimmed }
    await studio.storage.runs.put(renamed)
    studio.store.setState(({ runs }) => ({ runs: runs.map((one) => (one.id === id ? renamed : one)) }))
  },
})
