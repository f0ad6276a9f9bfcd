/** @file InsightSession: asks the worker what a training is like before and beside its runs, and keeps the answers where they are shown. */
import type { StoreApi } from 'zustand/vanilla'
import { refuse } from '../messages/message'
import { layerNamesOf } from '../compile/layer-names'
import type { Backend } from '../protocol/backend'
import type { TrainerClient } from '../protocol/trainer-client'
import type { Answer, Calibration, OpReport } from '../protocol/trainer-messages'
import type { KeptProfile } from '../storage/records'
import { atNodes, type Insight, type Question, type Subject, type ParityResult, type SanityResult } from './insight'
import type { RunSession } from './run-session'
import type { AppState } from './state'
import { makeStopwatch } from './stopwatch'

export interface InsightSession {
  /** One batch over and over, with the drawing and plan as they stand. */
  sanity(): Promise<SanityResult>
  /** What all of it will take; the next run's record keeps it. */
  forecast(): Promise<Calibration>
  /** Where the time of the run in hand goes; its record keeps it. */
  profile(): Promise<KeptProfile>
  /** The same batch on two backends, the ones to compare first here when none are named. */
  parity(a?: Backend, b?: Backend): Promise<ParityResult>
  /** Test hook: each op of a backend's machine against the reference. */
  ops(backend: Backend): Promise<readonly OpReport[]>
}

type Of<T extends Answer['type']> = Extract<Answer, { type: T }>

/** The session over a store and its runs. */
export function makeInsightSession(store: StoreApi<AppState>, runs: RunSession): InsightSession {
  const watch = makeStopwatch()
  store.subscribe(({ run, insight }, before) => {
    if (run === before.run && insight.asking === before.insight.asking) return
    watch.look(run, insight.asking ? 'aside' : undefined)
    if (run.tag === 'done' && before.run.tag !== 'done') void recordTook(run.id).catch(() => undefined)
  })

  /** What the run took is told beside its forecast; without one nobody asked. */
  async function recordTook(id: string): Promise<void> {
    const lap = watch.took()
    if (!lap || !store.getState().runs.find((row) => row.id === id)?.forecast) return
    const { bytes } = expected('memory', await runs.client().ask({ type: 'memory' }))
    runs.note(id, { took: { ...lap, bytes } })
  }

  function change(part: Partial<Insight>): void {
    store.setState(({ insight }) => ({ insight: { ...insight, ...part } }))
  }

  /** One question at a time: each holds the worker for seconds. */
  async function asking<T>(question: Question, work: () => Promise<T>): Promise<T> {
    if (store.getState().insight.asking) return refuse('insight-busy', {})
    change({ asking: question })
    try {
      return await work()
    } finally {
      change({ asking: null })
    }
  }

  /** The training that would begin now, its rows with the worker. */
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
        const told = { ...report, learningRate, unreached, frozen, gradients: atNodes(report.gradients, names) }
        change({ sanity: { report: told, of } })
        return told
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
        const told = { ...profile, layers: atNodes(profile.layers, layerNamesOf(record.content)) }
        runs.note(record.id, { profile: told })
        return told
      }),
    parity: (a, b) =>
      asking('parity', async () => {
        const { trainer, of, names, question } = await present()
        const { dataKey, job } = question
        const backends = a && b ? ([a, b] as const) : await pairFor(trainer, a)
        const { report } = expected('parity', await trainer.ask({ type: 'parity', dataKey, job, backends }))
        const told = { ...report, layers: atNodes(report.layers, names) }
        change({ parity: { report: told, of } })
        return told
      }),
    async ops(backend) {
      const { reports } = expected('ops', await runs.client().ask({ type: 'ops', backend }))
      return reports
    },
  }
}

/** Two backends of this machine that differ most: the CPU against the GPU, or against tf.js where there is none. */
async function pairFor(trainer: TrainerClient, a: Backend = 'wasm'): Promise<readonly [Backend, Backend]> {
  const { offers } = expected('offers', await trainer.ask({ type: 'probe' }))
  const others = ['webgpu', 'webgl', 'cpu', 'wasm'] as const
  const there = (backend: Backend) => offers.some((offer) => offer.backend === backend && offer.available)
  return [a, others.find((backend) => backend !== a && there(backend)) ?? 'cpu']
}

/** The answer of this type, which is what was asked for. */
function expected<T extends Answer['type']>(type: T, answer: Answer): Of<T> {
  if (answer.type !== type) throw new Error(`an answer of ${answer.type} to a question of ${type}`)
  return answer as Of<T>
}
