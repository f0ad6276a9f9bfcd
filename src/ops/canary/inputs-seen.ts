/**
 * @file Seen: what champion and challenger said to the same input. Each request goes to one of them, and the same row, operator and
 * strength comes again: so the log holds answers of both.
 */
import type { Requests } from '../record'

/** What one of them said last to an input. */
export interface Said {
  readonly id: number
  /** NaN where it gave no answer. */
  readonly answer: number
}

export interface SeenInput {
  readonly slice: number
  champion?: Said
  challenger?: Said
}

/** By input; the one that was seen first is given up first. */
export type Seen = Map<number, SeenInput>

const MOST_INPUTS = 20_000

/** The input of a request as a number; undefined for one from outside. */
export function inputKey({ source, row, operator, strength }: Requests, i: number): number | undefined {
  const at = row[i] as number
  return at < 0
    ? undefined
    : ((at * 256 + (operator[i] as number)) * 33 + (strength[i] as number)) * 8 + (source[i] as number)
}

/** Notes that a model was judged by an input; NaN is one that nobody can know again. */
export function judge(judged: Set<number>, key: number): 'new' | 'again' {
  if (judged.has(key)) return 'again'
  if (!Number.isNaN(key) && judged.size < MOST_INPUTS) judged.add(key)
  return 'new'
}

/** Notes what one of them said. */
export function see(seen: Seen, key: number, slice: number, by: 'champion' | 'challenger', said: Said): void {
  const input = seen.get(key)
  if (input) {
    input[by] = said
    return
  }
  seen.set(key, { slice, [by]: said })
  if (seen.size > MOST_INPUTS)
    for (const oldest of seen.keys()) {
      seen.delete(oldest)
      break
    }
}

/** An input on which they disagree, by the requests that show it. */
export interface Disagreement {
  /** Of the input. */
  readonly key: number
  readonly slice: number
  readonly champion: Said
  readonly challenger: Said
}

/** Inputs on which they disagree, as they came first; numbers do beyond `within`. */
export function disagreements(
  seen: Seen,
  within: number,
): { readonly both: number; readonly apart: readonly Disagreement[] } {
  let both = 0
  const apart: Disagreement[] = []
  for (const [key, { slice, champion, challenger }] of seen) {
    if (!champion || !challenger) continue
    both++
    if (!same(champion.answer, challenger.answer, within)) apart.push({ key, slice, champion, challenger })
  }
  return { both, apart }
}

/** Whether two answers are the same; none is no answer. */
export function same(a: number, b: number, within: number): boolean {
  return a === b || Math.abs(a - b) <= within
}
