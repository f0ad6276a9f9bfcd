/** @file UI text for the metrics of each slice of a dataset. */
import { defineText } from '../../define'
import { count, oneDecimal, percent, plural, range, significant } from '../../format'

type Measure = 'accuracy' | 'mae'
const value = (of: number, measure: Measure) => (measure === 'accuracy' ? percent(of) : significant(of))

export const evaluatedSlicesText = defineText('evaluate/slices', {
  title: 'Slices',
  about: 'Worst first, with 95% intervals',
  waiting: 'The slices are scored after the run ends or is paused.',
  scoring: (a: { slices: number }) => plural(a.slices, { one: 'Scoring # slice…', other: 'Scoring # slices…' }),
  caption: 'Metrics for each slice',
  columns: {
    slice: 'Slice',
    condition: 'Condition',
    accuracy: 'Accuracy',
    mae: 'MAE',
    interval: '95% interval',
    intervalTip: 'The interval shows where the true score probably is, given this number of examples.',
    difference: 'Vs. all examples',
    examples: 'Examples',
  },
  empty: 'This slice has no examples in this set',
  value: (a: { value: number; measure: Measure; unit: string | undefined }) =>
    a.measure === 'accuracy' || !a.unit ? value(a.value, a.measure) : `${value(a.value, a.measure)} ${a.unit}`,
  interval: (a: { low: number; high: number; measure: Measure }) =>
    range(value(a.low, a.measure), value(a.high, a.measure)),
  /** A difference with its sign, or without a sign when it rounds to zero. */
  difference: (a: { difference: number; measure: Measure }) => {
    if (a.difference === 0 || (a.measure === 'accuracy' && Math.abs(a.difference) < 0.0005)) return count(0)
    const sign = a.difference > 0 ? '+' : ''
    return a.measure === 'accuracy'
      ? `${sign}${oneDecimal(100 * a.difference)} points`
      : `${sign}${significant(a.difference)}`
  },
  examples: (a: { examples: number }) => count(a.examples),
})
