/** @file Transforms that scale or limit numbers: clip, log, standardize, min-max, and robust. */
import { exp, log as ln } from '../../base/exact-math'
import { choice, float } from '../../catalog/params'
import { transformsText as texts } from '../../messages/en/data/transforms'
import { quantile } from '../profile-statistics/running-stats'
import { channelsOf, eachNumber, mapChannels, moments, numbersOf, perChannel, same, sortedChannels } from './channels'
import { defineTransform } from './transform'

const far = { min: -1e12, max: 1e12 }

/** Clip: limits values to the range between two bounds. */
export const clip = defineTransform({
  kind: 'clip',
  title: texts.clip.title,
  about: texts.clip.about,
  params: {
    by: choice({ ...texts.clip.params.by, options: ['quantiles', 'values'], default: 'quantiles' }),
    low: float({ ...texts.clip.params.low, min: 0, max: 0.5, default: 0.01, step: 0.01 }),
    high: float({ ...texts.clip.params.high, min: 0.5, max: 1, default: 0.99, step: 0.01 }),
    least: float({ ...texts.clip.params.least, default: 0, ...far }),
    greatest: float({ ...texts.clip.params.greatest, default: 1, ...far }),
  },
  takes: ['number', 'array'],
  output: same,
  fit(source, { by, low, high, least, greatest }): { low: readonly number[]; high: readonly number[] } {
    if (by === 'values') {
      const all = (value: number) => Array.from({ length: channelsOf(source.form) }, () => value)
      return { low: all(Math.min(least, greatest)), high: all(Math.max(least, greatest)) }
    }
    const sorted = sortedChannels(source)
    const at = (q: number) => sorted.map((values) => (values.length > 0 ? quantile(values, q) : 0))
    return { low: at(low), high: at(high) }
  },
  isValidLearned: (learned, form) => perChannel(learned, form, ['low', 'high']),
  apply: (values, { learned: { low, high } }, form) =>
    mapChannels(values, form, (value, c) => Math.max(low[c] as number, Math.min(value, high[c] as number))),
  blends: true,
  describeLearned: ({ learned }) => texts.clip.learned(learned),
  python: `def clip(x, p, learned, form):
    low, high = per(learned["low"], form), per(learned["high"], form)
    return np.where(x < low, low, np.where(x > high, high, x))`,
})

/** Log: compresses long tails with a logarithm. */
export const log = defineTransform({
  kind: 'log',
  title: texts.log.title,
  about: texts.log.about,
  params: {
    form: choice({ ...texts.log.params.form, options: ['log1p', 'signed'], default: 'log1p' }),
  },
  takes: ['number', 'array'],
  output: same,
  apply: (values, { params: { form } }) =>
    numbersOf(values).map((x) => (form === 'signed' && x < 0 ? -log1p(-x) : log1p(Math.max(x, 0)))),
  inverse: (value, { params: { form } }) => (form === 'signed' && value < 0 ? -expm1(-value) : expm1(value)),
  blends: true,
  python: `def log(x, p, learned, form):
    if p["form"] == "signed":
        return np.sign(x) * np.log1p(np.abs(x))
    return np.log1p(np.where(x < 0, 0.0, x))`,
  pythonBack: `def log_back(y, p, learned):
    return np.sign(y) * np.expm1(np.abs(y)) if p["form"] == "signed" else np.expm1(y)`,
})

/** log(1 + x) for x >= 0, without losing precision for small x (Kahan). */
function log1p(x: number): number {
  const u = 1 + x
  if (u === 1) return x
  return u === Number.POSITIVE_INFINITY ? u : ln(u) * (x / (u - 1))
}

/** exp(x) - 1, without losing precision for small x (Kahan). */
function expm1(x: number): number {
  const u = exp(x)
  if (u === 1) return x
  const less = u - 1
  if (less === -1 || u === Number.POSITIVE_INFINITY) return less
  return less * (x / ln(u))
}

/** Standardize: scales each channel to mean 0 and standard deviation 1. */
export const standardize = defineTransform({
  kind: 'standardize',
  title: texts.standardize.title,
  about: texts.standardize.about,
  params: {},
  takes: ['number', 'array'],
  output: same,
  fit: moments,
  isValidLearned: (learned, form) => perChannel(learned, form, ['mean', 'deviation'], 'deviation'),
  apply: (values, { learned: { mean, deviation } }, form) =>
    mapChannels(values, form, (value, c) => (value - (mean[c] as number)) / (deviation[c] as number)),
  inverse: (value, { learned: { mean, deviation } }) => value * (deviation[0] as number) + (mean[0] as number),
  blends: true,
  describeLearned: ({ learned }) => texts.standardize.learned(learned),
  python: `def standardize(x, p, learned, form):
    return (x - per(learned["mean"], form)) / per(learned["deviation"], form)`,
  // not text: printed Python
  pythonBack: `def standardize_back(y, p, learned):
    return y * learned["deviation"][0] + learned["mean"][0]`,
})

/** Standardizes images, with one mean and standard deviation per color channel. */
export const normalize = defineTransform({
  ...standardize,
  kind: 'normalize',
  title: texts.normalize.title,
  about: texts.normalize.about,
  takes: ['image'],
  python: `def normalize(x, p, learned, form):
    return (x - per(learned["mean"], form)) / per(learned["deviation"], form)`,
})

const range = { min: -1e6, max: 1e6 }

/** Min-max: scales values so that the smallest and the largest map to the ends of a range. */
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

/** Robust: scales values by the median and interquartile range instead of the mean and standard deviation, so that outliers have little effect. */
export const robust = defineTransform({
  kind: 'robust',
  title: texts.robust.title,
  about: texts.robust.about,
  params: {
    low: float({ ...texts.robust.params.low, min: 0, max: 0.49, default: 0.25, step: 0.01 }),
    high: float({ ...texts.robust.params.high, min: 0.51, max: 1, default: 0.75, step: 0.01 }),
  },
  takes: ['number', 'array'],
  output: same,
  fit(source, { low, high }) {
    const sorted = sortedChannels(source)
    const at = (values: Float64Array, q: number) => (values.length > 0 ? quantile(values, q) : 0)
    return {
      median: sorted.map((values) => at(values, 0.5)) as readonly number[],
      width: sorted.map((values) => at(values, high) - at(values, low) || 1) as readonly number[],
    }
  },
  isValidLearned: (learned, form) => perChannel(learned, form, ['median', 'width'], 'width'),
  apply: (values, { learned: { median, width } }, form) =>
    mapChannels(values, form, (value, c) => (value - (median[c] as number)) / (width[c] as number)),
  inverse: (value, { learned: { median, width } }) => value * (width[0] as number) + (median[0] as number),
  blends: true,
  describeLearned: ({ learned }) => texts.robust.learned(learned),
  python: `def robust(x, p, learned, form):
    return (x - per(learned["median"], form)) / per(learned["width"], form)`,
  // not text: printed Python
  pythonBack: `def robust_back(y, p, learned):
    return y * learned["width"][0] + learned["median"][0]`,
})
