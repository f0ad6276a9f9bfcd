/**
 * @file Trains the runs of hand-ins again on the exact engine, in workers of its own: up to two at a time. Runs with the
 * same network, data, and settings are trained once, because they lead to the same weights.
 */
import { withRateChanges } from '../../data/training-job'
import { fingerprint } from '../../data/fingerprint'
import { stableJson } from '../../base/stable-json'
import '../../messages/en/registry'
import { refuse } from '../../messages/message'
import type { HandInRun } from '../../storage/hand-in-file'
import type { AppContext } from '../context'
import { keyOf, type ReadyData } from '../data/data-session'
import {
  type BackgroundTrainer,
  openBackgroundTrainer,
  prepareTraining,
  reproductionPlan,
  type TrainingResult,
} from '../operate/background-trainer'

/** A run that takes longer is not compared, so that no file keeps this device busy for hours. */
export const MOST_SECONDS = 120

export type Replayed = TrainingResult & {
  /** The fingerprint of the rows. */
  readonly data: string
  readonly dataset: string
}

export interface Lane {
  /** Trains a run again, and gives up after `MOST_SECONDS`. */
  replay(run: HandInRun, onProgress: (share: number) => void): Promise<Replayed | 'too slow'>
  close(): void
}

export interface Replayer {
  /** Opens a lane: its runs are trained one after another, at the same time as those of other lanes. */
  lane(): Lane
}

/** The replays of one check. */
export function makeReplayer(studio: AppContext, signal: AbortSignal): Replayer {
  const results = new Map<string, Promise<Replayed | 'too slow'>>()
  const rows = new Map<string, Promise<ReadyData>>()

  async function rowsOf({ content }: HandInRun): Promise<ReadyData> {
    const key = keyOf(content.data)
    const loaded = rows.get(key) ?? studio.data.of(content)
    rows.set(key, loaded)
    // The rows are the same, but each run splits them by its own settings.
    return studio.data.of(content, await loaded)
  }

  function lane(): Lane {
    let trainer: BackgroundTrainer | undefined
    const close = () => {
      trainer?.close()
      trainer = undefined
    }

    async function train(run: HandInRun, onProgress: (share: number) => void): Promise<Replayed | 'too slow'> {
      const { why, step, rateChanges } = run
      const content = {
        ...{ ...run.content, name: run.name },
        plan: reproductionPlan({
          content: { ...run.content, name: run.name },
          lineage: { step, newest: true, ...said(why) },
        }),
      }
      const ready = await rowsOf({ ...run, content })
      const { job } = await prepareTraining(studio, content, { backend: 'wasm' }, ready)
      if (signal.aborted) return refuse('reproduce-stopped', {})
      trainer ??= openBackgroundTrainer(studio, signal)
      let late: ReturnType<typeof setTimeout> | undefined
      const limit = new Promise<'too slow'>((resolve) => {
        late = setTimeout(resolve, 1000 * MOST_SECONDS, 'too slow')
      })
      const heard = { onBegan: () => undefined, onProgress }
      const training = trainer.train(withRateChanges(job, rateChanges), ready, 'wasm', heard)
      // The race may be over before the worker is closed.
      training.catch(() => undefined)
      try {
        const result = await Promise.race([training, limit])
        if (result === 'too slow') {
          close()
          return result
        }
        return { ...result, data: await fingerprint(ready.dataset), dataset: ready.dataset.schema.title }
      } catch (error) {
        close()
        throw error
      } finally {
        clearTimeout(late)
      }
    }

    return {
      replay(run, onProgress) {
        const key = keyOfRun(run)
        const known = results.get(key)
        if (known) return known
        const result = train(run, onProgress)
        results.set(key, result)
        return result
      },
      close,
    }
  }

  return { lane }
}

const ENDS = ['finished', 'stopped', 'early', 'rule'] as const

/** The reason of the end of a run, if it is one. */
function said(why: string | undefined) {
  const known = ENDS.find((one) => one === why)
  return known ? { why: known } : {}
}

/** Runs with equal keys lead to the same weights and results. */
function keyOfRun({ content, rateChanges, step, why }: HandInRun): string {
  const { networks, data, plan } = content
  const { nodes = [], wires = [], blocks } = networks[0]?.drawing ?? {}
  const layers = nodes.map(({ position: _, ...node }) => node)
  return stableJson([layers, wires, blocks, data, plan, rateChanges, why === 'finished' ? why : [why, step]])
}
