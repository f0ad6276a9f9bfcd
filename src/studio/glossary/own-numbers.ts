/** @file Own numbers: what a term of the glossary is in the open project, as a short text with its numbers. */
import { columnIndex } from '../../catalog/dataset-schema'
import { findSchedule } from '../../catalog/learning-rate-schedules'
import { optimizers } from '../../catalog/optimizers'
import { lossOf } from '../../catalog/training-plan'
import { targetOf } from '../../compile/dataset-of-project'
import { featuresOf } from '../../data/bind-columns'
import type { Drawing, DrawnNode } from '../../graph/drawing'
import { ownNumbersText as text } from '../../messages/en/glossary'
import { objectivesText } from '../../messages/en/operate/objectives'
import { count, dimensions, lossNumber, metricNumber, settingNumber, shortPercent } from '../../messages/format'
import { METRICS } from '../../metrics/catalog'
import type { ClassesEvaluation } from '../../metrics/evaluation'
import { formatMetric } from '../../metrics/format-metric'
import { metricsOf } from '../../metrics/metrics-of'
import type { AppState } from '../state'
import type { Studio } from '../studio'
import { isFree } from '../training/run-lifecycle'
import { runInUse } from '../training/weights-in-use'
import type { WrittenId } from './terms'

type OwnNumber = (state: AppState) => string | undefined

/** Layers whose labels stand for a term. */
const KINDS: { readonly [Id in WrittenId]?: readonly string[] } = {
  dense: ['dense'],
  convolution: ['conv1d', 'conv2d', 'conv2dTranspose', 'separableConv2d', 'depthwiseConv2d'],
  pooling: ['maxPooling1d', 'maxPooling2d', 'averagePooling1d', 'averagePooling2d'],
  flatten: ['flatten'],
  embedding: ['embedding'],
  recurrent: ['lstm', 'gru', 'simpleRNN'],
  gate: ['lstm', 'gru'],
  skipConnection: ['add', 'concatenate'],
  dropout: ['dropout'],
  batchNormalization: ['batchNormalization'],
}

/** Layers with this activation stand for a term. */
const ACTIVATIONS: { readonly [Id in WrittenId]?: string } = { relu: 'relu', sigmoid: 'sigmoid', softmax: 'softmax' }

/** The nodes of a drawing that a term is about. */
export function nodesOfTerm(id: string, { nodes }: Drawing): readonly DrawnNode[] {
  const kinds = (KINDS as Readonly<Record<string, readonly string[]>>)[id]
  const activation = (ACTIVATIONS as Readonly<Record<string, string>>)[id]
  if (id.startsWith('layers/')) return nodes.filter(({ kind }) => id === `layers/${kind}`)
  if (kinds) return nodes.filter(({ kind }) => kinds.includes(kind))
  if (activation) return nodes.filter(({ params }) => params.activation === activation)
  if (id === 'activation')
    return nodes.filter(({ params: { activation: one } }) => typeof one === 'string' && one !== 'linear')
  if (id === 'filter' || id === 'featureMap') return nodes.filter(({ params }) => params.filters !== undefined)
  return id === 'block' ? nodes.filter(({ kind }) => kind === 'block') : []
}

/** The most labels that are listed. */
const MOST_LABELS = 3

function labels(nodes: readonly DrawnNode[]): string | undefined {
  if (nodes.length === 0) return undefined
  const shown = nodes.slice(0, MOST_LABELS).map(({ label }) => label)
  return text.kinds({ labels: shown, more: Math.max(0, nodes.length - MOST_LABELS) })
}

/** A metric of the first output, on the set that was evaluated. */
const ofMetric =
  (id: string): OwnNumber =>
  ({ metrics }) => {
    const [head] = metrics?.heads ?? []
    const found = head && metricsOf(head).find(({ metric }) => metric.id === id)
    if (!metrics || !found) return undefined
    const { metric, value, interval } = found
    const set = text.setNames[metrics.split]
    const shown = formatMetric(metric, value)
    if (!interval) return text.ofSet({ value: shown, set })
    const [low, high] = [interval.low, interval.high].map((one) => formatMetric(metric, one)) as [string, string]
    return text.withInterval({ value: shown, low, high, set, n: metrics.rows })
  }

function classesOf({ metrics }: AppState): ClassesEvaluation | undefined {
  const [head] = metrics?.heads ?? []
  return head?.kind === 'classes' ? head : undefined
}

