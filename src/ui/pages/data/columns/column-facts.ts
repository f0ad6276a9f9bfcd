/** @file Column facts: presents a column's profile as one line of text, as named facts, and as bars. */
import type { DatasetSchema } from '../../../../catalog/dataset-schema'
import { timeText } from '../../../../data/cell-text'
import type { Binding } from '../../../../data/column-binding'
import type { ColumnProfile, ProfileOf } from '../../../../data/column-profile'
import type { Association } from '../../../../data/profile-statistics/group-profile'
import { columnsText as text } from '../../../../messages/en/data/columns'
import { cellNumber, count, numberAtStep } from '../../../../messages/format'
import { chartsText } from '../../../../messages/en/charts'
import type { ChartData } from '../../../charts/chart-data'
import { categoryTicks } from '../../../charts/ticks'

/**
 * Maximum number of category values shown as bars; if there are more values, the most frequent ones are also listed as
 * a fact.
 */
const MAX_BARS = 40
const DAY = 86_400_000

/** Summarizes the most useful facts in one line: the range, the mean and the number of missing values. */
export function columnSummary(column: ColumnProfile): string {
  const { missing } = column
  switch (column.type) {
    case 'number':
      return Number.isNaN(column.min) ? text.summary.empty({ missing }) : text.summary.number(column)
    case 'time': {
      if (Number.isNaN(column.min)) return text.summary.empty({ missing })
      return text.summary.time({ from: timeText(column.min), to: timeText(column.max), missing })
    }
    case 'category': {
      const sizes = column.counts.map((one) => one.count)
      const [fewest, max] = [Math.min(...sizes), Math.max(...sizes)]
      return text.summary.category({ classes: sizes.length, fewest, most: max, missing })
    }
    case 'text': {
      const { min, max, quantiles } = column.lengths
      if (Number.isNaN(min)) return text.summary.empty({ missing })
      return text.summary.text({ shortest: min, longest: max, median: quantiles.median, missing })
    }
    case 'image':
      return text.summary.image({ height: column.height, width: column.width, brightness: column.mean, missing })
    case 'array':
      return text.summary.array(column)
    default:
      return column satisfies never
  }
}

/** The named facts shown below a column's summary line, with an explanation of those that need one. */
export function columnFacts(
  column: ColumnProfile,
  rows: number,
  target: string,
): readonly (readonly [name: string, fact: string, about?: string])[] {
  const facts: (readonly [name: string, fact: string, about?: string])[] = []
  if (column.missing > 0) facts.push([text.fact.missing, text.missingShare({ missing: column.missing, rows })])
  if (column.type === 'array' && column.gaps > 0) facts.push([text.fact.gaps, text.gapCount({ gaps: column.gaps })])
  const distinct = distinctText(column)
  if (distinct) facts.push([text.fact.distinct, distinct])
  const spread = column.type === 'text' ? column.lengths : column
  if (column.type === 'time') {
    const [q25, median, q75] = [column.quantiles.q25, column.quantiles.median, column.quantiles.q75].map(timeText)
    facts.push([text.fact.quartiles, text.timeQuartiles({ q25: q25 ?? '', median: median ?? '', q75: q75 ?? '' })])
  } else if ('quantiles' in spread && !Number.isNaN(spread.min)) {
    const { quantiles, deviation } = spread
    const middle = { low: quantiles.q05, high: quantiles.q95 }
    const isText = column.type === 'text'
    facts.push([
      text.fact.quartiles,
      isText ? text.lengthQuartiles(quantiles) : text.quartiles({ ...quantiles, column: column.name }),
    ])
    facts.push([text.fact.middle, isText ? text.lengthRange(middle) : text.range({ ...middle, column: column.name })])
    facts.push([text.fact.deviation, cellNumber(deviation)])
  } else if (column.type === 'image') facts.push([text.fact.deviation, cellNumber(column.deviation)])
  const top = topValues(column)
  if (top.length > 0) facts.push([text.fact.top, text.top({ values: top })])
  if (column.withTarget) {
    const about = text.associationAbout[column.withTarget.kind]
    facts.push([text.fact.withTarget({ target }), associationText(column.withTarget), about])
  }
  if ('sampled' in spread && spread.sampled !== undefined)
    facts.push([text.fact.estimated, text.estimatedFrom({ rows: spread.sampled })])
  return facts
}

function distinctText(column: ColumnProfile): string | undefined {
  switch (column.type) {
    case 'image':
    case 'array':
      return undefined
    case 'text':
      return column.estimated ? text.about(column) : count(column.distinct)
    case 'category':
      return column.distinct < column.counts.length ? text.usedClasses({ used: column.distinct }) : undefined
    case 'number':
    case 'time':
      return column.sampled === undefined ? count(column.distinct) : text.about(column)
    default:
      return column satisfies never
  }
}

/** Number of most frequent values to show, and the maximum length of each value in characters. */
const TOP = 3
const TOP_CHARACTERS = 24

