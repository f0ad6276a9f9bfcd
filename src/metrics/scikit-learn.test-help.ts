/**
 * @file How far metrics, curves, and calibration differ from scikit-learn on seeded random cases, with ties, with one
 * class, and with one row, for the tests and the benchmark. Each function runs Python once.
 */
import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { PYTHON } from '../base/python.test-help'
import { rng } from '../base/rng'
import { applyCalibration } from '../data/output-decision'
import { fitIsotonic, fitPlatt, reliability } from './calibration'
import { REPORT_METRICS } from './catalog'
import { confusionMatrix } from './class-report'
import { atThreshold, type BinaryScores, precisionRecallCurve, rocAuc, rocCurve } from './curves'
import { measureReport } from './metrics-of'

/** The largest difference among `numbers` numbers of `cases` cases, relative to numbers above 1, and where it is. */
export interface Apart {
  readonly most: number
  readonly where: string
  readonly numbers: number
  readonly cases: number
}

/** Collects differences. A number that scikit-learn does not know is null, and here NaN or undefined. */
class Differences {
  most = 0
  where = ''
  numbers = 0

  add(where: string, own: ArrayLike<number | undefined>, wanted: ArrayLike<number | null>): void {
    if (own.length !== wanted.length) this.note(Number.POSITIVE_INFINITY, `${own.length} numbers of ${where}`)
    for (let i = 0; i < wanted.length; i++) {
      const [found = Number.NaN, value = null] = [own[i], wanted[i]]
      const isEqual = value === null ? Number.isNaN(found) : found === value
      const off = Math.abs(found - (value ?? Number.NaN)) / Math.max(1, Math.abs(value ?? 0))
      this.note(isEqual ? 0 : Number.isNaN(off) ? Number.POSITIVE_INFINITY : off, `${where} ${i}`)
      this.numbers++
    }
  }

  result(cases: number): Apart {
    return { most: this.most, where: this.where, numbers: this.numbers, cases }
  }

  private note(off: number, where: string): void {
    if (off <= this.most) return
    this.most = off
    this.where = where
  }
}

const HEADER = `
import inspect, json, sys, warnings
import numpy as np
import sklearn
import sklearn.metrics as m
from sklearn.calibration import calibration_curve, _SigmoidCalibration
from sklearn.isotonic import IsotonicRegression
sklearn.set_config(skip_parameter_validation=True, assume_finite=True)
warnings.simplefilter("ignore")
given = json.load(sys.stdin)
`

/** Runs Python that computes `results` from `given`. */
function fromPython<Result>(given: unknown, script: string): readonly Result[] {
  const end = '\nprint(json.dumps(list(results)).replace("NaN", "null").replace("Infinity", "1e999"))\n'
  const python = spawnSync(PYTHON, ['-c', HEADER + script + end], {
    input: JSON.stringify(given),
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  if (python.status !== 0) throw new Error(python.stderr)
  return JSON.parse(python.stdout)
}

/** The name of the function of scikit-learn that is the source of a metric. */
export function functionOf(source: string): string | undefined {
  return /sklearn\.metrics\.(\w+)\.html$/.exec(source)?.[1]
}

type Case = {
  readonly pair: readonly [number[], number[]]
  readonly average: 'macro' | null
  readonly names: string[]
  /** The weights of mistakes, where a function takes them. */
  readonly weights?: 'quadratic'
}

/** The results of functions on pairs of actual and predicted values; with the average null, those of each class. */
export function functionResults(cases: readonly Case[]): readonly Record<string, number | number[] | null>[] {
  return fromPython(
    cases,
    `
def call(name, y, p, average, weights):
    f = getattr(m, name)
    takes = inspect.signature(f).parameters
    more = {"average": average, "zero_division": 0} if "average" in takes else {}
    # Without all classes, ranks would skip those that do not occur.
    r = f(y, p, **more, **({"weights": weights, "labels": range(4)} if weights and "weights" in takes else {}))
    return r.tolist() if hasattr(r, "tolist") else r
results = [{k: call(k, *case["pair"], case["average"], case.get("weights")) for k in case["names"]} for case in given]`,
  )
}

/** Pairs of actual and predicted classes, from 0 to 3. */
export const CLASS_PAIRS = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 40 })
const NUMBER = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -1e3, max: 1e3, noNaN: true }))
const NUMBER_PAIRS = fc.array(fc.tuple(NUMBER, NUMBER), { minLength: 2, maxLength: 40 })

export function apart(pairs: readonly (readonly [number, number])[]): [number[], number[]] {
  return [pairs.map(([a]) => a), pairs.map(([, b]) => b)]
}

