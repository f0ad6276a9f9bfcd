/** @file Column words: a profile as a person reads it, and as bars. */
import { count } from '../../../../messages/format'
import { timeWords } from '../../../../data/cell-words'
import type { ColumnProfile, ProfileOf } from '../../../../data/profile'
import type { Association } from '../../../../data/profile-parts/associate'
import type { HistogramBar } from '../../../charts/histogram'
import { numberWords } from '../../../charts/row-words'

/** Values of a category shown as bars at most; what is rarer is told in words. */
const BARS = 40

/** Range, mean and what is missing: the one line that says the most. */
export function profileWords(column: ColumnProfile): string {
  const missing = column.missing === 0 ? '' : `, ${count(column.missing)} missing`
  return `${mainWords(column)}${missing}`
}

function mainWords(column: ColumnProfile): string {
  switch (column.type) {
    case 'number':
      return Number.isNaN(column.min)
        ? 'no number'
        : `${numberWords(column.min)} to ${numberWords(column.max)}, mean ${numberWords(column.mean)}`
    case 'time':
      return Number.isNaN(column.min) ? 'no time' : `${timeWords(column.min)} to ${timeWords(column.max)}`
    case 'category': {
      const sizes = column.counts.map((one) => one.count)
      const [low, high] = [Math.min(...sizes), Math.max(...sizes)]
      const classes = `${count(column.counts.length)} ${column.counts.length === 1 ? 'class' : 'classes'}`
      if (sizes.length === 0) return classes
      return low === high ? `${classes}, ${count(low)} each` : `${classes}, ${count(low)} to ${count(high)} each`
    }
    case 'text':
      return Number.isNaN(column.lengths.min)
        ? 'no text'
        : `texts of ${count(column.lengths.min)} to ${count(column.lengths.max)} letters, ${numberWords(column.lengths.quantiles.median)} in the middle`
    case 'image':
      return `${column.height}×${column.width} pixels, brightness ${numberWords(column.mean)} of 255 on the whole`
    case 'array':
      return `${column.shape.join('×')} numbers a row, ${numberWords(column.min)} to ${numberWords(column.max)}`
    default:
      return column satisfies never
  }
}

/** The facts of a column below its line, each with its name. */
export function facts(column: ColumnProfile, rows: number, target: string): readonly (readonly [string, string])[] {
  const told: (readonly [string, string])[] = []
  if (column.missing > 0)
    told.push(['missing', `${count(column.missing)} of ${count(rows)} (${percentOf(column.missing, rows)})`])
  if (column.type === 'array' && column.gaps > 0) told.push(['gaps', `${count(column.gaps)} numbers`])
  const distinct = distinctWords(column)
  if (distinct) told.push(['distinct', distinct])
  const spread = column.type === 'text' ? column.lengths : column
  if (column.type === 'time') {
    const { q25, median, q75 } = column.quantiles
    told.push(['quartiles', [q25, median, q75].map(timeWords).join(' · ')])
  } else if ('quantiles' in spread && !Number.isNaN(spread.min)) {
    const { q05, q25, median, q75, q95 } = spread.quantiles
    const of = column.type === 'text' ? ' letters' : ''
    told.push(['quartiles', `${[q25, median, q75].map(numberWords).join(' · ')}${of}`])
    told.push(['5 % to 95 %', `${numberWords(q05)} to ${numberWords(q95)}${of}`])
    told.push(['deviation', numberWords(spread.deviation)])
  } else if (column.type === 'image') told.push(['deviation', numberWords(column.deviation)])
  const top = topWords(column)
  if (top) told.push(['most often', top])
  if (column.withTarget) told.push([`with ${target}`, associationWords(column.withTarget)])
  if ('sampled' in spread && spread.sampled !== undefined)
    told.push(['estimated', `quantiles and bars from ${count(spread.sampled)} rows`])
  return told
}

function distinctWords(column: ColumnProfile): string | undefined {
  switch (column.type) {
    case 'image':
    case 'array':
      return undefined
    case 'text':
      return column.estimated ? `about ${count(column.distinct)}` : count(column.distinct)
    case 'category':
      return column.distinct < column.counts.length ? `${count(column.distinct)} of them in use` : undefined
    case 'number':
    case 'time':
      return column.sampled === undefined ? count(column.distinct) : `about ${count(column.distinct)}`
    default:
      return column satisfies never
  }
}

