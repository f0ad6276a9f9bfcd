/** @file Commands that analyze training in the worker: sanity check, forecast, profile, and engine comparison. */
import { milderRate } from '../../formulas/optimizers'
import { moreCommandsText } from '../../messages/en/commands/more'
import { adversarial, attackIn } from '../../data/augment/adversarial'
import { epochRows } from '../../data/resample'
import { inputRanges } from '../../data/input-ranges'
import { loadPagedRows } from '../../data/paged-columns'
import { formatMessage, message, refuse } from '../../messages/message'
import { oneOf, optional } from '../arguments'
import { commandsWith } from '../command'
import type { AppContext } from '../context'
import { BACKEND } from './common-arguments'
import '../../messages/en/sanity'
import { expectDefined } from '../../base/assert'
import { layerNamesOf } from '../../compile/layer-names'
import { trainingMemory } from '../../compile/training-memory'
import type { Backend } from '../../protocol/backend'
import type { TrainerClient } from '../../protocol/trainer-client'
import type { Answer, Calibration, OpReport } from '../../protocol/trainer-messages'
import type { StoredProfile } from '../../storage/records'
import {
  atNodes,
  type Insight,
  type ParityResult,
  type Question,
  type SanityResult,
  type Subject,
} from '../training/training-analysis-results'

const defineCommand = commandsWith(moreCommandsText)

/** Whether no analysis is running. */
function isQuiet({ store }: AppContext): boolean {
  return store.getState().insight.asking === null
}

export const checkSanity = defineCommand({
  id: 'run.sanity',
  listed: true,
  args: {},
  enabled: isQuiet,
  async run(studio) {
    const report = await sanityReport(studio)
    const { sanityVerdict } = await import('../training/sanity-verdict')
    return { ...report, losses: [...report.losses], verdict: sanityVerdict(report).map(formatMessage) }
  },
})

export const forecastRun = defineCommand({
  id: 'run.forecast',
  listed: true,
  args: {},
  enabled: isQuiet,
  run: forecast,
})

export const profileRun = defineCommand({
  id: 'run.profile',
  listed: true,
  args: {},
  enabled: (studio) => isQuiet(studio) && !['idle', 'preparing'].includes(studio.store.getState().run.tag),
  run: profile,
})

export const compareEngines = defineCommand({
  id: 'machine.parity',
  listed: true,
  args: { a: optional(BACKEND), b: optional(BACKEND) },
  enabled: isQuiet,
  run: (studio, { a, b }) => compareBackends(studio, a, b),
})

export const checkOps = defineCommand({
  id: 'machine.ops',
  args: {
    backend: {
      ...oneOf('wasm', 'webgpu'),
      problem: (_: unknown, backend: string) => message('no-machine', { backend }),
    },
  },
  run: (studio, { backend }) => opReports(studio, backend),
})

/** Measures an epoch with and without the adversarial training of the plan. */
export const adversarialCost = defineCommand({
  id: 'plan.adversarialCost',
  args: {},
  enabled: isQuiet,
  run: costOfAttacks,
})

type Of<T extends Answer['type']> = Extract<Answer, { type: T }>

/** Overfits one batch with the current drawing and plan. */
function sanityReport(studio: AppContext): Promise<SanityResult> {
  return asking(studio, 'sanity', async () => {
    const { trainer, of, names, question } = await present(studio)
    const { report } = expected('sanity', await trainer.ask({ type: 'sanity', ...question }))
    const unreached = report.unreached.map((layer) => names.get(layer)?.label ?? layer)
    const { learningRate, optimizer, model } = question.job
    const still = model.config.layers.filter(({ config }) => config.trainable === false)
    const frozen = atNodes(
      still.map(({ name }) => ({ layer: name })),
      names,
    )
    const milder = milderRate(learningRate, optimizer.class_name)
    const result = { ...report, learningRate, milder, unreached, frozen, gradients: atNodes(report.gradients, names) }
    change(studio, { sanity: { report: result, of } })
    return result
  })
}

/** Predicts time and memory; the forecast is stored in the next run's record. */
function forecast(studio: AppContext): Promise<Calibration> {
  return asking(studio, 'forecast', async () => {
    const { trainer, of, question, memory } = await present(studio)
    const answer = expected('calibration', await trainer.ask({ type: 'calibrate', ...question }))
    const calibration = { ...answer.calibration, totalBytes: memory.total }
    change(studio, { forecast: { report: calibration, of } })
    return calibration
  })
}