/** The class with the lowest value of a metric. */
const worstBy =
  (id: 'precision' | 'recall' | 'f1'): OwnNumber =>
  (state) => {
    const known = classesOf(state)?.perClass.filter((one) => one.support > 0 && one[id] !== undefined) ?? []
    const [worst] = known.toSorted((a, b) => (a[id] as number) - (b[id] as number))
    const metric = METRICS.find((one) => one.id === id)
    return worst && metric && text.worstClass({ label: worst.label, value: formatMetric(metric, worst[id]) })
  }

function mostConfused(state: AppState): string | undefined {
  const head = classesOf(state)
  const cells = head?.confusion.flatMap((row, actual) => row.map((n, predicted) => ({ n, actual, predicted }))) ?? []
  const [most] = cells.filter(({ actual, predicted }) => actual !== predicted).toSorted((a, b) => b.n - a.n)
  if (!head || !most || most.n === 0) return undefined
  const label = (index: number) => head.perClass[index]?.label ?? ''
  return text.confused({ actual: label(most.actual), predicted: label(most.predicted), n: most.n })
}

function setSizes({ data }: AppState) {
  return data.tag === 'ready' ? data.split : undefined
}

const ofSet =
  (set: 'train' | 'validation' | 'test'): OwnNumber =>
  (state) => {
    const size = setSizes(state)?.[set].length
    return size === undefined ? undefined : text.examples({ n: size })
  }

/** How many training examples each class of the target has. */
export function classCounts(state: AppState): readonly (readonly [label: string, n: number])[] {
  const { data, project } = state
  if (data.tag !== 'ready') return []
  const at = columnIndex(data.schema, targetOf(project) ?? '')
  const [schema, column] = [data.schema.columns[at], data.dataset.columns[at]]
  if (schema?.type !== 'category' || column?.type !== 'category') return []
  const counts = new Map(schema.values.map((label) => [label, 0]))
  for (const row of data.split.train) {
    const label = schema.values[column.codes[row] as number]
    if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1)
  }
  return [...counts]
}

export function lossHistory(state: AppState) {
  return state.run.tag === 'idle' ? (runInUse(state)?.history ?? []) : state.run.history
}

function lastLosses(state: AppState): string | undefined {
  const last = lossHistory(state).at(-1)
  if (!last) return undefined
  const validation = last.validationLoss === undefined ? undefined : lossNumber(last.validationLoss)
  return text.losses({ training: lossNumber(last.loss), validation })
}

function lossGap(state: AppState): string | undefined {
  const known = lossHistory(state).flatMap((one) =>
    one.validationLoss === undefined ? [] : [{ ...one, of: one.validationLoss }],
  )
  const last = known.at(-1)
  const [best] = known.toSorted((a, b) => a.of - b.of)
  if (!last || !best) return undefined
  return text.gap({
    training: lossNumber(last.loss),
    validation: lossNumber(last.of),
    best: best.epoch,
    last: last.epoch,
  })
}

function steps(state: AppState): string | undefined {
  const examples = setSizes(state)?.train.length
  const { batchSize: batch, accumulate = 1, balance } = state.project.plan
  // With them, an epoch has another number of steps.
  if (accumulate > 1 || balance) return undefined
  return examples ? text.steps({ perEpoch: Math.ceil(examples / batch), examples, batch }) : undefined
}

const ofLoss =
  (...kinds: readonly string[]): OwnNumber =>
  (state) => {
    const output = state.project.drawing.nodes.find(({ kind }) => kind === 'output')
    const pick = output && lossOf(state.project.plan, output.label)
    return pick && kinds.includes(pick.kind) ? lastLosses(state) : undefined
  }

const services: OwnNumber = ({ project, operate }) => {
  const service = project.services?.find(({ name }) => name === operate.service) ?? project.services?.[0]
  return service && text.stages({ stages: service.drawing.nodes.length })
}

const objectives: OwnNumber = ({ project, operate }) => {
  const service = project.services?.find(({ name }) => name === operate.service) ?? project.services?.[0]
  const [first] = service?.slos ?? []
  return (
    first && text.objective({ name: objectivesText.kinds[first.kind], target: shortPercent(first.targetPercent / 100) })
  )
}

