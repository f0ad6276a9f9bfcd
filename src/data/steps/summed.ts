/** @file summedWords: steps in words, equal ones told together: samples that were added one by one are one sentence. */
import { counted, list } from '../../messages/format'
import type { DataStep } from '../step'
import { stepWords } from '.'

/** As the collector writes what was added: "line" by pad. */
const COLLECTED = /^"(.*)" ((?:by|from) .+)$/s
const NAMED = 8

interface Sum {
  times: number
  readonly words: string
  /** Rows by class, where samples were collected. */
  readonly rows?: Map<string, number>
}

/** Steps in words, in the order of the first of each. */
export function summedWords(steps: readonly DataStep[]): readonly string[] {
  const sums = new Map<string, Sum>()
  for (const step of steps) {
    const [, label, way] = (step.kind === 'append' && COLLECTED.exec(String(step.source ?? ''))) || []
    const words = stepWords(step)
    const key = label === undefined ? `one ${words}` : `added ${way}`
    const sum: Sum = sums.get(key) ?? { times: 0, words: way ?? words, ...(way ? { rows: new Map() } : {}) }
    sums.set(key, sum)
    sum.times++
    if (label !== undefined) sum.rows?.set(label, (sum.rows.get(label) ?? 0) + rowsOf(step))
  }
  return [...sums.values()].map(sumWords)
}

function rowsOf({ chunks }: DataStep): number {
  return Array.isArray(chunks) ? chunks.reduce((sum: number, { rows }: { rows: number }) => sum + rows, 0) : 0
}

function sumWords({ times, words, rows }: Sum): string {
  if (!rows) return times === 1 ? words : `${words}, ${times} times`
  const classes = [...rows]
  const all = counted(
    classes.reduce((sum, [, count]) => sum + count, 0),
    'row',
  )
  const [first] = classes
  if (classes.length === 1 && first) return `added ${all} of "${first[0]}" ${words}`
  const told = classes.slice(0, NAMED).map(([label, count]) => `${count} ${label}`)
  const more = classes.length - told.length
  return `added ${all} ${words} (${more > 0 ? list([...told, `${more} more classes`]) : told.join(', ')})`
}
