/** @file One-hot: encodes a category as a vector with one element per value. */
import { transformsText as texts } from '../../messages/en/data/transforms'
import { ok } from '../../base/result'
import { int } from '../../catalog/params'
import { eachNumber, numbersOf } from './channels'
import { defineTransform } from './transform'

export const oneHot = defineTransform({
  kind: 'oneHot',
  title: texts.oneHot.title,
  about: texts.oneHot.about,
  params: {
    most: int({ ...texts.oneHot.params.most, min: 0, max: 10_000, default: 0 }),
  },
  takes: ['category'],
  output: ({ values = [] }, { most: max }) =>
    ok({ type: 'array', shape: [groups(values, max) ? max + 1 : values.length] }),
  fit(source, { most: max }): { keep: readonly number[] } {
    const { values = [] } = source.form
    const codes = values.map((_, code) => code)
    if (!groups(values, max)) return { keep: codes }
    const counts = new Float64Array(values.length)
    eachNumber(source, (code) => {
      if (code >= 0) counts[code] = (counts[code] as number) + 1
    })
    const often = codes.sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b).slice(0, max)
    return { keep: often.sort((a, b) => a - b) }
  },
  isValidLearned({ keep, ...rest }, { values = [] }, { most: max }) {
    const required = groups(values, max) ? max : values.length
    if (!Array.isArray(keep) || keep.length !== required || Object.keys(rest).length > 0) return false
    return keep.every(
      (code, i) => Number.isInteger(code) && code >= 0 && code < values.length && !(code <= keep[i - 1]),
    )
  },
  apply(values, { params: { most: max }, learned: { keep } }, form) {
    const codes = numbersOf(values)
    const width = keep.length + (groups(form.values ?? [], max) ? 1 : 0)
    const index = new Map(keep.map((code, i) => [code, i]))
    const out = new Float64Array(codes.length * width)
    codes.forEach((code, row) => {
      const at = index.get(code) ?? (code >= 0 ? keep.length : width)
      if (at < width) out[row * width + at] = 1
    })
    return out
  },
  describeLearned: ({ params: { most: max }, learned: { keep } }) =>
    texts.oneHot.learned({ values: keep.length, isGrouped: max > 0 }),
  python: `def one_hot(x, p, learned, form):
    keep, grouped = learned["keep"], 0 < p["most"] < len(form["values"])
    out = np.zeros((len(x), len(keep) + (1 if grouped else 0)))
    for place, code in enumerate(keep):
        out[x == code, place] = 1.0
    if grouped:
        out[(x >= 0) & ~np.isin(x, keep), len(keep)] = 1.0
    return out`,
})

/** Whether there are more than `max` values, in which case the rarest values share a single element. */
function groups(values: readonly string[], max: number): boolean {
  return max > 0 && max < values.length
}
