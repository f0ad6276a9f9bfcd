/** @file UI text for the learning curve of a dataset, which estimates how much more data would help. */
import { defineText } from '../../define'
import { count, counted, percent, significant, oneDecimal } from '../../format'

/** How many additional rows the curve extrapolates to; `images` if the rows are images. */
interface More {
  readonly rows: number
  readonly images: boolean
}
const more = ({ rows, images }: More) => counted(rows, images ? 'more image' : 'more row')
const points = (share: number) => oneDecimal(100 * share)
const error = (value: number, unit: string | undefined) => `${significant(value)}${unit ? ` ${unit}` : ''}`

/**
 * The data behind an estimate: the smallest and largest training size, all available training examples, runs per size,
 * and validation examples.
 */
interface Evidence {
  readonly from: number
  readonly to: number
  readonly all: number
  readonly seeds: number
  readonly judged: number
}
const evidence = ({ from, to, all, seeds, judged }: Evidence) => {
  const most = to < all ? `${count(to)} of ${count(all)}` : `all ${count(all)}`
  const times = seeds > 1 ? `, ${count(seeds)} times for each size,` : ''
  return `was trained on growing parts of the data, from ${count(from)} examples up to ${most}${times} and scored on ${counted(judged, 'validation example')}. The shaded band shows where the true curve probably is (95%), given these runs and validation examples.`
}

export const curveText = defineText('data/curve', {
  title: 'Would more data help?',
  about: 'Trains on parts of your data to estimate how much more data would help',
  progress: 'Learning curve',
  computing: 'Training on increasing amounts of data',
  compute: 'Compute the learning curve',
  again: 'Compute again',
  cancel: 'Cancel',
  canceled: 'Canceled.',
  outdated: 'The data or network has changed since this curve was computed.',
  chart: (a: { verdict: string }) => `Learning curve: ${a.verdict}`,
  chartTitle: 'Learning curve',
  axis: {
    rows: 'Training examples',
    accuracy: 'Accuracy',
    error: 'MAE',
    law: 'fitted law, 95% interval',
    measured: 'measured',
    here: 'Your data end here',
  },
  accuracy: {
    useful: (a: More & { gain: number; low: number; high: number }) =>
      `${more(a)} would raise the accuracy by about ${points(a.gain)} percentage points (${points(a.low)} to ${points(a.high)}).`,
    little: (a: More & { gain: number; low: number; high: number }) =>
      `More data of the same kind would hardly help: ${more(a)} would raise the accuracy by about ${points(a.gain)} percentage points (${points(a.low)} to ${points(a.high)}).`,
    none: (a: More & { high: number }) =>
      `More data of the same kind would not help much: ${more(a)} would raise the accuracy by at most ${points(a.high)} percentage points.`,
  },
  error: {
    useful: (a: More & { gain: number; low: number; high: number; unit: string | undefined }) =>
      `${more(a)} would lower the MAE by about ${error(a.gain, a.unit)} (${significant(a.low)} to ${significant(a.high)}).`,
    little: (a: More & { gain: number; low: number; high: number; unit: string | undefined }) =>
      `More data of the same kind would hardly help: ${more(a)} would lower the MAE by about ${error(a.gain, a.unit)} (${significant(a.low)} to ${significant(a.high)}).`,
    none: (a: More & { high: number; unit: string | undefined }) =>
      `More data of the same kind would not help much: ${more(a)} would lower the MAE by at most ${error(a.high, a.unit)}.`,
  },
  need: (a: { label: string; half: number; all: number; rows: number }) =>
    `"${a.label}" would benefit most from more examples. With about half of the data, ${percent(a.half)} of its validation examples are misclassified; with all ${count(a.rows)} training examples of this class, ${percent(a.all)}.`,
  network: (a: Evidence) => `This network ${evidence(a)}`,
  forest: (a: Evidence) => `A random forest ${evidence(a)}`,
})
