/** @file Text of the metrics of each slice of a dataset. */
import { defineText } from '../../define'
import { count, plural, metricNumber, significant } from '../../format'

type Measure = 'accuracy' | 'mae'
const value = (of: number, measure: Measure) => (measure === 'accuracy' ? metricNumber(of) : significant(of))

export const evaluatedSlicesText = defineText('evaluate/slices', {
  title: 'Slices',
  about: 'Worst first, with 95% intervals',
  waiting: 'Scored when the run has ended or is paused.',
  scoring: (a: { slices: number }) => plural(a.slices, { one: 'Scoring # slice…', other: 'Scoring # slices…' }),
  caption: 'Metrics of each slice',
  columns: {
    slice: 'Slice',
    condition: 'Condition',
    accuracy: 'Accuracy',
    mae: 'MAE',
    interval: '95% interval',
    difference: 'Difference from all',
    examples: 'n',
  },
  empty: 'No examples of this set are in this slice',
  value: (a: { value: number; measure: Measure; unit: string | undefined }) =>
    a.measure === 'accuracy' || !a.unit ? value(a.value, a.measure) : `${value(a.value, a.measure)} ${a.unit}`,
  interval: (a: { low: number; high: number; measure: Measure }) =>
    `${value(a.low, a.measure)}–${value(a.high, a.measure)}`,
  /** A difference with its sign, or without a sign when it rounds to zero. */
  difference: (a: { difference: number; measure: Measure }) => {
    if (a.difference === 0 || (a.measure === 'accuracy' && Math.abs(a.difference) < 0.0005)) return count(0)
    return `${a.difference > 0 ? '+' : ''}${value(a.difference, a.measure)}`
  },
  examples: (a: { examples: number }) => count(a.examples),
})
