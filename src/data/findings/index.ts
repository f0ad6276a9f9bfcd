/** @file The report on a set: every kind of looking there is, one file each, and how they are run. */
import type { Dataset, Split } from '../dataset'
import type { Finding, FindingDef, Severity, ViewedColumn, ViewedSet } from './finding'
import { balance } from './balance'
import { copies } from './copies'
import { fewToJudge } from './few-to-judge'
import { identifiers } from './identifiers'
import { leak } from './leak'
import { missing } from './missing'
import { mixedTimes } from './mixed-times'
import { oneGroup } from './one-group'
import { outliers } from './outliers'
import { parts } from './split-differences'
import { pictures } from './pictures'
import { spellings } from './spellings'
import { units } from './units'

export const FINDINGS: readonly FindingDef[] = [
  missing,
  spellings,
  units,
  outliers,
  leak,
  identifiers,
  oneGroup,
  mixedTimes,
  balance,
  fewToJudge,
  parts,
  copies,
  pictures,
]

const ORDER: readonly Severity[] = ['bad', 'warn', 'note']

export interface ReportOptions {
  readonly target: string
  /** Absent, all columns but the target and those the set ignores. */
  readonly features?: readonly string[]
}

/** Looks for everything, the worst first; yields how far it is, from 0 to 1. */
export function* reporting(
  dataset: Dataset,
  split: Split,
  options: ReportOptions,
): Generator<number, readonly Finding[]> {
  const set = viewed(dataset, split, options)
  const found: Finding[] = []
  for (const [i, def] of FINDINGS.entries()) {
    yield i / FINDINGS.length
    const looking = def.find(set)
    for (;;) {
      const { done, value } = looking.next()
      if (done) {
        found.push(...value)
        break
      }
      yield (i + 0.5) / FINDINGS.length
    }
  }
  return found.sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity))
}

/** The set with its target and features named. */
export function viewed(dataset: Dataset, split: Split, { target, features }: ReportOptions): ViewedSet {
  const { schema } = dataset
  const columns = schema.columns.flatMap((of, i): ViewedColumn[] => {
    const values = dataset.columns[i]
    return values ? [{ schema: of, values }] : []
  })
  const named = features
    ? columns.filter((column) => features.includes(column.schema.name))
    : columns.filter(({ schema: { name } }) => !schema.ignore.includes(name))
  return {
    ...{ dataset, split, columns },
    target: columns.find((column) => column.schema.name === target),
    features: named.filter((column) => column.schema.name !== target),
  }
}
