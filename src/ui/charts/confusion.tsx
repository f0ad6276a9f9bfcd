/** @file Confusion: the confusion matrix: a neutral diagonal, mistakes on a color scale of their own, and the same content as a list. */
import type { CSSProperties } from 'react'
import { chartsText } from '../../messages/en/charts'
import { Rich } from '../kit/rich'
import { type Mistake, mistakes, mistakeWords } from './mistakes'
import styles from './confusion.module.css'

const text = chartsText.confusion

export interface ConfusionProps {
  readonly labels: readonly string[]
  /** Rows are actual classes, columns predicted ones. */
  readonly counts: readonly (readonly number[])[]
  readonly chosen?: Mistake | undefined
  readonly onChoose: (mistake: Mistake) => void
  /** Whether there is room above it for full names. */
  readonly roomy?: boolean
}

/** The matrix as a table. Its cells are buttons for the pointer; the list next to it serves the keyboard. */
export function Confusion({ labels, counts, chosen, onChoose, roomy = false }: ConfusionProps) {
  const top = Math.max(1, ...counts.flatMap((row, i) => row.filter((_, j) => i !== j)))
  const many = labels.length > MANY
  const over = columnNames(labels, roomy)
  return (
    <table
      className={styles.matrix}
      style={{ '--classes': labels.length } as CSSProperties}
      data-many={many ? 'yes' : 'no'}
    >
      <caption>
        <Rich text={text.caption} marks={{ arrow: (inner) => <span aria-hidden="true">{inner}</span> }} />
      </caption>
      <thead>
        <tr>
          <td />
          {labels.map((label, j) => (
            <th key={label} scope="col" title={label}>
              <span className={over.upright ? styles.upright : undefined}>{over.names[j]}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {labels.map((label, i) => (
          <tr key={label}>
            <th scope="row" title={label}>
              {label}
            </th>
            {labels.map((other, j) => {
              const count = counts[i]?.[j] ?? 0
              if (i === j || count === 0) {
                const title =
                  i === j
                    ? text.correct({ label, examples: count })
                    : text.mistake({ actual: label, predicted: other, examples: 0 })
                return (
                  <td key={other} title={title} data-right={i === j ? 'yes' : 'no'}>
                    <div className={styles.plain}>
                      <Count of={count} />
                    </div>
                  </td>
                )
              }
              const mistake = { actual: i, predicted: j, count }
              const title = mistakeWords(mistake, labels)
              return (
                <td key={other}>
                  <button
                    type="button"
                    tabIndex={-1}
                    className={styles.cell}
                    data-strength={strength(count / top)}
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
        ))}
      </tbody>
    </table>
  )
}

/** From how many classes on columns are too narrow for names, and the characters that fit over a wide column. */
const MANY = 12
const WIDE = 4

/** The names over the columns: in full, upright where they are longer than a column is wide, or short where there is no room. */
export function columnNames(
  labels: readonly string[],
  roomy: boolean,
): { readonly names: readonly string[]; readonly upright: boolean } {
  const longest = Math.max(0, ...labels.map((label) => label.length))
  if (longest <= (labels.length <= 8 ? WIDE : 3)) return { names: labels, upright: false }
  return roomy && labels.length <= MANY
    ? { names: labels, upright: true }
    : { names: shortNames(labels), upright: false }
}

/** How strong the color of a cell is, so that its number is readable in both themes. */
function strength(share: number): 'weak' | 'middle' | 'strong' {
  return share > 0.7 ? 'strong' : share > 0.25 ? 'middle' : 'weak'
}

/** The number of a cell: visible where there is room, always read out. */
function Count({ of }: { readonly of: number }) {
  return (
    <span className={styles.count} data-digits={Math.min(String(of).length, 5)} data-none={of === 0 ? 'yes' : 'no'}>
      {of}
    </span>
  )
}

export interface MistakeListProps extends Omit<ConfusionProps, 'counts'> {
  readonly counts: ConfusionProps['counts']
  /** How many are listed; the rarer ones fold. */
  readonly limit: number
}

/** The same as the matrix, as a list: most frequent first. */
export function MistakeList({ labels, counts, chosen, onChoose, limit }: MistakeListProps) {
  const all = mistakes(counts)
  if (all.length === 0) return <p className={styles.none}>{text.noMistakes}</p>
  const row = (mistake: Mistake) => (
    <li key={`${mistake.actual}/${mistake.predicted}`}>
      <button
        type="button"
        aria-pressed={chosen?.actual === mistake.actual && chosen.predicted === mistake.predicted}
        onClick={() => onChoose(mistake)}
      >
        {mistakeWords(mistake, labels)}
      </button>
    </li>
  )
  const rare = all.slice(limit)
  return (
    <ul className={styles.list}>
      {all.slice(0, limit).map(row)}
      {rare.length > 0 && (
        <li>
          {/* All of them are listed: the cells of a matrix may be too small to press. */}
          <details>
            <summary>{text.rarer({ mistakes: rare.length })}</summary>
            <ul className={styles.list}>{rare.map(row)}</ul>
          </details>
        </li>
      )}
    </ul>
  )
}

/** Names as short as possible while they still differ: their first three characters, else the first three that they do not share, else a number. */
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
