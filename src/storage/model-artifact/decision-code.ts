/**
 * @file decisionCode: the JavaScript in the README of an artifact that applies the calibration and the threshold of an
 * output. It reads pipeline.json, so it fits every model.
 */

/** Decides each row of an output of kind `classes`: `y` is what the network gives for it, and `group` its group. */
export const decisionCode = `function decide(y, { labels, signed, calibration, decision }, group) {
  const one = y[0] // one unit for two classes gives the second
  let p = y.length === 1 ? (signed ? [(1 - one) / 2, (1 + one) / 2] : [1 - one, one]) : [...y]
  const of = ({ a, b, x, y }, p) => {
    if (!x) return 1 / (1 + Math.exp(-(a * Math.log(clip(p) / (1 - clip(p))) + b))) // Platt scaling
    const i = x.findIndex((to) => p <= to) // isotonic
    return i <= 0 ? y.at(i) : y[i - 1] + ((y[i] - y[i - 1]) / (x[i] - x[i - 1])) * (p - x[i - 1])
  }
  const clip = (p) => Math.min(Math.max(p, Number.EPSILON), 1 - Number.EPSILON)
  const shares = (q) => {
    const sum = q.reduce((all, one) => all + one, 0)
    return q.map((one) => (sum === 0 ? 1 / q.length : one / sum))
  }
  if (calibration?.method === 'temperature') p = shares(p.map((one) => one ** (1 / calibration.temperature)))
  else if (calibration && p.length === 2) p = [1 - of(calibration.perClass[0], p[1]), of(calibration.perClass[0], p[1])]
  else if (calibration) p = shares(p.map((one, k) => of(calibration.perClass[k], one)))
  const likely = p.map((one, k) => (k === decision?.positive ? -1 : one))
  const { values, cuts, thresholds } = decision?.groups ?? {}
  const own = typeof group === 'number' ? Math.fround(group) : group // its value of decision.groups.column
  const at = values ? values.findIndex((one) => (typeof one === 'number' ? Math.fround(one) : one) === own)
    : typeof own === 'number' && own === own ? cuts?.filter((cut) => own >= Math.fround(cut)).length : -1
  const isReached = decision && p[decision.positive] >= (thresholds?.[at] ?? decision.threshold)
  const k = isReached ? decision.positive : likely.indexOf(Math.max(...likely))
  return { label: labels[k], probability: p[k] }
}`