const TOP = 3

function topWords(column: ColumnProfile): string | undefined {
  const times = (one: { readonly count: number }) => `${count(one.count)}×`
  const short = (text: string) => (text.length > 24 ? `${text.slice(0, 23)}…` : text)
  if (column.type === 'number' || column.type === 'time') {
    const words = column.type === 'time' ? timeWords : numberWords
    return (
      column.top
        .slice(0, TOP)
        .map((one) => `${words(one.value)} (${times(one)})`)
        .join(', ') || undefined
    )
  }
  if (column.type === 'text')
    return (
      column.top
        .slice(0, TOP)
        .map((one) => `${short(one.value)} (${times(one)})`)
        .join(', ') || undefined
    )
  if (column.type !== 'category' || column.counts.length <= BARS) return undefined
  const sorted = [...column.counts].sort((a, b) => b.count - a.count)
  return sorted
    .slice(0, TOP)
    .map((one) => `${short(one.value)} (${times(one)})`)
    .join(', ')
}

/** How much the column tells of the target, with the name of the number. */
export function associationWords(one: Association): string {
  const two = (value: number) => (Number.isNaN(value) ? 'not to be told' : value.toFixed(2).replace('-', '−'))
  switch (one.kind) {
    case 'correlation':
      return `correlation ${two(one.pearson)} (Pearson), ${two(one.spearman)} (Spearman${one.sampled === undefined ? '' : `, of ${count(one.sampled)} rows`})`
    case 'ratio':
      return `correlation ratio η ${two(one.eta)}`
    case 'cramer':
      return `Cramér's V ${two(one.v)}`
    default:
      return one satisfies never
  }
}

/** A part of a whole: 4.2 %. */
export function percentOf(part: number, whole: number): string {
  const percent = (100 * part) / Math.max(1, whole)
  return percent > 0 && percent < 0.1 ? 'under 0.1 %' : `${Number(percent.toPrecision(percent < 10 ? 2 : 3))} %`
}

export interface Bars {
  readonly bars: readonly HistogramBar[]
  /** What stands below the ends and the middle, where the axis is one of numbers. */
  readonly edges?: readonly string[]
}

/** The bars of a column; undefined where there is nothing to count. */
export function barsOf(column: ColumnProfile): Bars | undefined {
  switch (column.type) {
    case 'category': {
      const counts = column.counts.length > BARS ? [...column.counts].sort((a, b) => b.count - a.count) : column.counts
      return { bars: counts.slice(0, BARS).map((one) => ({ name: one.value, count: one.count })) }
    }
    case 'image':
      return numbered(column.histogram, 0, 255, numberWords)
    case 'text':
      return numbered(column.lengths.histogram, column.lengths.min, column.lengths.max, numberWords)
    case 'time':
      return numbered(column.histogram, column.min, column.max, (ms) => timeWords(ms).slice(0, 10))
    case 'number':
    case 'array':
      return numbered(column.histogram, column.min, column.max, numberWords)
    default:
      return column satisfies never
  }
}

function numbered(
  histogram: ProfileOf<'number'>['histogram'],
  min: number,
  max: number,
  words: (value: number) => string,
): Bars | undefined {
  if (Number.isNaN(min)) return undefined
  const width = (max - min) / histogram.length
  // Times are told by their day; of numbers as many decimals as tell two bars apart.
  const at = words === numberWords ? (value: number, step: number) => stepWords(value, step) : words
  return {
    bars: histogram.map((bar, i) => ({ name: at(min + width * (i + 0.5), width), count: bar })),
    edges: [words(min), at((min + max) / 2, (max - min) / 20), words(max)],
  }
}

/** A value with the decimals that tell it from one a `step` away: years 12 apart need none. */
export function stepWords(value: number, step: number): string {
  const decimals = step > 0 ? Math.min(12, Math.max(0, Math.ceil(-Math.log10(step)))) : 0
  return String(Number(value.toFixed(decimals))).replace('-', '−')
}
