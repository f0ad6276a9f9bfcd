/** @file Leakage: a column that alone tells the answer, as none will when the network is used. */
import { rng, shuffle } from '../../base/rng'
import { namesRows, numbersAt, sampleOf } from './column-values'
import { defineFinding, type Finding, finding, type ViewedColumn } from './finding'
import type { Remedy } from './remedy'
import { textAt } from '../columns'

/** Rows the rule is learnt and tried on at most. */
const SAMPLE = 20_000
const LEAST_ROWS = 30
const MOST_TEXTS = 1000
/** Of what guessing leaves open, the share that the column alone settles. */
const TELLS_CLASS = 0.97
/** Of the variance of a number to predict. */
const TELLS_NUMBER = 0.99

export const leak = defineFinding({
  codes: ['leaks-target', 'gaps-leak-target'],
  *find({ dataset, target, features }) {
    const { rows } = dataset.schema
    if (!target || !ANSWERS.has(target.schema.type) || features.length < 2) return []
    const taken = sampleOf(rows, SAMPLE) ?? Uint32Array.from({ length: rows }, (_, row) => row)
    const told = numbersAt(target, taken)
    const known = shuffle(
      taken.filter((_, i) => !Number.isNaN(told[i] as number)),
      rng(1, { kind: 'split' }),
    )
    const answers = numbersAt(target, known)
    if (known.length < LEAST_ROWS) return []
    const sampled = rows > SAMPLE ? known.length : undefined
    const classes = target.schema.type === 'category'
    const needed = classes ? TELLS_CLASS : TELLS_NUMBER
    const found: Finding[] = []
    for (const column of features) {
      yield
      const { name } = column.schema
      const values = namesRows(column, rows) ? undefined : valuesAt(column, known)
      if (!values) continue
      const score = crossScore(values, answers, classes)
      const gapScore = classes
        ? crossScore(
            Float64Array.from(values, (v) => (Number.isNaN(v) ? 1 : 0)),
            answers,
            true,
          )
        : 0
      const remedies: Remedy[] = [
        { do: 'ignore', column: name },
        { do: 'drop', column: name },
      ]
      const rest = { severity: 'bad', columns: [name], sampled, remedies } as const
      const args = { column: name, target: target.schema.name, score, classes }
      if (gapScore >= needed) found.push(finding('gaps-leak-target', args, rest))
      else if (score >= needed) found.push(finding('leaks-target', args, rest))
    }
    return found
  },
})

const ANSWERS: ReadonlySet<string> = new Set(['number', 'category'])

/** A plain column as numbers in an order that keeps equal values together; moments are no leak of their own. */
function valuesAt(column: ViewedColumn, rows: Uint32Array): Float64Array | undefined {
  const { values } = column
  if (values.type === 'number' || values.type === 'category') return numbersAt(column, rows)
  if (values.type !== 'text') return undefined
  const places = new Map<string, number>()
  const all = new Float64Array(rows.length)
  for (const [i, row] of rows.entries()) {
    const text = textAt(values, row)
    if (text !== '' && !places.has(text)) places.set(text, places.size)
    // So many different texts are no kinds of thing that tell a class.
    if (places.size > MOST_TEXTS) return undefined
    all[i] = places.get(text) ?? Number.NaN
  }
  return all
}

/**
 * How well the nearest value of the one half tells the answers of the other, both ways: for classes what it settles of what the
 * commonest class leaves open, for numbers the share of the variance. Equal values answer by their majority or mean.
 */
function crossScore(values: Float64Array, answers: Float64Array, classes: boolean): number {
  const rows = Uint32Array.from(values.keys())
  const middle = rows.length >> 1
  const halves = [rows.subarray(0, middle), rows.subarray(middle)] as const
  const [first, second] = [told(values, answers, halves[0], classes), told(values, answers, halves[1], classes)]
  const guess = classes ? majority(answers, rows) : mean(answers, rows)
  let [wrong, wrongByGuess] = [0, 0]
  for (const [half, rule] of [
    [halves[1], first],
    [halves[0], second],
  ] as const) {
    for (const row of half) {
      const answer = answers[row] as number
      const said = rule(values[row] as number)
      wrong += classes ? Number(said !== answer) : (said - answer) ** 2
      wrongByGuess += classes ? Number(guess !== answer) : (guess - answer) ** 2
    }
  }
  return wrongByGuess > 0 ? 1 - wrong / wrongByGuess : 0
}

/** A rule that answers by the nearest value it has seen. */
function told(
  values: Float64Array,
  answers: Float64Array,
  rows: Uint32Array,
  classes: boolean,
): (value: number) => number {
  const groups = new Map<number, number[]>()
  for (const row of rows) {
    const value = values[row] as number
    const group = groups.get(value)
    if (group) group.push(row)
    else groups.set(value, [row])
  }
  const settle = (group: number[]) => (classes ? majority(answers, group) : mean(answers, group))
  const missing = groups.get(Number.NaN)
  const known = Float64Array.from(groups.keys())
    .filter((value) => !Number.isNaN(value))
    .sort()
  const says = Float64Array.from(known, (value) => settle(groups.get(value) as number[]))
  const ofMissing = missing ? settle(missing) : Number.NaN
  return (value) => {
    if (Number.isNaN(value)) return ofMissing
    let [low, high] = [0, known.length]
    while (low < high) {
      const at = (low + high) >>> 1
      if ((known[at] as number) < value) low = at + 1
      else high = at
    }
    const below = known[low - 1] ?? Number.NEGATIVE_INFINITY
    const above = known[low] ?? Number.POSITIVE_INFINITY
    return (value - below < above - value ? says[low - 1] : says[low]) ?? Number.NaN
  }
}

function majority(answers: Float64Array, rows: ArrayLike<number>): number {
  const counts = new Map<number, number>()
  let best = Number.NaN
  for (let i = 0; i < rows.length; i++) {
    const answer = answers[rows[i] as number] as number
    const count = (counts.get(answer) ?? 0) + 1
    counts.set(answer, count)
    if (count > (counts.get(best) ?? 0)) best = answer
  }
  return best
}

function mean(answers: Float64Array, rows: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < rows.length; i++) sum += answers[rows[i] as number] as number
  return sum / rows.length
}
