/**
 * @file InsightSession: runs analyses in the training worker, in addition to its training runs, and stores the results
 * in the state.
 */
import type { StoreApi } from 'zustand/vanilla'
import { refuse } from '../messages/message'
import { layerNamesOf } from '../compile/layer-names'
import type { Backend } from '../protocol/backend'
import type { TrainerClient } from '../protocol/trainer-client'
import type { Answer, Calibration, OpReport } from '../protocol/trainer-messages'
import type { StoredProfile } from '../storage/records'
import {
  atNodes,
  type Insight,
  type Question,
  type Subject,
  type ParityResult,
  type SanityResult,
} from './training-analysis'
import type { RunSession } from './run-session'
import type { AppState } from './state'
import { makeStopwatch } from './stopwatch'

export interface InsightSession {
  /** Overfits one batch with the current drawing and plan. */
  sanity(): Promise<SanityResult>
  /** Predicts time and memory; the forecast is stored in the next run's record. */
  forecast(): Promise<Calibration>
  /** Measures where the current run spends its time; the profile is stored in the run's record. */
  profile(): Promise<StoredProfile>
  /** Compares one batch on two backends; by default the two backends of this machine that differ most. */
  parity(a?: Backend, b?: Backend): Promise<ParityResult>
  /** Test hook: checks each op of a backend against the reference. */
  ops(backend: Backend): Promise<readonly OpReport[]>
}

type Of<T extends Answer['type']> = Extract<Answer, { type: T }>

/** Creates the insight session for a store and its run session. */
export function makeInsightSession(store: StoreApi<AppState>, runs: RunSession): InsightSession {
  const watch = makeStopwatch()
  store.subscribe(({ run, insight }, before) => {
    if (run === before.run && insight.asking === before.insight.asking) return
    watch.look(run, insight.asking ? 'aside' : undefined)
    if (run.tag === 'done' && before.run.tag !== 'done') void recordTook(run.id).catch(() => undefined)
  })

  /**
   * Stores the time and memory that a run actually used, for comparison with its forecast. Does nothing if the run has
   * no forecast.
   */
  async function recordTook(id: string): Promise<void> {
    const lap = watch.took()
    if (!lap || !store.getState().runs.find((row) => row.id === id)?.forecast) return
    const { bytes } = expected('memory', await runs.client().ask({ type: 'memory' }))
    runs.note(id, { took: { ...lap, bytes } })
  }

  function change(part: Partial<Insight>): void {
    store.setState(({ insight }) => ({ insight: { ...insight, ...part } }))
  }

  /** Runs one analysis at a time, because each keeps the worker busy for seconds. */
  async function asking<T>(question: Question, work: () => Promise<T>): Promise<T> {
    if (store.getState().insight.asking) return refuse('insight-busy', {})
    change({ asking: question })
    try {
      return await work()
    } finally {
      change({ asking: null })
    }
  }

  /** The training job that would start now, with its rows loaded in the worker. */
  async function present() {
    const { plan, drawing } = store.getState().project
    const { started, trainer } = await runs.present()
    const { ready, job, backend, content } = started
    const of: Subject = { drawing, plan, key: ready.key, backend }
    return { trainer, of, names: layerNamesOf(content), question: { dataKey: ready.key, job, backend } }
  }

  return {
    sanity: () =>
      asking('sanity', async () => {
        const { trainer, of, names, question } = await present()
        const { report } = expected('sanity', await trainer.ask({ type: 'sanity', ...question }))
        const unreached = report.unreached.map((layer) => names.get(layer)?.label ?? layer)
        const { learningRate, model } = question.job
        const still = model.config.layers.filter(({ config }) => config.trainable === false)
        const frozen = atNodes(
          still.map(({ name }) => ({ layer: name })),
          names,
        )
        const result = { ...report, learningRate, unreached, frozen, gradients: atNodes(report.gradients, names) }
        change({ sanity: { report: result, of } })
        return result
      }),
    forecast: () =>
      asking('forecast', async () => {
        const { trainer, of, question } = await present()
        const { calibration } = expected('calibration', await trainer.ask({ type: 'calibrate', ...question }))
        change({ forecast: { report: calibration, of } })
        return calibration
      }),
    profile: () =>
      asking('profile', async () => {
        const { run, runs: records } = store.getState()
        const record = run.tag === 'idle' ? undefined : records.find(({ id }) => id === run.id)
        if (!record) return refuse('no-run', {})
        const { profile } = expected('profile', await runs.client().ask({ type: 'profile' }))
        const result = { ...profile, layers: atNodes(profile.layers, layerNamesOf(record.content)) }
        runs.note(record.id, { profile: result })
        return result
      }),
    parity: (a, b) =>
      asking('parity', async () => {
        const { trainer, of, names, question } = await present()
        const { dataKey, job } = question
        const backends = a && b ? ([a, b] as const) : await pairFor(trainer, a)
        const { report } = expected('parity', await trainer.ask({ type: 'parity', dataKey, job, backends }))
        const result = { ...report, layers: atNodes(report.layers, names) }
        change({ parity: { report: result, of } })
        return result
      }),
    async ops(backend) {
      const { reports } = expected('ops', await runs.client().ask({ type: 'ops', backend }))
      return reports
    },
  }
}

/** The two backends that differ most: CPU and GPU, or CPU and tf.js without a GPU. */
async function pairFor(trainer: TrainerClient, a: Backend = 'wasm'): Promise<readonly [Backend, Backend]> {
  const { offers } = expected('offers', await trainer.ask({ type: 'probe' }))
  const others = ['webgpu', 'webgl', 'cpu', 'wasm'] as const
  const there = (backend: Backend) => offers.some((offer) => offer.backend === backend && offer.available)
  return [a, others.find((backend) => backend !== a && there(backend)) ?? 'cpu']
}

/** Checks that an answer has the expected type, and narrows it to that type. */
function expected<T extends Answer['type']>(type: T, answer: Answer): Of<T> {
  if (answer.type !== type) throw new Error(`an answer of ${answer.type} to a question of ${type}`)
  return answer as Of<T>
}
