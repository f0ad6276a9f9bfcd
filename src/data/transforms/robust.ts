/**
 * @file Robust: scales values by the median and interquartile range instead of the mean and standard deviation, so that
 * outliers have little effect.
 */
import { transformsText as texts } from '../../messages/en/data/transforms'
import { float } from '../../catalog/params'
import { quantile } from '../profile-statistics/running-stats'
import { mapChannels, perChannel, same, sortedChannels } from './channels'
import { defineTransform } from './transform'

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
