/**
 * @file Leakage: finds a single column that predicts the target almost perfectly, which is unlikely for any column in
 * real use.
 */
import { rng, shuffle } from '../../base/rng'
import { textAt } from '../column-operations'
import { isIdentifier, normalizeText, numericValues, sampleRows } from './column-values'
import { type ColumnData, defineFinding, type Finding, finding, type Severity } from './finding'
import { isDate } from './identifiers'

/** The maximum number of rows used to fit and test the prediction rule. */
const SAMPLE = 20_000
const MIN_ROWS = 30
const MAX_TEXTS = 1000
/** A column is reported if it alone removes at least this share of the errors of a constant guess. */
const MIN_CLASS_SCORE = 0.97
/** A column is reported if it alone explains at least this share of the variance of a numeric target. */
const MIN_NUMBER_SCORE = 0.99
/**
 * With fewer rows, a naturally good input may separate the classes just as well by chance, so only a copy of the target
 * is certain.
 */
const MIN_CERTAIN_ROWS = 500
const MIN_COPIED = 0.97

export const leakage = defineFinding({
  codes: ['leaks-target', 'gaps-leak-target'],
  *find({ dataset, target, features }) {
    const { rows } = dataset.schema
    if (!target || !TARGET_TYPES.has(target.schema.type) || features.length < 2) return []
    const sample = sampleRows(rows, SAMPLE) ?? Uint32Array.from({ length: rows }, (_, row) => row)
    const values = numericValues(target, sample)
    const known = shuffle(
      sample.filter((_, i) => !Number.isNaN(values[i] as number)),
      rng(1, { kind: 'split' }),
    )
    const targets = numericValues(target, known)
    if (known.length < MIN_ROWS) return []
    const sampled = rows > SAMPLE ? known.length : undefined
    const classes = target.schema.type === 'category'
    const needed = classes ? MIN_CLASS_SCORE : MIN_NUMBER_SCORE
    const leaks: {
      column: ColumnData
      code: 'leaks-target' | 'gaps-leak-target'
      score: number
      severity: Severity
    }[] = []
    for (const column of features) {
      yield
      const values = isIdentifier(column, rows) ? undefined : valuesAt(column, known)
      if (!values) continue
      const score = crossScore(values, targets, classes)
      const gapScore = classes
        ? crossScore(
            Float64Array.from(values, (v) => (Number.isNaN(v) ? 1 : 0)),
            targets,
            true,
          )
        : 0
      const code = gapScore >= needed ? 'gaps-leak-target' : score >= needed ? 'leaks-target' : undefined
      const certain = known.length >= MIN_CERTAIN_ROWS || isCopy(column, target, known)
      if (code) leaks.push({ column, code, score: Math.max(score, gapScore), severity: certain ? 'bad' : 'warn' })
    }
    // Without another useful input, there would be nothing left to learn from.
    const remaining = features.filter(
      (column) =>
        !isIdentifier(column, rows) &&
        !isDate(column, rows) &&
        !leaks.some((leak) => leak.column === column && leak.severity === 'bad'),
    )
    return leaks.map(({ column, code, score, severity }): Finding => {
      const { name } = column.schema
      const isRemovable = remaining.some((other) => other !== column)
      return finding(
        code,
        { column: name, target: target.schema.name, score, classes },
        {
          // A finding that removing the column would not help is something to check, not to fix.
          ...{ severity: isRemovable ? severity : 'warn', columns: [name], sampled },
          remedies: isRemovable
            ? [
                { do: 'ignore', column: name },
                { do: 'drop', column: name },
              ]
            : [],
        },
      )
    })
  },
})

const TARGET_TYPES: ReadonlySet<string> = new Set(['number', 'category'])

/** Whether nearly all values are those of the target, apart from case, spaces, and accents in text. */
function isCopy(column: ColumnData, target: ColumnData, rows: Uint32Array): boolean {
  const written = ({ schema, values }: ColumnData, row: number) => {
    switch (values.type) {
      case 'category':
        return schema.type === 'category' ? normalizeText(schema.values[values.codes[row] as number] ?? '') : undefined
      case 'text':
        return normalizeText(textAt(values, row))
      case 'number':
        return String(values.values[row])
      default:
        return undefined
    }
  }
  const copied = rows.filter((row) => {
    const value = written(target, row)
    return value !== undefined && value === written(column, row)
  })
  return copied.length >= MIN_COPIED * rows.length
}

/** Converts a scalar column to numbers; equal values become equal numbers. Time columns are not considered. */
function valuesAt(column: ColumnData, rows: Uint32Array): Float64Array | undefined {
  const { values } = column
  if (values.type === 'number' || values.type === 'category') return numericValues(column, rows)
  if (values.type !== 'text') return undefined
  const codes = new Map<string, number>()
  const all = new Float64Array(rows.length)
  for (const [i, row] of rows.entries()) {
    const text = textAt(values, row)
    if (text !== '' && !codes.has(text)) codes.set(text, codes.size)
    // A text column with this many distinct values is not categorical.
    if (codes.size > MAX_TEXTS) return undefined
    all[i] = codes.get(text) ?? Number.NaN
  }
  return all
}

/**
 * How well a rule based on the nearest value, fitted on one half of the rows, predicts the target in the other half,
 * evaluated in both directions. For classes, the result is the share of the majority-class errors that the rule avoids;
 * for numbers, the share of the variance that it explains. Equal values predict their majority class or mean.
 */
function crossScore(values: Float64Array, targets: Float64Array, classes: boolean): number {
  const rows = Uint32Array.from(values.keys())
  const middle = rows.length >> 1
  const halves = [rows.subarray(0, middle), rows.subarray(middle)] as const
  const [first, second] = [
    fitNearestValue(values, targets, halves[0], classes),
    fitNearestValue(values, targets, halves[1], classes),
  ]
  const guess = classes ? majority(targets, rows) : mean(targets, rows)
  let [wrong, wrongByGuess] = [0, 0]
  for (const [half, rule] of [
    [halves[1], first],
    [halves[0], second],
  ] as const) {
    for (const row of half) {
      const target = targets[row] as number
      const predicted = rule(values[row] as number)
      wrong += classes ? Number(predicted !== target) : (predicted - target) ** 2
      wrongByGuess += classes ? Number(guess !== target) : (guess - target) ** 2
    }
  }
  return wrongByGuess > 0 ? 1 - wrong / wrongByGuess : 0
}

/** Fits a rule that predicts from the nearest value in the fitted rows. */
function fitNearestValue(
  values: Float64Array,
  targets: Float64Array,
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
  const settle = (group: number[]) => (classes ? majority(targets, group) : mean(targets, group))
  const missing = groups.get(Number.NaN)
  const known = Float64Array.from(groups.keys())
    .filter((value) => !Number.isNaN(value))
    .sort()
  const predictions = Float64Array.from(known, (value) => settle(groups.get(value) as number[]))
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
    return (value - below < above - value ? predictions[low - 1] : predictions[low]) ?? Number.NaN
  }
}

function majority(targets: Float64Array, rows: ArrayLike<number>): number {
  const counts = new Map<number, number>()
  let best = Number.NaN
  for (let i = 0; i < rows.length; i++) {
    const target = targets[rows[i] as number] as number
    const count = (counts.get(target) ?? 0) + 1
    counts.set(target, count)
    if (count > (counts.get(best) ?? 0)) best = target
  }
  return best
}

function mean(targets: Float64Array, rows: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < rows.length; i++) sum += targets[rows[i] as number] as number
  return sum / rows.length
}
