/**
 * @file Learning curve: how well the project's network performs when it is trained on growing fractions of the training
 * rows, in a separate trainer that does not affect the open run. Without a valid network, a random forest in the
 * analysis worker is used. Loaded lazily.
 */
import '../../messages/en/collect'
import '../../messages/en/data/report'
import { rng, shuffle } from '../../base/rng'
import { columnIndex } from '../../catalog/dataset-schema'
import { toJob } from '../../compile/to-training-job'
import { featuresOf } from '../../data/bind-columns'
import { argmax, numberAt, scoresAt, toTargetUnit } from '../../data/decode-outputs'
import { encodeRows, encodeTargets } from '../../data/encode-rows'
import {
  type CurvePoint,
  type CurveReport,
  classNeeds,
  curveSizes,
  learningCurve,
  minTrainingRows,
  stratifiedSample,
} from '../../data/learning-curve'
import type { TrainingJob } from '../../data/training-job'
import { Refusal, refuse } from '../../messages/message'
import type { BackendChoice } from '../../protocol/backend'
import type { TrainerClient } from '../../protocol/trainer-client'
import type { FromTrainer } from '../../protocol/trainer-messages'
import type { AppContext } from '../context'
import { predictInParts } from '../models/predictor'
import { analysisKey, type DataAnalysis } from './data-analysis'
import { analysisOf, curveKey } from './analysis-worker'
import type { ReadyData } from './data-session'

export interface CurveRequest {
  /** With `network`, refuses if no network fits; by default, the forest is used in that case. */
  readonly by?: 'network' | 'forest' | undefined
  /** The number of additional rows whose effect is estimated. */
  readonly more?: number | undefined
}

const MORE = 200
const MOST_JUDGED = 2000
/**
 * Time limits in seconds: a second pass runs if the first one took at most 45 seconds, and a third if it took at most
 * 20.
 */
const CHEAP = [45, 20] as const

const running = new WeakMap<AppContext['store'], AbortController>()

/** Computes the curve and cancels an earlier computation. */
export async function learnCurve(studio: AppContext, { by, more = MORE }: CurveRequest): Promise<CurveReport> {
  stopCurve(studio)
  const abort = new AbortController()
  running.set(studio.store, abort)
  const { signal } = abort
  const ready = await studio.data.ready()
  const key = curveKey(studio.store.getState()) ?? refuse('no-data', {})
  const set = (curve: DataAnalysis['curve']) =>
    studio.store.setState(({ analysis }) => ({ analysis: { ...analysis, curve } }))
  const onProgress = (done: number) => {
    if (!signal.aborted) set({ tag: 'looking', key, done })
  }
  onProgress(0)
  try {
    const found = await curveOf(studio, ready, { by, more: wholeOf(more), signal, onProgress })
    signal.throwIfAborted()
    set({ tag: 'found', key, found })
    return found
  } catch (error) {
    if (signal.aborted) {
      if (running.get(studio.store) === abort) set({ tag: 'stopped', key })
      return refuse('curve-stopped', {})
    }
    set({ tag: 'failed', key, why: error instanceof Error ? error.message : String(error) })
    throw error
  }
}

/** Cancels the computation. */
export function stopCurve({ store }: AppContext): void {
  running.get(store)?.abort(new DOMException('cancelled', 'AbortError'))
}

interface Work {
  readonly by: CurveRequest['by']
  readonly more: number
  readonly signal: AbortSignal
  onProgress(done: number): void
}

function wholeOf(more: number): number {
  return Math.min(1e9, Math.max(1, Math.round(more)))
}

async function curveOf(studio: AppContext, ready: ReadyData, work: Work): Promise<CurveReport> {
  const { dataset, split } = ready
  const { project, report } = studio.store.getState()
  const target = project.plan.target ?? dataset.schema.target
  const column = dataset.schema.columns[columnIndex(dataset.schema, target)]
  if (column?.type !== 'category' && column?.type !== 'number') return refuse('curve-target', { column: target })
  if (split.validation.length === 0) return refuse('curve-no-validation', {})
  const wrong = !report.checked || report.diagnostics.some(({ severity }) => severity === 'error')
  // Paged rows can only be read in a worker, so the forest is used for them.
  const paged = dataset.columns.some((one) => (one.type === 'image' || one.type === 'array') && one.paged !== undefined)
  const singleOutput = report.binding.outputs.length === 1 && report.binding.outputs[0]?.task.column === target
  if (work.by === 'network' && (wrong || paged || !singleOutput)) {
    const problem = report.diagnostics.find(({ severity }) => severity === 'error')
    if (problem) throw new Refusal(problem.problem)
    return refuse('curve-target', { column: target })
  }
  if (work.by !== 'forest' && !wrong && !paged && singleOutput) return networkCurve(studio, ready, target, work)
  const args = {
    ...{ target, seed: project.plan.seed, more: work.more },
    features: featuresOf(dataset.schema, project.plan, new Set([target])),
  }
  const data = { ...ready, key: analysisKey(studio.store.getState()) ?? ready.key }
  const { signal, onProgress } = work
  const found = await analysisOf(studio).ask('curve', data, args, { signal, onProgress })
  return (
    found ??
    refuse('curve-few', {
      rows: split.train.length,
      needs: minTrainingRows(column.type === 'category' ? column.values.length : 0),
    })
  )
}

