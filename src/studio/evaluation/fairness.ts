/** @file The rates of a decision by group: the rows of a set grouped by a column of the data. */
import '../../messages/en/evaluate/curves'
import { refuse } from '../../messages/message'
import { columnIndex } from '../../catalog/dataset-schema'
import type { Dataset } from '../../data/dataset'
import type { Costs } from '../../metrics/curves'
import { groupReport, groupThresholds } from '../../metrics/group-rates'
import { number, significant } from '../../messages/format'
import type { SetPredictions } from './predictions'
import { predictionsOf } from './prediction-table'
import { classAgainstOthers, classIndex, type PredictedClasses } from './report'

/** The most groups of a column; a column of numbers with more values is divided at its quartiles. */
export const MOST_GROUPS = 12
const USUAL_THRESHOLD = 0.5

interface FairnessArgs {
  /** The column with the groups. */
  readonly group: string
  /** The class that the decision is about; by default the second of two, or else the first. */
  readonly positive?: string | undefined
  readonly threshold?: number | undefined
  readonly output?: string | undefined
}

/** The rates of each group. Refuses an output without classes, and a column without few values. */
export function fairnessOf(predictions: SetPredictions, args: FairnessArgs) {
  const { label, decoded, groups } = groupedBy(predictions, args)
  const rows = decision(decoded, classIndex(decoded, label), args.threshold)
  const { testLooks } = predictions
  return {
    ...{ positive: label, ...groupReport(rows, groups, args.threshold ?? USUAL_THRESHOLD) },
    ...(testLooks === undefined ? {} : { testLooks }),
  }
}

/** The cheapest thresholds of the groups under each strategy, which only compare: a model has one threshold for all. */
export function groupThresholdsOf(
  predictions: SetPredictions,
  { miss, falseAlarm, ...args }: FairnessArgs & Pick<Costs, 'miss' | 'falseAlarm'>,
) {
  const { label, decoded, groups } = groupedBy(predictions, args)
  const rows = classAgainstOthers(decoded, classIndex(decoded, label))
  return { positive: label, strategies: groupThresholds(rows, groups, { miss, falseAlarm }) }
}

function groupedBy(predictions: SetPredictions, { group, positive, output }: FairnessArgs) {
  const decoded = predictionsOf(predictions, output)
  if (decoded.kind !== 'classes') return refuse('fairness-no-classes', {})
  const { labels } = decoded
  const label = positive ?? labels[labels.length === 2 ? 1 : 0] ?? ''
  return { label, decoded, groups: groupsOf(predictions.ready.dataset, decoded.rows, group) }
}

/** With several classes and no threshold, the decision is whether the class has the highest probability. */
function decision(decoded: PredictedClasses, index: number, threshold: number | undefined) {
  const rows = classAgainstOthers(decoded, index)
  if (threshold !== undefined || decoded.labels.length === 2) return rows
  return { ...rows, scores: Float64Array.from(decoded.predicted, (one) => (one === index ? 1 : 0)) }
}

/** The group of each row by the values of a column. */
function groupsOf(dataset: Dataset, rows: Uint32Array, name: string) {
  const at = columnIndex(dataset.schema, name)
  const [schema, column] = [dataset.schema.columns[at], dataset.columns[at]]
  const columns = dataset.schema.columns.flatMap((one) =>
    one.type === 'category' || one.type === 'number' ? [one.name] : [],
  )
  if (schema?.type === 'category' && column?.type === 'category') {
    if (schema.values.length > MOST_GROUPS)
      return refuse('fairness-many-groups', { column: name, values: schema.values.length, most: MOST_GROUPS })
    return { groupOf: Int32Array.from(rows, (row) => column.codes[row] as number), names: schema.values }
  }
  if (column?.type !== 'number') return refuse('fairness-no-column', { column: name, columns })
  const values = Float64Array.from(rows, (row) => column.values[row] as number)
  const known = values.filter((value) => !Number.isNaN(value)).sort()
  const distinct = [...new Set(known)]
  if (distinct.length <= MOST_GROUPS)
    return {
      groupOf: Int32Array.from(values, (value) => distinct.indexOf(value)),
      names: distinct.map((value) => number(value)),
    }
  const cuts = [...new Set([0.25, 0.5, 0.75].map((share) => known[Math.floor(share * known.length)] as number))]
  const groupOf = Int32Array.from(values, (value) =>
    Number.isNaN(value) ? -1 : cuts.filter((cut) => value >= cut).length,
  )
  const texts = cuts.map((cut) => significant(cut))
  const names = texts
    .map((text, i) => (i === 0 ? `< ${text}` : `${texts[i - 1]} – ${text}`))
    .concat(`≥ ${texts.at(-1)}`)
  return { groupOf, names }
}
