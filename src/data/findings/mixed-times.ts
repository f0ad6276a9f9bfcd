/**
 * @file Time mixed: rows that are judged on lie in time between rows learnt from, where neighbours in time are alike. Whether they are
 * is asked of stretches of time of ten rows or more, as of groups.
 */
import { scatter } from '../profile-parts/distinct'
import { namesRows } from './column-values'
import { defineFinding, type Finding, finding, type ViewedSet } from './finding'
import { likeness } from './likeness'

/** Rows of a stretch at least, and moments there must be: fewer are kinds of time, as years are. */
const STRETCH = 10
const LEAST_MOMENTS = 20
const ALPHA = 0.001
const ALIKE = 0.1
/** Of the rows judged on: fewer between are the edge of a part. */
const LEAST_BETWEEN = 0.1
const SAMPLE = 20_000

export const mixedTimes = defineFinding({
  codes: ['time-across-parts'],
  *find(set) {
    const { columns, target, features, split, dataset } = set
    const found: Finding[] = []
    for (const { schema, values } of columns) {
      yield
      if (values.type !== 'time' || schema === target?.schema) continue
      const held = heldBetween(set, values.values)
      if (held.rows.length < LEAST_BETWEEN * held.all || held.rows.length === 0) continue
      const stretches = stretchesOf(values.values)
      if (!stretches) continue
      const others = [...(target ? [target] : []), ...features].filter(
        (other) => other.values.type !== 'time' && !namesRows(other, dataset.schema.rows),
      )
      let best: { readonly column: string; readonly share: number } | undefined
      for (const other of others) {
        yield
        const told = likeness(other, stretches.rows, stretches.of)
        if (!told || told.share < ALIKE || told.p >= ALPHA / others.length) continue
        if (!best || told.share > best.share) best = { column: other.schema.name, share: told.share }
        if (other === target) break
      }
      if (!best) continue
      const { name } = schema
      found.push(
        finding(
          'time-across-parts',
          { column: name, rows: held.rows.length, all: held.all, alike: best },
          {
            // What only the features have in common makes a figure too good less surely than the answer itself.
            severity: best.column === target?.schema.name ? 'warn' : 'note',
            columns: [name],
            rows: held.rows,
            sampled: stretches.rows.length < split.train.length ? stretches.rows.length : undefined,
            remedies: [{ do: 'split', by: 'time', column: name }],
          },
        ),
      )
    }
    return found
  },
})

/** Rows judged on that have rows learnt from before and after them, rising; and of how many. */
function heldBetween({ split }: ViewedSet, times: Float64Array): { readonly rows: Uint32Array; readonly all: number } {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const row of split.train) {
    // A comparison with a moment that is missing is false.
    if ((times[row] as number) < first) first = times[row] as number
    if ((times[row] as number) > last) last = times[row] as number
  }
  const held = Uint32Array.from([...split.validation, ...split.test]).sort()
  const rows = held.filter((row) => (times[row] as number) > first && (times[row] as number) < last)
  return { rows, all: held.length }
}

/** Rows in stretches of time, whole moments each, and the stretch of each row: of many rows some; undefined where moments are few. */
function stretchesOf(times: Float64Array): { readonly rows: Uint32Array; readonly of: Int32Array } | undefined {
  const sorted = times.filter((time) => !Number.isNaN(time)).sort()
  const begins: number[] = []
  let [moments, from] = [0, 0]
  for (let i = 0; i < sorted.length; i++) {
    if (i > 0 && sorted[i] === sorted[i - 1]) continue
    moments++
    if (i > 0 && i - from < STRETCH) continue
    begins.push(sorted[i] as number)
    from = i
  }
  if (moments < LEAST_MOMENTS) return undefined
  const share = Math.min(1, SAMPLE / sorted.length)
  // Whole stretches where there are many, else some rows of each.
  const whole = begins.length * share >= SAMPLE / (10 * STRETCH)
  const [rows, of]: [number[], number[]] = [[], []]
  times.forEach((time, row) => {
    if (Number.isNaN(time)) return
    const at = lastAt(begins, time)
    if (scatter(whole ? at : row) >= 2 ** 32 * share) return
    rows.push(row)
    of.push(at)
  })
  return { rows: Uint32Array.from(rows), of: Int32Array.from(of) }
}

/** The last that is not above. */
function lastAt(begins: readonly number[], time: number): number {
  let [low, high] = [0, begins.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((begins[middle] as number) <= time) low = middle + 1
    else high = middle
  }
  return low - 1
}
