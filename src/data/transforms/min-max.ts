/** @file Min-max: scales values so that the smallest and the largest map to the ends of a range. */
import { transformsText as texts } from '../../messages/en/data/transforms'
import { float } from '../../catalog/params'
import { channelsOf, eachNumber, mapChannels, perChannel, same } from './channels'
import { defineTransform } from './transform'

const range = { min: -1e6, max: 1e6 }

export const minMax = defineTransform({
  kind: 'minMax',
  title: texts.minMax.title,
  about: texts.minMax.about,
  params: {
    low: float({ ...texts.minMax.params.low, default: 0, ...range }),
    high: float({ ...texts.minMax.params.high, default: 1, ...range }),
  },
  takes: ['number', 'array'],
  output: same,
  fit(source) {
    const channels = channelsOf(source.form)
    const least = new Array<number>(channels).fill(Number.POSITIVE_INFINITY)
    const greatest = new Array<number>(channels).fill(Number.NEGATIVE_INFINITY)
    eachNumber(source, (value, c) => {
      least[c] = Math.min(least[c] as number, value)
      greatest[c] = Math.max(greatest[c] as number, value)
    })
    return {
      least: least.map((value) => (Number.isFinite(value) ? value : 0)) as readonly number[],
      greatest: greatest.map((value) => (Number.isFinite(value) ? value : 0)) as readonly number[],
    }
  },
  isValidLearned: (learned, form) => perChannel(learned, form, ['least', 'greatest']),
  apply: (values, { params: { low, high }, learned: { least, greatest } }, form) =>
    mapChannels(values, form, (value, c) => {
      const from = least[c] as number
      return (value - from) * ((high - low) / spread(from, greatest[c] as number)) + low
    }),
  inverse(value, { params: { low, high }, learned: { least, greatest } }) {
    const from = least[0] as number
    return high === low ? from : ((value - low) / (high - low)) * spread(from, greatest[0] as number) + from
  },
  blends: true,
  describeLearned: ({ learned }) => texts.minMax.learned(learned),
  python: `def min_max(x, p, learned, form):
    least, greatest = per(learned["least"], form), per(learned["greatest"], form)
    spread = np.where(greatest > least, greatest - least, 1.0)
    return (x - least) * ((p["high"] - p["low"]) / spread) + p["low"]`,
  pythonBack: `def min_max_back(y, p, learned):
    least, greatest = learned["least"][0], learned["greatest"][0]
    return (y - p["low"]) / (p["high"] - p["low"]) * (greatest - least if greatest > least else 1.0) + least`,
})

/** Returns the width of the range, or 1 for a constant column to avoid dividing by 0. */
function spread(least: number, greatest: number): number {
  return greatest > least ? greatest - least : 1
}
