/** @file Log: compresses long tails with a logarithm. */
import { transformsText as texts } from '../../messages/en/data/transforms'
import { exp, log as ln } from '../../base/exact-math'
import { choice } from '../../catalog/params'
import { numbersOf, same } from './channels'
import { defineTransform } from './transform'

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