/** All metrics of the catalog that are functions of scikit-learn. */
export function metricsApart(kind: 'confusion' | 'ranks' | 'numbers'): Apart {
  const drawn =
    kind === 'numbers'
      ? fc.sample(NUMBER_PAIRS, { numRuns: 500, seed: 2 })
      : fc.sample(CLASS_PAIRS, { numRuns: 500, seed: 1 })
  const metrics = REPORT_METRICS.filter(({ formulas, source }) => formulas[kind] && functionOf(source))
  const names = metrics.map(({ source }) => functionOf(source) as string)
  const weights = kind === 'ranks' ? { weights: 'quadratic' as const } : {}
  const cases = drawn.map((pairs): Case => ({ pair: apart(pairs), average: 'macro', names, ...weights }))
  const wanted = functionResults(cases)
  const differences = new Differences()
  cases.forEach(({ pair: [y, p] }, i) => {
    const evidence =
      kind === 'numbers' ? { numbers: { actual: y, predicted: p } } : { [kind]: confusionMatrix(y, p, 4) }
    const own = new Map(measureReport(evidence).map(({ metric, value }) => [metric.id, value]))
    metrics.forEach(({ id }, k) => {
      const value = wanted[i]?.[names[k] as string] as number | null
      differences.add(`${id} of ${JSON.stringify([y, p])}`, [own.get(id)], [value])
    })
  })
  return differences.result(cases.length)
}

/** All metrics of probabilities, for 2 to 8 classes. */
export function probabilityMetricsApart(): Apart {
  const draw = rng(6, { kind: 'generate' })
  const cases = Array.from({ length: 200 }, (_, i) => {
    const classes = 2 + (i % 7)
    // scikit-learn has no area for a class without rows.
    const actual = Array.from({ length: classes + draw.below(30) }, (_, row) =>
      row < classes ? row : draw.below(classes),
    )
    const probabilities = actual.map(() => {
      const weights = Array.from({ length: classes }, () => 1 + draw.below(5))
      const all = weights.reduce((sum, one) => sum + one, 0)
      return weights.map((one) => one / all)
    })
    return { actual, probabilities, classes }
  })
  const wanted = fromPython<Record<string, number>>(
    cases,
    `
def one(case):
    y, p, k = np.array(case["actual"]), np.array(case["probabilities"]), case["classes"]
    r = {
        "rocAuc": m.roc_auc_score(y, p[:, 1] if k == 2 else p, multi_class="ovr"),
        "logLoss": m.log_loss(y, p),
        "brierScore": m.brier_score_loss(y, p[:, 1]) if k == 2 else np.mean(np.sum((p - np.eye(k)[y]) ** 2, axis=1)),
    }
    return {**r, "top3Accuracy": m.top_k_accuracy_score(y, p, k=3)} if k > 5 else r
results = map(one, given)`,
  )
  const differences = new Differences()
  cases.forEach(({ actual, probabilities, classes }, i) => {
    const found = measureReport({ scores: { actual, probabilities: probabilities.flat(), classes } })
    const own = new Map(found.map(({ metric, value }) => [metric.id as string, value]))
    const ids = [...new Set([...own.keys(), ...Object.keys(wanted[i] ?? {})])]
    for (const id of ids) differences.add(`${id} of case ${i}`, [own.get(id)], [wanted[i]?.[id] ?? null])
  })
  return differences.result(cases.length)
}

/** Rows with ties; some cases have a single class, or a single row. */
const ROWS = fc.array(fc.tuple(fc.boolean(), fc.oneof(fc.integer({ min: 0, max: 6 }), fc.double({ min: 0, max: 1 }))), {
  minLength: 1,
  maxLength: 40,
})

interface Curves {
  readonly [of: string]: readonly (number | null)[]
}

/** ROC, precision and recall, their areas, and the metrics at the median score. */
export function curvesApart(): Apart {
  const cases = fc.sample(ROWS, { numRuns: 1000, seed: 1 }).map(
    (rows): BinaryScores => ({
      positive: rows.map(([yes]) => Number(yes)),
      // JSON has no -0 and no NaN.
      scores: rows.map(([, score]) => (Number.isNaN(score) ? 0.5 : score + 0)),
    }),
  )
  const wanted = fromPython<Curves>(
    cases,
    `
def safe(f):
    try: return f()
    except ValueError: return float("nan")
def one(i, case):
    y, s = np.array(case["positive"]), np.array(case["scores"], dtype=float)
    fpr, tpr, t = m.roc_curve(y, s, pos_label=1, drop_intermediate=False)
    p, r, u = m.precision_recall_curve(y, s, pos_label=1)
    a = {
        "fpr": fpr.tolist(), "tpr": tpr.tolist(), "thresholds": t.tolist(),
        "precision": p[::-1].tolist(), "recall": r[::-1].tolist(), "scores": u[::-1].tolist(),
        "areas": [safe(lambda: m.roc_auc_score(y, s)), m.average_precision_score(y, s, pos_label=1)],
    }
    if i >= 200:
        return a
    at = float(np.median(s))
    hat, k = (s >= at).astype(int), dict(zero_division=0)
    a["at"] = [at]
    a["single"] = [m.precision_score(y, hat, **k), m.recall_score(y, hat, **k),
        m.recall_score(1 - y, 1 - hat, **k), m.accuracy_score(y, hat), m.fbeta_score(y, hat, beta=2, **k)]
    return a
results = (one(i, case) for i, case in enumerate(given))`,
  )
  const differences = new Differences()
  cases.forEach((rows, i) => {
    const { at, ...expected } = wanted[i] as Curves
    const [roc, pr] = [rocCurve(rows), precisionRecallCurve(rows)]
    const single = atThreshold(rows, at?.[0] ?? 0, 2)
    const own: Record<string, ArrayLike<number>> = {
      ...{ fpr: roc.fpr, tpr: roc.tpr, thresholds: roc.thresholds, precision: pr.precision, recall: pr.recall },
      scores: pr.thresholds.subarray(1),
      areas: [roc.auc.value, pr.averagePrecision.value],
      single: [single.precision, single.recall, single.specificity, single.accuracy]
        .map(({ value }) => value)
        .concat(single.fBeta),
    }
    for (const [of, values] of Object.entries(expected)) differences.add(`${of} of case ${i}`, own[of] ?? [], values)
    differences.add(`AUC of case ${i}`, [rocAuc(rows).value], [expected.areas?.[0] as number | null])
  })
  return differences.result(cases.length)
}

