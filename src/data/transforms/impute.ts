/**
 * @file Impute: fills missing values and optionally adds a second number that is 1 where the value was missing and 0
 * elsewhere.
 */
import { transformsText as texts } from '../../messages/en/data/transforms'
import { message } from '../../messages/message'
import { fail, ok } from '../../base/result'
import { choice, flag, float, text } from '../../catalog/params'
import { quantile } from '../profile-statistics/running-stats'
import { channelsOf, eachNumber, numbersOf, perChannel, same, sortedChannels } from './channels'
import { defineTransform, type Source } from './transform'

export const impute = defineTransform({
  kind: 'impute',
  title: texts.impute.title,
  about: texts.impute.about,
  params: {
    by: choice({ ...texts.impute.params.by, options: ['mean', 'median', 'mostFrequent', 'constant'], default: 'mean' }),
    value: float({ ...texts.impute.params.value, min: -1e12, max: 1e12, default: 0 }),
    word: text({ ...texts.impute.params.word, maxLength: 200, default: '' }),
    flag: flag({ ...texts.impute.params.flag, default: false }),
  },
  takes: ['number', 'category', 'array'],
  output(form, params) {
    if (form.type === 'category') {
      const { by, word } = params
      const known = by === 'mostFrequent' || (by === 'constant' && form.values?.includes(word))
      if (!known || params.flag)
        return fail(message('prepare-fill-category', { by, word, flag: params.flag, values: form.values ?? [] }))
      return ok(form)
    }
    if (!params.flag) return same(form)
    if (form.type !== 'number') return fail(message('prepare-flag-number', {}))
    return ok({ type: 'array', shape: [2] })
  },
  fit: (source, { by, value, word }) => ({ fill: fillOf(source, by, value, word) }),
  isValidLearned: (learned, form) => perChannel(learned, form, ['fill']),
  apply(values, { params, learned }, form) {
    const numbers = numbersOf(values)
    const channels = channelsOf(form)
    const missing = (value: number) => (form.type === 'category' ? value < 0 : Number.isNaN(value))
    const filled = numbers.map((value, i) => (missing(value) ? (learned.fill[i % channels] as number) : value))
    if (!params.flag) return filled
    return Float64Array.from({ length: 2 * numbers.length }, (_, i) => {
      const at = i >> 1
      return i % 2 === 0 ? (filled[at] as number) : missing(numbers[at] as number) ? 1 : 0
    })
  },
  describeLearned: ({ learned }) => texts.impute.learned(learned),
  python: `def impute(x, p, learned, form):
    lost = x < 0 if form["type"] == "category" else np.isnan(x)
    filled = np.where(lost, np.broadcast_to(np.asarray(learned["fill"]), x.shape) if form["shape"] else learned["fill"][0], x)
    return np.stack([filled, lost.astype(np.float64)], axis=-1) if p["flag"] else filled`,
})

function fillOf(source: Source, by: string, value: number, word: string): readonly number[] {
  const { form } = source
  const channels = channelsOf(form)
  if (by === 'constant') {
    return Array.from({ length: channels }, () =>
      form.type === 'category' ? (form.values ?? []).indexOf(word) : value,
    )
  }
  if (by === 'mostFrequent') return mostFrequent(source)
  if (by === 'median') return sortedChannels(source).map((sorted) => (sorted.length > 0 ? quantile(sorted, 0.5) : 0))
  const sums = new Float64Array(channels)
  const there = new Float64Array(channels)
  eachNumber(source, (one, c) => {
    sums[c] = (sums[c] as number) + one
    there[c] = (there[c] as number) + 1
  })
  return Array.from(sums, (sum, c) => ((there[c] as number) > 0 ? sum / (there[c] as number) : 0))
}

/** Returns the most frequent value of each channel; ties go to the smallest value. */
function mostFrequent(source: Source): readonly number[] {
  const counts = Array.from({ length: channelsOf(source.form) }, () => new Map<number, number>())
  eachNumber(source, (value, c) => {
    if (source.form.type === 'category' && value < 0) return
    counts[c]?.set(value, (counts[c].get(value) ?? 0) + 1)
  })
  return counts.map((found) => {
    let best: readonly [value: number, count: number] = [0, 0]
    for (const [value, count] of found) {
      if (count > best[1] || (count === best[1] && value < best[0])) best = [value, count]
    }
    return best[0]
  })
}
