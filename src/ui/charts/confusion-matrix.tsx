/** @file Confusion matrix: correct shares in gray, mistakes on a color scale, and the same content as a list. */
import { type CSSProperties, useState } from 'react'
import { chartsText } from '../../messages/en/charts'
import { count as countText } from '../../messages/format'
import { Button } from '../kit/button'
import { Rich } from '../kit/rich-text'
import kit from '../kit/kit.module.css'
import styles from './confusion-matrix.module.css'

const text = chartsText.confusion

export interface ConfusionProps {
  readonly labels: readonly string[]
  /** Rows are actual classes, columns are predicted classes. */
  readonly counts: readonly (readonly number[])[]
  readonly chosen?: Mistake | undefined
  readonly onChoose: (mistake: Mistake) => void
  /** Whether there is space above the matrix for full class names, and the cells are large. */
  readonly hasSpaceAbove?: boolean
}

/** Maximum number of classes in a matrix: the page needs seconds for the cells of hundreds. */
const MAX_CLASSES = 50

/**
 * The matrix as a table, of the classes with the most mistakes if there are too many. Its cells are buttons for pointer
 * users; keyboard users have a list of the mistakes next to it.
 */
export function Confusion({ labels, counts, chosen, onChoose, hasSpaceAbove = false }: ConfusionProps) {
  const classes = classesWithMostMistakes(counts, MAX_CLASSES)
  const shown = classes.map((at) => labels[at] ?? text.unknownLabel)
  const top = largestMistake(counts, classes)
  const many = shown.length > MAX_NAMED_COLUMNS
  const over = columnNames(shown, hasSpaceAbove)
  const hasNames = shown.length <= MAX_SHORT_NAMES
  const look = over.upright ? `${kit.ellipsis} ${styles.upright}` : undefined
  return (
    <table
      dir="ltr"
      className={styles.matrix}
      style={{ '--classes': shown.length } as CSSProperties}
      data-many={many ? 'yes' : 'no'}
      data-names={hasNames ? 'yes' : 'no'}
    >
      <caption>
        {shown.length < labels.length && <p>{text.part({ shown: shown.length, classes: labels.length })}</p>}
        <Rich
          text={text.caption}
          marks={{ word: (inner) => <bdi>{inner}</bdi>, arrow: (inner) => <span aria-hidden="true">{inner}</span> }}
        />
      </caption>
      <thead>
        <tr>
          <td />
          {shown.map((label, j) => (
            <th key={label} scope="col" title={label} translate="no">
              <span className={hasNames ? look : 'only-spoken'}>{over.names[j]}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {classes.map((i, row) => {
          const label = shown[row] ?? ''
          const support = Math.max(1, counts[i]?.reduce((sum, count) => sum + count, 0) ?? 0)
          return (
            <tr key={label}>
              <th scope="row" title={label} translate="no">
                {label}
              </th>
              {classes.map((j, column) => {
                const other = shown[column] ?? ''
                const count = counts[i]?.[j] ?? 0
                if (i === j || count === 0) {
                  const title =
                    i === j
                      ? text.correct({ label, examples: count })
                      : text.mistake({ actual: label, predicted: other, examples: 0 })
                  return (
                    <td
                      key={other}
                      title={title}
                      data-right={i === j ? 'yes' : 'no'}
                      style={{ '--share': count / support } as CSSProperties}
                    >
                      <div className={styles.plain}>
                        <Count of={count} />
                      </div>
                    </td>
                  )
                }
                const mistake = { actual: i, predicted: j, count }
                const title = mistakeText(mistake, labels)
                return (
                  <td key={other}>
                    <button
                      type="button"
                      tabIndex={-1}
                      className={styles.cell}
                      style={{ '--share': 0.12 + 0.88 * Math.sqrt(count / top) } as CSSProperties}
                      aria-pressed={chosen?.actual === i && chosen.predicted === j}
                      aria-label={title}
                      title={title}
                      onClick={() => onChoose(mistake)}
                    >
                      <Count of={count} />
                    </button>
                  </td>
                )
              })}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/**
 * Maximum number of classes for which the columns are wide enough for names, and the maximum name length in characters.
 */
const MAX_NAMED_COLUMNS = 12
/** With more classes, even short names would make the matrix wider than its card. The cells name their classes. */
const MAX_SHORT_NAMES = 25
const MAX_WIDE_NAME = 4
/** The same for large cells, and the most classes for which they are as large. */
const MAX_LARGE_NAME = 8
const MAX_LARGE = 5

/** The column headers: full names, rotated if wider than the column, or short names if there is no space. */
export function columnNames(
  labels: readonly string[],
  hasSpaceAbove: boolean,
): { readonly names: readonly string[]; readonly upright: boolean } {
  const longest = Math.max(0, ...labels.map((label) => label.length))
  const widest = hasSpaceAbove && labels.length <= MAX_LARGE ? MAX_LARGE_NAME : MAX_WIDE_NAME
  if (longest <= (labels.length <= 8 ? widest : 3)) return { names: labels, upright: false }
  return hasSpaceAbove && labels.length <= MAX_NAMED_COLUMNS
    ? { names: labels, upright: true }
    : { names: shortNames(labels), upright: false }
}

/** The count in a cell: visible if there is space, and always readable by screen readers. */
function Count({ of }: { readonly of: number }) {
  return (
    <span className={styles.count} data-digits={Math.min(String(of).length, 5)} data-none={of === 0 ? 'yes' : 'no'}>
      {of}
    </span>
  )
}

export interface MistakeListProps extends Omit<ConfusionProps, 'counts'> {
  readonly counts: ConfusionProps['counts']
  /** Maximum number of mistakes to list; less frequent mistakes are collapsed. */
  readonly limit: number
  /** Whether there is only room for a few words, under a heading that says what they mean. */
  readonly isNarrow?: boolean
}

/** Number of less frequent mistakes that are listed at once, because thousands of classes can have a million. */
const RARE_AT_ONCE = 200

/** The content of the matrix as a list, with the most frequent pairs of classes first. */
export function MistakeList({ labels, counts, chosen, onChoose, limit, isNarrow = false }: MistakeListProps) {
  const [rareShown, setRareShown] = useState(0)
  const all = mistakes(counts)
  if (all.length === 0) return <p className={styles.none}>{text.noMistakes}</p>
  const row = (mistake: Mistake) => {
    const name = mistakeText(mistake, labels)
    return (
      <li key={`${mistake.actual}/${mistake.predicted}`}>
        <button
          type="button"
          aria-pressed={chosen?.actual === mistake.actual && chosen.predicted === mistake.predicted}
          title={name}
          onClick={() => onChoose(mistake)}
        >
          <span className={isNarrow ? undefined : kit.ellipsis}>
            {(isNarrow ? text.shortPair : text.pair)(namesOf(mistake, labels))}
          </span>{' '}
          {/* Never cut off: part of a count reads as another count. */}
          <b>{countText(mistake.count)}</b>
        </button>
      </li>
    )
  }
  const rare = all.slice(limit)
  return (
    <ul className={styles.list}>
      {all.slice(0, limit).map(row)}
      {rare.length > 0 && (
        <li>
          {/* All mistakes are listed, because the cells of the matrix may be too small to press. */}
          <details onToggle={({ currentTarget }) => setRareShown(currentTarget.open ? RARE_AT_ONCE : 0)}>
            <summary>{text.rarer({ mistakes: rare.length })}</summary>
            <ul className={styles.list}>{rare.slice(0, rareShown).map(row)}</ul>
            {rareShown > 0 && rareShown < rare.length && (
              <Button size="small" tone="quiet" onClick={() => setRareShown(rareShown + RARE_AT_ONCE)}>
                {text.more({ mistakes: Math.min(RARE_AT_ONCE, rare.length - rareShown) })}
              </Button>
            )}
          </details>
        </li>
      )}
    </ul>
  )
}

/**
 * Short names that are unique: the first three characters of each name, or the first three after the common prefix, or
 * else numbers.
 */
export function shortNames(labels: readonly string[]): readonly string[] {
  const first = labels[0] ?? ''
  let shared = 0
  while (shared < first.length && labels.every((label) => label[shared] === first[shared])) shared++
  for (const from of [0, shared]) {
    const three = labels.map((label) => (label.length <= 3 ? label : label.slice(from, from + 3).trim()))
    if (new Set(three).size === labels.length && !three.includes('')) return three
  }
  return labels.map((label, i) => (label.length <= 3 ? label : `${i + 1}`))
}

export interface Mistake {
  /** Indices of the actual and the predicted class. */
  readonly actual: number
  readonly predicted: number
  readonly count: number
}

/** All mistakes, most frequent first. */
export function mistakes(confusion: readonly (readonly number[])[]): readonly Mistake[] {
  const found: Mistake[] = []
  // No objects for the empty cells, which are most of the million cells of a thousand classes.
  confusion.forEach((row, actual) => {
    row.forEach((count, predicted) => {
      if (count > 0 && actual !== predicted) found.push({ actual, predicted, count })
    })
  })
  return found.sort((a, b) => b.count - a.count || a.actual - b.actual || a.predicted - b.predicted)
}

/** The indices of all classes, or of those with the most mistakes if there are too many, in their order. */
export function classesWithMostMistakes(confusion: readonly (readonly number[])[], max: number): readonly number[] {
  const all = confusion.map((_, at) => at)
  if (all.length <= max) return all
  const wrong = new Float64Array(all.length)
  const add = (at: number, count: number) => {
    wrong[at] = (wrong[at] ?? 0) + count
  }
  confusion.forEach((row, actual) => {
    row.forEach((count, predicted) => {
      if (count === 0 || actual === predicted) return
      add(actual, count)
      add(predicted, count)
    })
  })
  return all
    .sort((a, b) => (wrong[b] ?? 0) - (wrong[a] ?? 0) || a - b)
    .slice(0, max)
    .sort((a, b) => a - b)
}

/** The largest count of a mistake between these classes, at least 1. */
function largestMistake(counts: ConfusionProps['counts'], classes: readonly number[]): number {
  let largest = 1
  for (const i of classes) for (const j of classes) if (i !== j) largest = Math.max(largest, counts[i]?.[j] ?? 0)
  return largest
}

/** Formats a mistake as text, such as "4 predicted as 9: 31". */
export function mistakeText(mistake: Mistake, labels: readonly string[]): string {
  return text.mistake({ ...namesOf(mistake, labels), examples: mistake.count })
}

function namesOf({ actual, predicted }: Mistake, labels: readonly string[]) {
  const nameOf = (at: number) => labels[at] ?? text.unknownLabel
  return { actual: nameOf(actual), predicted: nameOf(predicted) }
}