const OWN: { readonly [Id in WrittenId]?: OwnNumber } = {
  network: ({ project, report }) =>
    text.layers({ layers: project.drawing.nodes.length, parameters: report.totalParameters }),
  layer: ({ project }) => labels(project.drawing.nodes),
  parameter: ({ report }) => count(report.totalParameters),
  shape: ({ project, report }) => {
    const input = project.drawing.nodes.find(({ kind }) => kind === 'input')
    const shape = input && report.shapes.get(input.id)
    return shape && dimensions(shape)
  },
  run: ({ runs }) => (runs.length > 0 ? text.runs({ runs: runs.length }) : undefined),
  epoch: (state) => {
    const done = lossHistory(state).at(-1)?.epoch
    return text.epochs({ planned: state.project.plan.epochs, done })
  },
  step: steps,
  batch: ({ project }) => count(project.plan.batchSize),
  loss: lastLosses,
  crossEntropy: ofLoss('categoricalCrossentropy', 'sparseCategoricalCrossentropy', 'binaryCrossentropy'),
  meanSquaredError: ofLoss('meanSquaredError'),
  optimizer: ({ project }) => optimizers.find(({ kind }) => kind === project.plan.optimizer.kind)?.title,
  learningRate: ({ project }) => settingNumber(project.plan.learningRate),
  schedule: ({ project: { plan } }) => (plan.schedule && findSchedule(plan.schedule.kind)?.title) ?? text.off,
  earlyStopping: ({ project }) => (project.plan.earlyStopping ? text.on : text.off),
  checkpoint: ({ checkpoints, run, inUse }) => {
    const own = checkpoints[run.tag === 'idle' ? (inUse?.run ?? '') : run.id]
    return own && text.checkpoints({ checkpoints: own.length })
  },
  overfitting: lossGap,
  underfitting: lastLosses,
  seed: ({ project }) => String(project.plan.seed),
  dataset: ({ data }) => (data.tag === 'ready' ? text.examples({ n: data.schema.rows }) : undefined),
  feature: ({ data, project }) => {
    if (data.tag !== 'ready') return undefined
    const features = featuresOf(data.schema, project.plan, new Set([targetOf(project) ?? '']))
    return text.columns({ columns: features.length })
  },
  class: (state) => {
    const counts = classCounts(state)
    const [first, last] = [counts[0], counts.at(-1)]
    return first && last && text.classes({ classes: counts.length, first: first[0], last: last[0] })
  },
  imbalance: (state) => {
    const counts = classCounts(state).toSorted((a, b) => b[1] - a[1])
    const [most, least] = [counts[0], counts.at(-1)]
    return most && least && text.balance({ most: most[0], many: most[1], least: least[0], few: least[1] })
  },
  split: (state) => {
    const split = setSizes(state)
    return (
      split && text.sets({ train: split.train.length, validation: split.validation.length, test: split.test.length })
    )
  },
  trainingSet: ofSet('train'),
  validationSet: ofSet('validation'),
  testSet: ofSet('test'),
  accuracy: ofMetric('accuracy'),
  precision: worstBy('precision'),
  recall: worstBy('recall'),
  f1: worstBy('f1'),
  confusionMatrix: mostConfused,
  meanAbsoluteError: ofMetric('mae'),
  rSquared: ofMetric('r2'),
  intersectionOverUnion: ofMetric('iou'),
  metric: ({ metrics }) => {
    const [head] = metrics?.heads ?? []
    const [first] = head ? metricsOf(head) : []
    return first && `${first.metric.text.title}: ${formatMetric(first.metric, first.value)}`
  },
  version: ({ models }) => (models.length > 0 ? text.versions({ versions: models.length }) : undefined),
  service: services,
  slo: objectives,
}

/** What needs predictions on the validation set. */
const OF_REPORT: { readonly [Id in WrittenId]?: string } = {
  calibration: 'calibrationError',
  calibrationError: 'calibrationError',
  brierScore: 'brierScore',
  auc: 'rocAuc',
  precisionRecallCurve: 'averagePrecision',
}

/** Returns what a term is in the open project; undefined if it has no number there, or none yet. */
export async function ownNumber(studio: Studio, id: string): Promise<string | undefined> {
  const state = studio.store.getState()
  const own =
    (OWN as Readonly<Record<string, OwnNumber>>)[id] ??
    (id.startsWith('metrics/') ? ofMetric(id.slice('metrics/'.length)) : undefined)
  if (own) return own(state)
  const nodes = labels(nodesOfTerm(id, state.project.drawing))
  if (nodes !== undefined) return nodes
  const metric = (OF_REPORT as Readonly<Record<string, string>>)[id]
  if (metric === undefined || !state.metrics || !isFree(state.run)) return undefined
  const report = await studio.run('evaluate.report', { split: 'validation' }).catch(() => undefined)
  if (!report) return undefined
  const value =
    metric === 'calibrationError'
      ? calibrationErrorIn(report)
      : (report.metrics as Readonly<Record<string, { readonly value: number }>>)[metric]?.value
  return value === undefined ? undefined : text.ofSet({ value: metricNumber(value), set: text.setNames.validation })
}

/** The expected calibration error of a report; undefined if the output predicts no classes. */
function calibrationErrorIn(report: object): number | undefined {
  return 'calibration' in report ? (report.calibration as { readonly ece?: number } | undefined)?.ece : undefined
}