/** Scores with two decimals, so with ties and on the edges of bins, and scores between. */
const SHARE = fc.oneof(
  fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
  fc.integer({ min: 0, max: 2 ** 30 }).map((part) => part / 2 ** 30),
)

interface Calibrated {
  readonly scores: readonly number[]
  readonly share?: readonly number[]
  readonly mean?: readonly number[]
  readonly isotonic: readonly number[]
  readonly platt?: readonly number[]
  readonly mass?: readonly number[]
}

/**
 * The Brier score, log loss, reliability diagrams, and isotonic fits; `platt` is the largest difference of Platt's fit,
 * which the optimizer of scikit-learn finds less exactly.
 */
export function calibrationApart(): Apart & { readonly platt: number } {
  const small = fc.sample(fc.array(fc.tuple(fc.boolean(), SHARE), { minLength: 1, maxLength: 40 }), {
    numRuns: 950,
    seed: 1,
  })
  const draw = rng(12, { kind: 'generate' })
  // 60 different scores of both classes, which bins of equal mass divide evenly.
  const large = Array.from({ length: 50 }, () =>
    Array.from({ length: 60 }, (_, i) => {
      const score = draw.uniform()
      return [i < 2 ? i === 0 : draw.uniform() < score ** 2, score] as const
    }),
  )
  const cases = [...small, ...large].map((rows) => ({
    positive: rows.map(([yes]) => Number(yes)),
    scores: rows.map(([, score]) => score),
  }))
  const grid = Array.from({ length: 25 }, (_, i) => -0.1 + (i * 1.2) / 24)
  const wanted = fromPython<Calibrated>(
    { cases, grid },
    `
def one(case):
    y, s = np.array(case["positive"]), np.array(case["scores"], dtype=float)
    a = {
        "scores": [np.mean((s - y) ** 2), m.log_loss(y, s, labels=[0, 1])],
        "isotonic": IsotonicRegression(out_of_bounds="clip").fit(s, y).predict(given["grid"]).tolist(),
    }
    if 0 < y.sum() < len(y):
        share, mean = calibration_curve(y, s, n_bins=10)
        a["share"], a["mean"] = share.tolist(), mean.tolist()
    if len(s) == 60:
        sigmoid = _SigmoidCalibration().fit(s, y)
        a["platt"] = [-sigmoid.a_, -sigmoid.b_]
        curves = [calibration_curve(y, s, n_bins=bins, strategy="quantile") for bins in [5, 10, 15, 20, 30]]
        a["mass"] = [np.mean(np.abs(share - mean)) for share, mean in curves]
    return a
results = map(one, given["cases"])`,
  )
  const differences = new Differences()
  let platt = 0
  cases.forEach((rows, i) => {
    const expected = wanted[i] as Calibrated
    const { bins, brier, nll, byBins } = reliability(rows)
    const filled = bins.filter(({ count }) => count > 0)
    const fitted = applyCalibration(
      { method: 'isotonic', perClass: [fitIsotonic(rows.scores, rows.positive)] },
      grid.flatMap((p) => [1 - p, p]),
      2,
    )
    const { a, b } = fitPlatt(rows.scores, rows.positive)
    const own = {
      scores: [brier, nll],
      share: filled.map(({ share }) => share),
      mean: filled.map(({ mean }) => mean),
      isotonic: fitted.filter((_, k) => k % 2 === 1),
      mass: byBins.map(({ equalMass }) => equalMass),
    }
    for (const of of ['scores', 'share', 'mean', 'isotonic', 'mass'] as const) {
      const values = expected[of]
      if (values) differences.add(`${of} of case ${i}`, own[of], values)
    }
    const { platt: [wantedA, wantedB] = [a, b] } = expected
    platt = Math.max(platt, Math.abs(a - (wantedA as number)), Math.abs(b - (wantedB as number)))
  })
  return { ...differences.result(cases.length), platt }
}
