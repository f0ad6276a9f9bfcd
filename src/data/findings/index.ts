/** @file The data report: lists all kinds of findings and runs them. */
import { collectedDetails } from '../collected-classes'
import type { SplitPick } from '../../catalog/training-plan'
import type { Dataset, Split } from '../dataset'
import { columnTypes } from './column-types'
import { duplicateImages } from './duplicate-images'
import { duplicateRows } from './duplicate-rows'
import type { ColumnData, Finding, FindingDef, ReportInput, Severity } from './finding'
import { groupLeakage, mayReplaceGroups } from './group-leakage'
import { identifiers } from './identifiers'
import { missingValues } from './missing-values'
import { mixedBackgrounds } from './mixed-backgrounds'
import { mixedUnits } from './mixed-units'
import { outliers } from './outliers'
import { classBalance, smallEvaluationSets } from './set-sizes'
import { spellings } from './spellings'
import { splitDifferences } from './split-differences'
import { leakage } from './target-leakage'
import { timeLeakage } from './time-leakage'

const FINDINGS: readonly FindingDef[] = [
  missingValues,
  columnTypes,
  spellings,
  mixedUnits,
  outliers,
  leakage,
  identifiers,
  groupLeakage,
  timeLeakage,
  classBalance,
  smallEvaluationSets,
  splitDifferences,
  duplicateRows,
  duplicateImages,
  mixedBackgrounds,
]

const ORDER: readonly Severity[] = ['bad', 'warn', 'note']

export interface ReportOptions {
  readonly target: string
  /** The feature columns; if absent, all columns except the target and those that the dataset ignores. */
  readonly features?: readonly string[]
  /** How the rows were split; a finding does not offer a split that would undo it. */
  readonly split?: SplitPick
}

/** Runs all kinds of findings and sorts the results by severity. Yields the progress, from 0 to 1. */
export function* buildReport(
  dataset: Dataset,
  split: Split,
  options: ReportOptions,
): Generator<number, readonly Finding[]> {
  const input = reportInput(dataset, split, options)
  const findings: Finding[] = []
  for (const [i, def] of FINDINGS.entries()) {
    yield i / FINDINGS.length
    const work = def.find(input)
    for (;;) {
      const { done, value } = work.next()
      if (done) {
        findings.push(...value.map((one) => keepSplit(one, input)))
        break
      }
      yield (i + 0.5) / FINDINGS.length
    }
  }
  return findings.sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity))
}

/**
 * Once the rows are split by a group or by time, a split by another column would bring the first leak back. Such a
 * remedy is left out, and the finding is no longer something to fix. A split by groups that contain the chosen groups,
 * such as families of patients, keeps both together and stays.
 */
function keepSplit(one: Finding, { dataset, pick }: ReportInput): Finding {
  const { kind, column } = pick ?? {}
  if (column === undefined || (kind !== 'group' && kind !== 'time')) return one
  const remedies = one.remedies.filter(
    (remedy) =>
      remedy.do !== 'split' ||
      (remedy.by === kind && remedy.column === column) ||
      (kind === 'group' && remedy.by === 'group' && remedy.column && mayReplaceGroups(dataset, column, remedy.column)),
  )
  if (remedies.length === one.remedies.length) return one
  return { ...one, remedies, splitBy: column, severity: one.severity === 'bad' ? 'warn' : one.severity }
}

/** Prepares the input of a report by resolving the target and the features to columns. */
function reportInput(dataset: Dataset, split: Split, { target, features, split: pick }: ReportOptions): ReportInput {
  const { schema } = dataset
  // How an image was collected is not part of the data unless the network reads it.
  const details = collectedDetails(schema).filter((name) => !features?.includes(name))
  const columns = schema.columns.flatMap((schema, i): ColumnData[] => {
    const values = dataset.columns[i]
    return values && !details.includes(schema.name) ? [{ schema, values }] : []
  })
  const named = features
    ? columns.filter((column) => features.includes(column.schema.name))
    : columns.filter(({ schema: { name } }) => !schema.ignore.includes(name))
  return {
    ...{ dataset, split, pick, columns },
    target: columns.find((column) => column.schema.name === target),
    features: named.filter((column) => column.schema.name !== target),
  }
}