/** The most frequent values; empty for a category column whose values are all shown as bars. */
function topValues(column: ColumnProfile): readonly { readonly value: string; readonly count: number }[] {
  const short = (value: string) => (value.length > TOP_CHARACTERS ? `${value.slice(0, TOP_CHARACTERS - 1)}…` : value)
  switch (column.type) {
    case 'number':
      return column.top.slice(0, TOP).map((one) => ({ value: cellNumber(one.value, column.name), count: one.count }))
    case 'time':
      return column.top.slice(0, TOP).map((one) => ({ value: timeText(one.value), count: one.count }))
    case 'text':
      return column.top.slice(0, TOP).map((one) => ({ value: short(one.value), count: one.count }))
    case 'category':
      return column.counts.length <= MAX_BARS
        ? []
        : byCount(column.counts)
            .slice(0, TOP)
            .map((one) => ({ value: short(one.value), count: one.count }))
    case 'image':
    case 'array':
      return []
    default:
      return column satisfies never
  }
}

function byCount<T extends { readonly count: number }>(values: readonly T[]): readonly T[] {
  return [...values].sort((a, b) => b.count - a.count)
}

/** Describes the strength of the association with the target, including the name of the statistic. */
function associationText(one: Association): string {
  switch (one.kind) {
    case 'correlation':
      return text.correlation({ pearson: one.pearson, spearman: one.spearman, sampled: one.sampled })
    case 'ratio':
      return text.ratio(one)
    case 'cramer':
      return text.cramer(one)
    default:
      return one satisfies never
  }
}

/** The UTC date of a time, in the format of table cells. */
export function dayText(ms: number): string {
  return timeText(Math.floor(ms / DAY) * DAY)
}

export interface Bars {
  readonly bars: readonly { readonly name: string; readonly count: number }[]
  /** The labels at the left end, middle and right end of a numeric axis. */
  readonly edges?: readonly string[]
}

/** Returns the bars of a column; undefined if there is nothing to count. */
export function barsOf(column: ColumnProfile): Bars | undefined {
  switch (column.type) {
    case 'category': {
      const counts = column.counts.length > MAX_BARS ? byCount(column.counts) : column.counts
      return { bars: counts.slice(0, MAX_BARS).map((one) => ({ name: one.value, count: one.count })) }
    }
    case 'image':
      return histogram(column.histogram, 0, 255, cellNumber, numberAtStep)
    case 'text':
      return histogram(column.lengths.histogram, column.lengths.min, column.lengths.max, cellNumber, numberAtStep)
    case 'time':
      return histogram(column.histogram, column.min, column.max, dayText, dayText)
    case 'number':
    case 'array': {
      const { name } = column
      return histogram(
        ...([column.histogram, column.min, column.max] as const),
        (value) => cellNumber(value, name),
        (value, step) => numberAtStep(value, step, name),
      )
    }
    default:
      return column satisfies never
  }
}

/**
 * Returns bars of equal width from `min` to `max`. `format` formats the values at the ends of the axis; `between`
 * formats values within it, with enough digits for the given step.
 */
function histogram(
  counts: ProfileOf<'number'>['histogram'],
  min: number,
  max: number,
  format: (value: number) => string,
  between: (value: number, step: number) => string,
): Bars | undefined {
  if (Number.isNaN(min)) return undefined
  const width = (max - min) / counts.length
  return {
    bars: counts.map((bar, i) => ({ name: between(min + width * (i + 0.5), width), count: bar })),
    edges: [format(min), between((min + max) / 2, (max - min) / 20), format(max)],
  }
}

/** The chart of the bars of a column. */
export function histogramData({ bars, edges }: Bars, column: string): ChartData {
  const nameAt = (x: number) => bars[Math.floor(x)]?.name ?? ''
  const [first, middle, last] = edges ?? []
  return {
    x: {
      ...{ name: column, domain: [0, bars.length], format: nameAt, cell: nameAt },
      ticks: (_low, _high, px) =>
        first === undefined || middle === undefined || last === undefined
          ? categoryTicks(
              bars.map(({ name }) => name),
              px,
            )
          : [first, middle, last].map((text, i) => ({ at: (i * bars.length) / 2, text })),
    },
    y: { name: chartsText.histogram.rows, start: 0, whole: true, format: count },
    series: [
      { name: '', kind: 'bars', token: 'data-1', x: bars.map((_, i) => i + 0.5), y: bars.map((bar) => bar.count) },
    ],
  }
}

export type Role = 'target' | 'input' | 'excluded' | 'unused'

/** The role shown next to a column's name; undefined for a regular input, which most columns are. */
export function roleOf(
  name: string,
  { ignore }: Pick<DatasetSchema, 'ignore'>,
  { inputs, outputs }: Binding,
  target: string,
): Role | undefined {
  if (name === target || outputs.some(({ task }) => task.column === name)) return 'target'
  const excluded = ignore.includes(name)
  if (inputs.some(({ columns }) => columns.includes(name))) return excluded ? 'input' : undefined
  if (excluded) return 'excluded'
  // If the network reads no columns yet, do not mark every column as unused.
  return inputs.length > 0 ? 'unused' : undefined
}

/** The rows of each class, in split order; rows without a class are omitted. */
export function byClass(
  codes: ArrayLike<number>,
  rows: ArrayLike<number>,
  classes: number,
): readonly (readonly number[])[] {
  const groups: number[][] = Array.from({ length: classes }, () => [])
  for (let i = 0; i < rows.length; i++) groups[codes[rows[i] as number] as number]?.push(rows[i] as number)
  return groups
}
