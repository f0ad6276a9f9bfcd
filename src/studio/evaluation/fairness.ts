/** @file The rates of a decision by group: the rows of a set grouped by a column of the data. */
import '../../messages/en/evaluate/curves'
import { refuse } from '../../messages/message'
import { columnIndex } from '../../catalog/dataset-schema'
import type { Condition } from '../../data/condition'
import type { Dataset } from '../../data/dataset'
import { type Costs, reachable, saysMore } from '../../data/output-decision'
import { USUAL_THRESHOLD } from '../../metrics/curves'
import { groupReport, groupThresholds, type Strategy } from '../../metrics/group-rates'
import { groupNames } from '../../data/group-thresholds'
import type { OutputDecision } from '../../storage/records'
import type { SetPredictions } from './predictions'
import { predictionsOf } from './prediction-table'
import { classAgainstOthers, classIndex } from './report'

/** The most groups of a column; a column of numbers with more values is divided at its quartiles. */
export const MOST_GROUPS = 12

interface FairnessArgs {
  /** The column with the groups. */
  readonly group: string
  /** The class that the decision is about; by default the second of two, or else the first. */
  readonly positive?: string | undefined
  readonly threshold?: number | undefined
  readonly output?: string | undefined
}

/** The rates of each group, by default by the decision of the output. Refuses an output without classes, and a column without few values. */
export function fairnessOf(predictions: SetPredictions, args: FairnessArgs) {
  const { label, decoded, groups } = groupedBy(predictions, args)
  const index = classIndex(decoded, label)
  const rows = classAgainstOthers(decoded, index)
  const { testLooks } = predictions
  const byProbability = groupReport(rows, groups, args.threshold ?? USUAL_THRESHOLD)
  // The class that is predicted, which with several classes, or with another threshold, is not that above 0.5.
  const scores = Float64Array.from(decoded.predicted, (one) => (one === index ? 1 : 0))
  const report = args.threshold === undefined ? groupReport({ ...rows, scores }, groups, 1) : byProbability
  const whereOf = (group: string) => groups.conditions[groups.names.indexOf(group)] as Condition
  return {
    ...{ positive: label, ...ungroupedOf(groups), gaps: report.gaps },
    groups: report.groups.map((group, i) => ({
      ...group,
      where: whereOf(group.group),
      calibration: byProbability.groups[i]?.calibration ?? group.calibration,
    })),
    ...(testLooks === undefined ? {} : { testLooks }),
  }
}

/** The cheapest thresholds of the groups under each strategy. */
export function groupThresholdsOf(
  predictions: SetPredictions,
  {
    miss,
    falseAlarm,
    prevalence,
    ...args
  }: FairnessArgs & Pick<Costs, 'miss' | 'falseAlarm'> & { readonly prevalence?: number | undefined },
) {
  const { label, decoded, groups } = groupedBy(predictions, args)
  const rows = classAgainstOthers(decoded, classIndex(decoded, label))
  const costs = { miss, falseAlarm, ...(prevalence === undefined ? {} : { prevalence }) }
  return { positive: label, ...ungroupedOf(groups), strategies: groupThresholds(rows, groups, costs) }
}

/**
 * A decision by the thresholds of a strategy. Rows without a group, and groups without rows, have the cheapest threshold for
 * all.
 */
export function decisionByGroup(
  predictions: SetPredictions,
  strategy: Strategy,
  { miss, falseAlarm, prevalence, ...args }: Parameters<typeof groupThresholdsOf>[1],
): Required<Pick<OutputDecision, 'positive' | 'threshold' | 'groups'>> & Pick<OutputDecision, 'costs'> {
  const { positive, strategies } = groupThresholdsOf(predictions, { miss, falseAlarm, prevalence, ...args })
  const { groups } = groupedBy(predictions, args)
  const thresholdsOf = (wanted: Strategy) => strategies.find((one) => one.strategy === wanted)
  const [single = reachable(Number.POSITIVE_INFINITY)] = (thresholdsOf('single')?.thresholds ?? []).map(reachable)
  const found = thresholdsOf(strategy)
  const thresholds = groups.names.map((name) => {
    const at = found?.groups.findIndex(({ group }) => group === name) ?? -1
    return at < 0 ? single : reachable(found?.thresholds[at] ?? single)
  })
  const costs = { miss, falseAlarm, ...(prevalence === undefined ? {} : { prevalence }) }
  return {
    ...{ positive, threshold: single, groups: { column: args.group, strategy, ...groups.keys, thresholds } },
    ...(saysMore(costs) && { costs }),
  }
}

function groupedBy(predictions: SetPredictions, { group, positive, output }: FairnessArgs) {
  const decoded = predictionsOf(predictions, output)
  if (decoded.kind !== 'classes') return refuse('fairness-no-classes', {})
  const { labels } = decoded
  const label = positive ?? labels[labels.length === 2 ? 1 : 0] ?? ''
  return { label, decoded, groups: groupsOf(predictions.ready.dataset, decoded.rows, group) }
}

/** The number of rows without a group, if there are any. */
function ungroupedOf({ groupOf }: { readonly groupOf: Int32Array }): { readonly ungrouped?: number } {
  const ungrouped = groupOf.filter((group) => group < 0).length
  return ungrouped > 0 ? { ungrouped } : {}
}

/** The group of each row by the values of a column, and the condition of each group. */
function groupsOf(dataset: Dataset, rows: Uint32Array, name: string) {
  const at = columnIndex(dataset.schema, name)
  const [schema, column] = [dataset.schema.columns[at], dataset.columns[at]]
  const columns = dataset.schema.columns.flatMap((one) =>
    one.type === 'category' || one.type === 'number' ? [one.name] : [],
  )
  if (schema?.type === 'category' && column?.type === 'category') {
    if (schema.values.length > MOST_GROUPS)
      return refuse('fairness-many-groups', { column: name, values: schema.values.length, most: MOST_GROUPS })
    return {
      groupOf: Int32Array.from(rows, (row) => column.codes[row] as number),
      names: schema.values,
      keys: { values: schema.values },
      conditions: schema.values.map((value): Condition => ({ column: name, is: '=', value })),
    }
  }
  if (column?.type !== 'number') return refuse('fairness-no-column', { column: name, columns })
  const values = Float64Array.from(rows, (row) => column.values[row] as number)
  const known = values.filter((value) => !Number.isNaN(value)).sort()
  const distinct = [...new Set(known)]
  if (distinct.length <= MOST_GROUPS)
    return {
      groupOf: Int32Array.from(values, (value) => distinct.indexOf(value)),
      names: groupNames({ values: distinct }),
      keys: { values: distinct },
      conditions: distinct.map((value): Condition => ({ column: name, is: '=', value })),
    }
  const cuts = [...new Set([0.25, 0.5, 0.75].map((share) => known[Math.floor(share * known.length)] as number))]
  const groupOf = Int32Array.from(values, (value) =>
    Number.isNaN(value) ? -1 : cuts.filter((cut) => value >= cut).length,
  )
  const names = groupNames({ cuts })
  const from = (cut: number | undefined): Condition[] =>
    cut === undefined ? [] : [{ column: name, is: '>=', value: cut }]
  const below = (cut: number | undefined): Condition[] =>
    cut === undefined ? [] : [{ column: name, is: '<', value: cut }]
  const conditions = names.map((_, i): Condition => ({ all: [...from(cuts[i - 1]), ...below(cuts[i])] }))
  return { groupOf, names, keys: { cuts }, conditions }
}