async function networkCurve(studio: AppContext, ready: ReadyData, target: string, work: Work): Promise<CurveReport> {
  const { dataset, split } = ready
  const { project, report, machine } = studio.store.getState()
  const { plan } = project
  const at = columnIndex(dataset.schema, target)
  const [schema, column] = [dataset.schema.columns[at], dataset.columns[at]]
  const classOf = column?.type === 'category' ? (row: number) => column.codes[row] as number : () => 0
  const labels = schema?.type === 'category' ? schema.values : []
  const sizes = curveSizes(split.train.length, labels.length)
  if (sizes.length < 3) return refuse('curve-few', { rows: split.train.length, needs: minTrainingRows(labels.length) })
  const judged = shuffle(split.validation.slice(), rng(plan.seed, { kind: 'split' }))
    .slice(0, MOST_JUDGED)
    .sort()
  const errors = new Map<number, Float32Array[]>(sizes.map((size) => [size, []]))
  const turn = sizes.reduce((sum, size) => sum + size, 0)
  const began = performance.now()
  let turns = 3
  const trainer = openOwnTrainer(studio, work.signal)
  try {
    trainer.client.send({ type: 'data', key: ready.key, dataset })
    for (let seed = 0; seed < turns; seed++) {
      let before = 0
      for (const size of sizes) {
        const train = stratifiedSample(split.train, classOf, size, plan.seed + seed)
        const own = { ...plan, seed: plan.seed + seed }
        const { job } = toJob(report, own, dataset, { train, validation: judged, test: new Uint32Array(0) })
        const done = (share: number) => work.onProgress((seed * turn + before + share * size) / (turns * turn))
        await trainer.train(job, ready.key, machine.choice, done)
        errors.get(size)?.push(await judge(trainer.client, job, dataset, judged))
        before += size
      }
      const seconds = (performance.now() - began) / 1000
      if (seed === 0) turns = 1 + CHEAP.filter((most) => seconds <= most).length
    }
  } finally {
    trainer.close()
  }
  const points: CurvePoint[] = sizes.map((rows) => ({ rows, errors: errors.get(rows) ?? [] }))
  const truth = Float64Array.from(judged, classOf)
  const counts = labels.map((_, code) => split.train.reduce((sum, row) => sum + (classOf(row) === code ? 1 : 0), 0))
  return {
    curve: learningCurve(points, { classes: labels.length, more: work.more, seed: plan.seed }),
    ...{ by: 'network', trainingRows: split.train.length, evaluatedOn: judged.length },
    needs: labels.length > 0 ? classNeeds(points, truth, labels, counts) : [],
  }
}

/** The error of the trained network on each row: 0 or 1 for a class target, the absolute error for a numeric target. */
async function judge(
  client: TrainerClient,
  { pipeline }: TrainingJob,
  dataset: ReadyData['dataset'],
  rows: Uint32Array,
): Promise<Float32Array> {
  const [output] = pipeline.outputs
  const [raw] = await predictInParts(
    client,
    pipeline.inputs.map((input) => encodeRows(input, dataset, rows)),
    rows.length,
  )
  if (!output || !raw || (output.kind !== 'classes' && output.kind !== 'number')) return refuse('nothing-trained', {})
  const targets = encodeTargets(output, dataset, rows)
  return Float32Array.from(targets, (target, i) => {
    if (output.kind === 'number') return Math.abs(numberAt(output, raw, i) - toTargetUnit(output, target))
    return Number(argmax(scoresAt(output, raw, i, raw.length / rows.length)) !== target)
  })
}

/** A separate trainer that closes when the signal aborts. */
function openOwnTrainer(studio: AppContext, signal: AbortSignal) {
  let handleMessage: ((received: FromTrainer) => void) | undefined
  let rejectRun: ((why: unknown) => void) | undefined
  const client = studio.openTrainer({
    onMessage: (received) => handleMessage?.(received),
    onLost: (received) => rejectRun?.(new Refusal(received)),
  })
  const end = () => {
    client.close()
    rejectRun?.(signal.reason)
  }
  signal.addEventListener('abort', end, { once: true })
  let runs = 0
  return {
    client,
    train(job: TrainingJob, dataKey: string, backend: BackendChoice, onProgress: (share: number) => void) {
      signal.throwIfAborted()
      const run = `curve ${++runs}`
      return new Promise<void>((resolve, reject) => {
        rejectRun = reject
        let steps = 1
        handleMessage = (received) => {
          if (!('run' in received) || received.run !== run) return
          if (received.type === 'began') steps = Math.max(1, received.steps)
          else if (received.type === 'progress') onProgress(Math.min(1, received.step / steps))
          else if (received.type === 'done') resolve()
          else if (received.type === 'failed') reject(new Refusal(received.reason))
        }
        client.send({ type: 'start', run, dataKey, job, backend })
      })
    },
    close() {
      signal.removeEventListener('abort', end)
      client.close()
    },
  }
}