/**
 * Trains for two seconds with the attacks, and for two without: how long an epoch takes, and on which engine. `isMoved` is
 * false if no input can be changed a little, so that the attacks change nothing.
 */
function costOfAttacks(studio: AppContext) {
  return asking(studio, 'forecast', async () => {
    const { trainer, question, ready } = await present(studio)
    const { job } = question
    const attack = attackIn(job.augment) ?? refuse('adversarial-none', {})
    const others = job.augment?.filter(({ kind }) => kind !== adversarial.kind) ?? []
    const steps = Math.ceil(epochRows(job) / job.batchSize)
    const measured = async (augment: typeof job.augment) => {
      const { augment: _, ...plain } = job
      const asked = { ...question, job: augment && augment.length > 0 ? { ...plain, augment } : plain }
      const { calibration } = expected('calibration', await trainer.ask({ type: 'calibrate', ...asked }))
      const { engine, stepMs, validationMs } = calibration
      return { engine, stepMs, epochSeconds: (steps * stepMs + validationMs) / 1000 }
    }
    const rows = ready.split.train.slice(0, SAMPLED)
    const ranges = inputRanges(job.pipeline, await loadPagedRows(ready.dataset, rows), rows)
    const [without, attacked] = [await measured(others), await measured(job.augment)]
    return {
      ...{ without, attacked, times: attacked.epochSeconds / without.epochSeconds, attackSteps: attack.steps },
      isMoved: ranges.some(({ unit }) => unit.some((one) => one > 0)),
    }
  })
}

/** The training rows that show which inputs can be changed a little. */
const SAMPLED = 200

/** Measures where the current run spends its time; the profile is stored in the run's record. */
function profile(studio: AppContext): Promise<StoredProfile> {
  return asking(studio, 'profile', async () => {
    const { run, runs: records } = studio.store.getState()
    const record = run.tag === 'idle' ? undefined : records.find(({ id }) => id === run.id)
    if (!record) return refuse('no-run', {})
    const { profile } = expected('profile', await studio.runs.client().ask({ type: 'profile' }))
    const result = { ...profile, layers: atNodes(profile.layers, layerNamesOf(record.content)) }
    studio.runs.note(record.id, { profile: result })
    return result
  })
}

/** Compares one batch on two backends; by default the two backends of this machine that differ most. */
function compareBackends(studio: AppContext, a?: Backend, b?: Backend): Promise<ParityResult> {
  return asking(studio, 'parity', async () => {
    const { trainer, of, names, question } = await present(studio)
    const { dataKey, job } = question
    const backends = a && b ? ([a, b] as const) : await pairFor(trainer, a)
    const { report } = expected('parity', await trainer.ask({ type: 'parity', dataKey, job, backends }))
    const result = { ...report, layers: atNodes(report.layers, names) }
    change(studio, { parity: { report: result, of } })
    return result
  })
}

/** Test hook: checks each op of a backend against the reference. */
async function opReports({ runs }: AppContext, backend: Backend): Promise<readonly OpReport[]> {
  const { reports } = expected('ops', await runs.client().ask({ type: 'ops', backend }))
  return reports
}

function change({ store }: AppContext, part: Partial<Insight>): void {
  store.setState(({ insight }) => ({ insight: { ...insight, ...part } }))
}

/** Runs one analysis at a time, because each keeps the worker busy for seconds. */
async function asking<T>(studio: AppContext, question: Question, work: () => Promise<T>): Promise<T> {
  if (studio.store.getState().insight.asking) return refuse('insight-busy', {})
  change(studio, { asking: question })
  try {
    return await work()
  } finally {
    change(studio, { asking: null })
  }
}

/** The training job that would start now, with its rows loaded in the worker. */
async function present({ store, runs }: AppContext) {
  const { report, project } = store.getState()
  const { plan, drawing } = project
  const { started, trainer } = await runs.present()
  const { ready, job, backend, content } = started
  const of: Subject = { drawing, plan, key: ready.key, backend }
  const checked = expectDefined(report.checked, 'a network without errors')
  const memory = trainingMemory(checked, plan, ready.dataset.schema)
  return { trainer, of, memory, ready, names: layerNamesOf(content), question: { dataKey: ready.key, job, backend } }
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
