/** @file Clip: limits values to the range between two bounds. */
import { transformsText as texts } from '../../messages/en/data/transforms'
import { choice, float } from '../../catalog/params'
import { quantile } from '../profile-statistics/running-stats'
import { channelsOf, mapChannels, perChannel, same, sortedChannels } from './channels'
import { defineTransform } from './transform'

const far = { min: -1e12, max: 1e12 }

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
