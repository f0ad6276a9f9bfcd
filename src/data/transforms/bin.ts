/** @file Bin: converts numbers to categories, using bins of equal width or equal counts. */
import { transformsText as texts } from '../../messages/en/data/transforms'
import { ok } from '../../base/result'
import { choice, int } from '../../catalog/params'
import { quantile } from '../profile-statistics/running-stats'
import { numbersOf, sortedChannels } from './channels'
import { defineTransform } from './transform'

export const bin = defineTransform({
  kind: 'bin',
  title: texts.bin.title,
  about: texts.bin.about,
  params: {
    bins: int({ ...texts.bin.params.bins, min: 2, max: 1000, default: 5 }),
    by: choice({ ...texts.bin.params.by, options: ['width', 'quantile'], default: 'width' }),
  },
  takes: ['number'],
  output: (_, { bins }) =>
    ok({ type: 'category', shape: [], values: Array.from({ length: bins }, (_, i) => `bin ${i + 1}`) }),
  fit(source, { bins, by }): { edges: readonly number[] } {
    const sorted = sortedChannels(source)[0] ?? new Float64Array(0)
    const [least, greatest] = [sorted[0] ?? 0, sorted[sorted.length - 1] ?? 0]
    const at = (i: number) =>
      by === 'quantile' && sorted.length > 0
        ? quantile(sorted, i / bins)
        : i === bins
          ? greatest
          : least + (i * (greatest - least)) / bins
    return { edges: Array.from({ length: bins + 1 }, (_, i) => at(i)) }
  },
  isValidLearned({ edges, ...rest }, _, { bins }) {
    if (!Array.isArray(edges) || edges.length !== bins + 1 || Object.keys(rest).length > 0) return false
    return edges.every((edge, i) => Number.isFinite(edge) && (i === 0 || edge >= edges[i - 1]))
  },
  apply(values, { learned: { edges } }) {
    const inner = edges.slice(1, -1)
    return numbersOf(values).map((value) => (Number.isNaN(value) ? -1 : placeOf(inner, value)))
  },
  describeLearned: ({ learned }) => texts.bin.learned(learned),
  python: `def bin(x, p, learned, form):
    places = np.searchsorted(np.asarray(learned["edges"][1:-1]), x, side="right").astype(np.float64)
    return np.where(np.isnan(x), -1.0, places)`,
})

/**
 * Returns the index of the bin: the number of bin edges that are less than or equal to the value. The edges must be in
 * ascending order.
 */
function placeOf(bounds: readonly number[], value: number): number {
  let [low, high] = [0, bounds.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((bounds[middle] as number) <= value) low = middle + 1
    else high = middle
  }
  return low
}
