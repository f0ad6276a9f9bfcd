/**
 * @file Too few samples: parts to judge on with so few rows that their figure says little, by the Wilson interval of a share right, and sets
 * with few rows in all. Where half of n rows are right, the 95 % interval is z / (2·√(n + z²)) to each side: 20 points at 20 rows, 10 at 93.
 */
import { wilson } from '../../metrics/interval'
import { defineFinding, finding } from './finding'

/** A figure so uncertain to each side cannot tell half right from what is much better or worse. */
const UNSURE = 0.2
/** To each side, of a figure that can be told from its neighbours; what is asked for. */
const SURE = 0.1
/** Rows in all parts together: fewer are too few to begin with (scikit-learn, "Choosing the right estimator": more than 50 samples). */
const LEAST = 50

/** How far a share of one half, counted on n rows, may be off to each side. */
export function halfWidth(n: number): number {
  const { low, high } = wilson(0.5, n)
  return (high - low) / 2
}

/** The fewest rows of which a share of one half is known so well. */
export function rowsFor(half: number): number {
  let n = 1
  while (halfWidth(n) > half) n++
  return n
}

export const fewToJudge = defineFinding({
  codes: ['few-to-judge', 'few-in-all'],
  *find({ split, target }) {
    yield
    const rows = split.train.length + split.validation.length + split.test.length
    // A part that was given no rows is not judged on.
    const parts = (['validation', 'test'] as const).filter(
      (part) => split[part].length > 0 && halfWidth(split[part].length) > UNSURE,
    )
    const found = []
    if (parts.length > 0)
      found.push(
        finding(
          'few-to-judge',
          {
            parts: parts.map((part) => ({
              part,
              rows: split[part].length,
              allRight: wilson(1, split[part].length).low,
            })),
            half: Math.max(...parts.map((part) => halfWidth(split[part].length))),
            classes: target?.schema.type === 'category',
            wanted: rowsFor(SURE),
          },
          {
            ...{ severity: 'warn', columns: [] },
            rows: Uint32Array.from(parts.flatMap((part) => [...split[part]])).sort(),
          },
        ),
      )
    if (rows > 0 && rows < LEAST)
      found.push(finding('few-in-all', { rows, wanted: LEAST }, { severity: 'warn', columns: [] }))
    return found
  },
})
