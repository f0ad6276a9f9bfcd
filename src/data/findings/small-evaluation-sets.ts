/**
 * @file Small evaluation sets: finds validation or test sets with too few rows for a reliable metric, and datasets with
 * few rows in total. The limits come from the Wilson interval for an accuracy of 50%: with n rows, the 95% interval
 * extends z / (2·√(n + z²)) to each side, which is 20 percentage points for 20 rows and 10 for 93.
 */
import { wilson } from '../../metrics/wilson-interval'
import { defineFinding, finding } from './finding'

/** With a half-width this large, an accuracy of 50% cannot be distinguished from a much better or worse accuracy. */
const WIDE = 0.2
/** The report recommends enough rows to reach this half-width. */
const NARROW = 0.1
/**
 * The minimum number of rows in all parts together (scikit-learn, "Choosing the right estimator", recommends more than
 * 50 samples).
 */
const MIN_ROWS = 50

/** The half-width of the 95% interval for an accuracy of 50% measured on n rows. */
export function halfWidth(n: number): number {
  const { low, high } = wilson(0.5, n)
  return (high - low) / 2
}

/** The minimum number of rows for which the half width is at most `half`. */
export function minRowsFor(half: number): number {
  let n = 1
  while (halfWidth(n) > half) n++
  return n
}

export const smallEvaluationSets = defineFinding({
  codes: ['few-to-judge', 'few-in-all'],
  *find({ split, target }) {
    yield
    const rows = split.train.length + split.validation.length + split.test.length
    // A part that the settings leave empty is not used for evaluation and therefore not checked.
    const parts = (['validation', 'test'] as const).filter(
      (part) => split[part].length > 0 && halfWidth(split[part].length) > WIDE,
    )
    const findings = []
    if (parts.length > 0)
      findings.push(
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
            wanted: minRowsFor(NARROW),
          },
          {
            ...{ severity: 'warn', columns: [] },
            rows: Uint32Array.from(parts.flatMap((part) => [...split[part]])).sort(),
          },
        ),
      )
    if (rows > 0 && rows < MIN_ROWS)
      findings.push(finding('few-in-all', { rows, wanted: MIN_ROWS }, { severity: 'warn', columns: [] }))
    return findings
  },
})
