/** @file Columns: each column with its type, range and missing values, and how its values are spread. */
import { lazy, Suspense, useMemo } from 'react'
import type { Dataset } from '../../../data/dataset'
import { type ColumnProfile, profile } from '../../../data/profile'
import type { HistogramBar } from '../../charts/histogram'
import { numberWords } from '../../charts/row-words'
import layout from './data.module.css'
import styles from '../rooms.module.css'

const Histogram = lazy(() => import('../../charts/histogram'))

type Counted = Extract<ColumnProfile, { type: 'number' | 'category' }>

/** Every column but pictures, which are shown as they are. */
export function Columns({ dataset }: { readonly dataset: Dataset }) {
  const profiles = useMemo(() => countedProfiles(dataset), [dataset])
  if (profiles.length === 0) return null
  return (
    <section className={styles.part} aria-label="Columns">
      <div className={styles.title}>
        <h3>{dataset.schema.kind === 'images' ? 'Classes' : 'Columns'}</h3>
        <span>all {dataset.schema.rows.toLocaleString('en-US')} rows</span>
      </div>
      <ul className={layout.columns}>
        {profiles.map((column) => (
          <li key={column.name}>
            <h4>
              {column.name}
              {column.name === dataset.schema.target && <em>predicted</em>}
            </h4>
            <p>{profileWords(column)}</p>
            <div className={layout.histogram}>
              <Suspense fallback={null}>
                <Histogram label={`${column.name}: ${profileWords(column)}`} bars={bars(column)} {...edges(column)} />
              </Suspense>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The profile of all but picture columns: 55 million pixels are not read to count ten classes. */
function countedProfiles(dataset: Dataset): readonly Counted[] {
  const kept = dataset.schema.columns.flatMap((column, i) => (COUNTED.has(column.type) ? [i] : []))
  const pick = <T,>(all: readonly T[]): readonly T[] => kept.flatMap((i) => (all[i] === undefined ? [] : [all[i]]))
  const schema = { ...dataset.schema, columns: pick(dataset.schema.columns) }
  return profile({ schema, columns: pick(dataset.columns) }).filter(isCounted)
}

const COUNTED: ReadonlySet<string> = new Set<Counted['type']>(['number', 'category'])

function isCounted(column: ColumnProfile): column is Counted {
  return COUNTED.has(column.type)
}

/** Range, mean and what is missing, in words. */
export function profileWords(column: Counted): string {
  const missing = column.missing === 0 ? '' : `, ${column.missing.toLocaleString('en-US')} missing`
  if (column.type === 'category') {
    const sizes = column.counts.map(({ count }) => count)
    const [low, high] = [Math.min(...sizes), Math.max(...sizes)]
    const each =
      low === high
        ? `${low.toLocaleString('en-US')} each`
        : `${low.toLocaleString('en-US')} to ${high.toLocaleString('en-US')} each`
    return `${column.counts.length} classes, ${each}${missing}`
  }
  return `${numberWords(column.min)} to ${numberWords(column.max)}, mean ${numberWords(column.mean)}${missing}`
}

function bars(column: Counted): readonly HistogramBar[] {
  if (column.type === 'category') return column.counts.map(({ value, count }) => ({ name: value, count }))
  const width = (column.max - column.min) / column.histogram.length
  return column.histogram.map((count, i) => ({
    name: stepWords(column.min + width * (i + 0.5), width),
    count,
  }))
}

/** A number's axis runs from its least to its greatest value. */
function edges(column: Counted): { readonly edges?: readonly string[] } {
  if (column.type === 'category') return {}
  const { min, max } = column
  return { edges: [numberWords(min), stepWords((min + max) / 2, (max - min) / 20), numberWords(max)] }
}

/** A value with the decimals that tell it from one a `step` away: years 12 apart need none. */
export function stepWords(value: number, step: number): string {
  const decimals = step > 0 ? Math.min(12, Math.max(0, Math.ceil(-Math.log10(step)))) : 0
  return String(Number(value.toFixed(decimals))).replace('-', '−')
}
