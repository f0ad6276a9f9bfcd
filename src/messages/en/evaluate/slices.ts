/** @file UI text for the metrics of each slice of a dataset. */
import { defineText } from '../../define'
import { count, plural, range } from '../../format'

export const evaluatedSlicesText = defineText('evaluate/slices', {
  title: 'Slices',
  about: 'Worst first, with 95% intervals',
  waiting: 'The slices are scored after the run ends or is paused.',
  scoring: (a: { slices: number }) => plural(a.slices, { one: 'Scoring # slice…', other: 'Scoring # slices…' }),
  caption: 'Metrics for each slice',
  columns: {
    slice: 'Slice',
    condition: 'Condition',
    interval: '95% interval',
    difference: 'Vs. all examples',
    examples: 'Examples',
  },
  empty: 'This slice has no examples in this set',
  interval: (a: { low: string; high: string }) => range(a.low, a.high),
  examples: (a: { examples: number }) => count(a.examples),
})
