/** @file Ensembles against numpy and scipy, and whether their intervals cover the expectation. */
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { lacks, PYTHON } from '../base/python.test-help'
import { rng } from '../base/rng'
import { reliability } from './calibration'
import { uncertaintyOf } from './certainty'
import { ensembleOfClasses, ensembleOfNumbers, meanPrediction, mostLikely } from './ensemble'

const random = rng(3, { kind: 'generate' })
const [rows, classes] = [250, 3]
const actual = Uint32Array.from({ length: rows }, () => random.below(classes))
/** Probabilities that favor the actual class, differently for each member. */
const samples = Array.from({ length: 4 }, (_, member) => {
  const own = new Float64Array(rows * classes)
  for (let row = 0; row < rows; row++) {
    const scores = Array.from({ length: classes }, (_, k) =>
      Math.exp((1 + member) * random.normal() + (k === actual[row] ? 1.5 : 0)),
    )
    const sum = scores.reduce((a, b) => a + b, 0)
    for (let k = 0; k < classes; k++) own[row * classes + k] = (scores[k] as number) / sum
  }
  return own
})
const numbers = Float64Array.from({ length: rows }, () => random.normal())
const guesses = Array.from({ length: 3 }, () => numbers.map((value) => value + random.normal()))

const ORACLE = `
import json, sys, numpy as np
from scipy import stats
from sklearn.metrics import log_loss, accuracy_score
d = json.load(sys.stdin)
y = np.array(d['actual']); P = np.array(d['samples']).reshape(-1, len(y), 3)
def ece(p):
    c, hit = p.max(1), p.argmax(1) == y
    at = np.clip(np.ceil(c * 10).astype(int) - 1, 0, 9)
    return float(sum(abs(c[at == b].sum() - hit[at == b].sum()) for b in range(10)) / len(y))
H = lambda p: -(p * np.log(p)).sum(-1)
m = P.mean(0)
nll = np.array([-np.log(p[np.arange(len(y)), y]) for p in [*P, m]])
hit = np.array([(p.argmax(1) == y) * 1.0 for p in [*P, m]])
def paired(rows):
    diff = rows[-1] - rows[:-1].mean(0)
    low, high = stats.t.interval(0.95, len(diff) - 1, loc=diff.mean(), scale=stats.sem(diff))
    return [float(v) for v in (diff.mean(), low, high)]
t = np.array(d['numbers']); G = np.array(d['guesses'])
err = np.abs(np.array([*G, G.mean(0)]) - t)
print(json.dumps({
  'accuracy': [accuracy_score(y, p.argmax(1)) for p in [*P, m]],
  'nll': [log_loss(y, p, labels=[0, 1, 2]) for p in [*P, m]],
  'ece': [ece(p) for p in [*P, m]],
  'entropy': H(m).tolist(), 'mi': (H(m) - H(P).mean(0)).tolist(),
  'gain': {'accuracy': paired(hit), 'nll': paired(nll)},
  'mae': err.mean(1).tolist(), 'maeGain': paired(err)}))`

test.skipIf(lacks('numpy', 'scipy', 'sklearn'))(
  'scores, uncertainty, and paired differences are those of numpy',
  () => {
    const input = JSON.stringify({
      ...{ actual: [...actual], samples: samples.map((one) => [...one]) },
      ...{ numbers: [...numbers], guesses: guesses.map((one) => [...one]) },
    })
    const { stdout, stderr } = spawnSync(PYTHON, ['-c', ORACLE], { input })
    expect(String(stderr)).toBe('')
    const wanted = JSON.parse(String(stdout))
    const { members, ensemble, gain } = ensembleOfClasses(samples, actual, classes)
    for (const score of ['accuracy', 'nll', 'ece'] as const) {
      const values = [...members, ensemble].map((one) => one[score].value)
      expect(values).toEqual(wanted[score].map((value: number) => expect.closeTo(value, 10)))
      for (const { low, value, high } of [...members, ensemble].map((one) => one[score]))
        expect(low < value && value < high).toBe(true)
    }
    const ofEach = ({ value, low, high }: { value: number; low: number; high: number }) => [value, low, high]
    const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 6))
    expect(ofEach(gain.accuracy)).toEqual(close(wanted.gain.accuracy))
    expect(ofEach(gain.nll)).toEqual(close(wanted.gain.nll))
    const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length
    expect(gain.ece.value).toBeCloseTo(wanted.ece[4] - mean(wanted.ece.slice(0, 4)), 10)
    const { entropy, mutualInformation } = uncertaintyOf(samples, classes)
    expect([...entropy]).toEqual(wanted.entropy.map((value: number) => expect.closeTo(value, 10)))
    expect([...mutualInformation]).toEqual(wanted.mi.map((value: number) => expect.closeTo(value, 10)))
    const ofNumbers = ensembleOfNumbers(guesses, numbers)
    expect([...ofNumbers.members, ofNumbers.ensemble].map(({ mae }) => mae.value)).toEqual(close(wanted.mae))
    expect(ofEach(ofNumbers.gain.mae)).toEqual(close(wanted.maeGain))
  },
)

test('with two classes, the ECE is that of the second class, as in Evaluate', () => {
  // Too sure of the second class: below and above 50%, the errors of the predicted class cancel.
  const shares = Array.from({ length: 400 }, (_, row) => (row % 2 === 0 ? 0.35 : 0.65))
  const positive = shares.map((_, row) => row % 10 === 0)
  const both = Float64Array.from(shares.flatMap((share) => [1 - share, share]))
  const { members } = ensembleOfClasses([both, both], Uint32Array.from(positive, Number), 2)
  expect(members[0]?.ece.value).toBeCloseTo(reliability({ positive, scores: shares }).ece, 12)
  expect(members[0]?.ece.value).toBeCloseTo(0.4, 12)
})

test('an ensemble of equal members is its members, and the first class wins ties', () => {
  const [one] = samples as [Float64Array]
  const { gain, members, ensemble } = ensembleOfClasses([one, one], actual, classes)
  expect(meanPrediction([one, one])).toEqual(one)
  expect(ensemble).toEqual(members[0])
  expect(gain).toEqual({
    accuracy: { value: 0, low: 0, high: 0 },
    nll: { value: 0, low: 0, high: 0 },
    ece: { value: 0, low: 0, high: 0 },
  })
  expect([...mostLikely([0.2, 0.4, 0.4, 0.5, 0.5, 0], 3)]).toEqual([1, 0])
})

test('the interval of the ECE covers that of all possible rows in about 95% of samples', () => {
  // Says 90%, and is right in 70%: the calibration error is 0.2.
  const draw = rng(8, { kind: 'generate' })
  let covered = 0
  for (let world = 0; world < 60; world++) {
    const own = Uint32Array.from({ length: 200 }, () => (draw.uniform() < 0.7 ? 0 : 1))
    const said = Float64Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 0.9 : 0.1))
    const { low, high } = ensembleOfClasses([said], own, 2).ensemble.ece
    if (low <= 0.2 && 0.2 <= high) covered++
  }
  expect(covered).toBeGreaterThanOrEqual(53)
}, 30_000)
