/**
 * @file Cross-check of the files of an artifact that say the same thing: the classes, the weights, and the metrics must
 * agree, because a prediction would mean something else in another program.
 */
import type { Pipeline } from '../../data/pipeline'
import type { WeightSet } from '../../data/training-job'
import { type Message, message } from '../../messages/message'
import { METRICS } from '../../metrics/catalog'
import { accuracy } from '../../metrics/catalog/classification'
import { classScores } from '../../metrics/class-report'
import type { ClassesEvaluation, Evaluation, HeadEvaluation } from '../../metrics/evaluation'
import { metricValues } from '../../metrics/metrics-of'
import { readZip } from './zip'

/** The content of the files that must agree with the pipeline and the weights. */
export interface CheckedFiles {
  readonly classes: Readonly<Record<string, readonly string[]>>
  readonly weightsNpz: Uint8Array
  readonly evaluation: Evaluation | null
}

/** A message about the first two files that disagree. */
export function disagreement(
  { classes, weightsNpz, evaluation }: CheckedFiles,
  pipeline: Pipeline,
  weights: WeightSet,
): Message | undefined {
  const differs = (file: string, other: string) => message('artifact-disagrees', { file, other })
  const labels = pipeline.outputs.flatMap((output) => (output.kind === 'classes' ? [output] : []))
  const hasLabels = labels.every((output) => isSame(classes[output.label], output.labels))
  if (!hasLabels || Object.keys(classes).length !== new Set(labels.map(({ label }) => label)).size)
    return differs('classes.json', 'pipeline.json')
  if (!isSameWeights(weightsNpz, weights)) return differs('weights.npz', 'weights.bin')
  if (!evaluation) return undefined
  const { heads } = evaluation
  const fits = (head: HeadEvaluation, at: number) => {
    const output = pipeline.outputs[at]
    const isSameOutput = output?.kind === head.kind && output.label === head.label
    return isSameOutput && (head.kind !== 'classes' || isSame(labelsOf(head), 'labels' in output ? output.labels : []))
  }
  if (heads.length !== pipeline.outputs.length || !heads.every(fits)) return differs('metrics.json', 'pipeline.json')
  const wrong = heads.flatMap((head) => wrongMetric(head) ?? [])[0]
  return wrong === undefined ? undefined : message('artifact-metric', { metric: wrong })
}

const labelsOf = ({ perClass }: ClassesEvaluation) => perClass.map(({ label }) => label)

function isSame(a: readonly string[] | undefined, b: readonly string[]): boolean {
  return a?.length === b.length && b.every((value, i) => value === a[i])
}

/** Whether each array of weights.npz ends with the numbers of its weight. The header before them is for NumPy. */
function isSameWeights(npz: Uint8Array, { specs, data }: WeightSet): boolean {
  const read = readZip(npz, specs.length)
  if (!read.ok || read.value.size !== specs.length) return false
  let at = 0
  return specs.every(({ name, shape }) => {
    const size = shape.reduce((product, n) => product * n, 1)
    const wants = data.subarray(at, at + size)
    at += size
    const bytes = read.value.get(`${name}.npy`)
    if (!bytes || bytes.byteLength < 4 * size) return false
    const has = new Float32Array(bytes.slice(bytes.byteLength - 4 * size).buffer)
    return wants.every((value, i) => value === has[i])
  })
}

/** Metrics are stored as decimal numbers, which other programs may have rounded. */
const TOLERANCE = 1e-6

/** The id of a metric whose value is impossible or does not follow from the confusion matrix. */
function wrongMetric(head: HeadEvaluation): string | undefined {
  const values = metricValues(head)
  for (const { id, kind } of METRICS) {
    const value = values[id]
    if (value === undefined || Number.isNaN(value)) continue
    const tooLow = kind === 'share' || kind === 'error' ? value < -TOLERANCE : false
    const tooHigh = kind === 'share' || kind === 'score' ? value > 1 + TOLERANCE : false
    if (tooLow || tooHigh) return id
  }
  if (head.kind !== 'classes') return undefined
  const { confusion, perClass } = head
  if (confusion.length !== perClass.length || confusion.some((row) => row.length !== perClass.length))
    return accuracy.id
  if (differ(head.accuracy, accuracy.formulas.confusion?.(confusion))) return accuracy.id
  const expected = classScores(confusion, labelsOf(head))
  for (const [i, score] of perClass.entries()) {
    const { label: _, ...wants } = expected[i] ?? { label: '', support: -1 }
    const wrong = Object.entries(wants).find(([id, value]) => differ(score[id as keyof typeof wants], value))
    if (wrong) return wrong[0]
  }
  return undefined
}

/** Whether two stored numbers differ. A metric that the writing version did not know is missing. */
function differ(stored: number | undefined, expected: number | undefined): boolean {
  return stored !== undefined && expected !== undefined && Math.abs(stored - expected) > TOLERANCE
}
