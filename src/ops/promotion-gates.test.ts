import { describe, expect, test } from 'vitest'
import { type ComparedRows, evaluateGate, type VersionMetrics } from './promotion-gates'

const facts = (version: number, part: Partial<VersionMetrics> = {}): VersionMetrics => ({
  ...{ model: 'm', version, whole: true, notFinite: 0, inputs: 'x', data: 'd', looks: 1, bytes: 1000 },
  ...{ latencyMs: 1, calibration: 0.02 },
  ...part,
})
/** The results for 400 rows (1 for correct, 0 for wrong), of which `wrong` rows starting at index `from` are wrong. */
const answers = (wrong: number, from = 0) =>
  Array.from({ length: 400 }, (_, i) => Number(i < from || i >= from + wrong))
const compared = (candidate: number[], champion: number[], slices: ComparedRows['slices'] = []): ComparedRows => ({
  ...{ measure: 'accuracy', split: 'test', candidate, champion, slices },
})
const verdict = (gate: ReturnType<typeof evaluateGate>, what: string) =>
  gate.checks.find((check) => check.what === what)?.verdict

describe('a gate', () => {
  test('passes an equal version when every check was measured', () => {
    const gate = evaluateGate(facts(2), facts(1), compared(answers(10), answers(10)))
    expect(gate.checks.map(({ what, verdict }) => `${what} ${verdict}`)).toMatchInlineSnapshot(`
      [
        "whole passed",
        "finite passed",
        "data passed",
        "looks passed",
        "size passed",
        "inputs passed",
        "score passed",
        "calibration passed",
        "latency passed",
      ]
    `)
    expect(gate.verdict).toBe('passed')
  })

  test('fails a worse version on all rows, with the difference and its significance', () => {
    const gate = evaluateGate(facts(2), facts(1), compared(answers(40), answers(10)))
    const score = gate.checks.find(({ what }) => what === 'score')
    expect(score).toMatchObject({ verdict: 'failed', number: 0.075, needed: 0.02, rows: 400, split: 'test' })
    expect(score?.both?.candidate).toBeCloseTo(0.9, 12)
    expect(score?.both?.champion).toBeCloseTo(0.975, 12)
    expect(score?.p).toBeCloseTo(0.5 ** 30, 12)
    expect(gate.verdict).toBe('failed')
  })

  test('fails a version that is equal overall and worse on one slice', () => {
    const within = answers(60).map((right) => 1 - right)
    const gate = evaluateGate(
      facts(2),
      facts(1),
      compared(answers(20), answers(20, 200), [
        { name: 'night', within },
        { name: 'day', within: within.map((one) => 1 - one) },
      ]),
    )
    expect(verdict(gate, 'score')).not.toBe('failed')
    expect(gate.checks.find(({ what }) => what === 'slice')).toMatchObject({ slice: 'night', verdict: 'failed' })
  })

  test('corrects for the number of slices', () => {
    // Five rows that only the champion predicts correctly, and none that only the candidate does, give p = 1/32 without
    // correction.
    const slices = Array.from({ length: 20 }, (_, i) => ({
      name: `${i}`,
      within: answers(20, 20 * i).map((right) => 1 - right),
    }))
    const lost = answers(5)
    const none = answers(0)
    expect(verdict(evaluateGate(facts(2), facts(1), compared(lost, none, slices.slice(0, 1))), 'score')).not.toBe(
      'passed',
    )
    const many = evaluateGate(facts(2), facts(1), compared(lost, none, slices)).checks.find(
      ({ what }) => what === 'slice',
    )
    expect(many?.p).toBeCloseTo(21 / 32, 12)
    expect(many?.verdict).toBe('unsure')
    // The displayed p-value is for this slice alone, without correction.
    expect([many?.alone, many?.among]).toEqual([1 / 32, 21])
  })

  test('is inconclusive with few rows', () => {
    const few = compared([1, 1, 1, 0], [1, 1, 1, 1])
    const gate = evaluateGate(facts(2), facts(1), few)
    expect([verdict(gate, 'score'), gate.verdict]).toEqual(['unsure', 'unsure'])
  })

  test.each<[string, Partial<VersionMetrics>, string, string]>([
    ['a damaged record', { whole: false }, 'whole', 'failed'],
    ['weights that are not finite', { notFinite: 3 }, 'finite', 'failed'],
    ['other inputs', { inputs: 'y' }, 'inputs', 'failed'],
    ['a slow version', { latencyMs: 4 }, 'latency', 'failed'],
    ['a badly calibrated version', { calibration: 0.06 }, 'calibration', 'failed'],
    ['a much larger version', { bytes: 1e9 }, 'size', 'failed'],
    ['test rows that were used often', { looks: 11 }, 'looks', 'unsure'],
  ])('sees %s', (_, part, what, wanted) => {
    const gate = evaluateGate(facts(2, part), facts(1), compared(answers(10), answers(10)))
    expect(verdict(gate, what)).toBe(wanted)
    expect(gate.verdict).toBe(wanted)
  })

  test('reports missing measurements instead of passing them', () => {
    const { latencyMs: _ms, calibration: _error, looks: _looks, ...rest } = facts(2)
    const gate = evaluateGate(rest, facts(1), undefined)
    for (const what of ['score', 'latency', 'calibration', 'looks']) expect(verdict(gate, what)).toBe('not measured')
    expect(gate.verdict).toBe('unsure')
  })

  test('checks the first version on its own', () => {
    expect(evaluateGate(facts(1), undefined, undefined).checks.map(({ what }) => what)).not.toContain('score')
    expect(evaluateGate(facts(1), facts(1), undefined).champion).toBeUndefined()
  })

  test('compares errors in the unit of the target', () => {
    const candidate = Array.from({ length: 100 }, (_, i) => 2 + (i % 3) / 10)
    const champion = candidate.map((error) => error - 0.5)
    const gate = evaluateGate(facts(2), facts(1), { ...compared(candidate, champion), measure: 'mae' })
    expect(gate.checks.find(({ what }) => what === 'score')).toMatchObject({ verdict: 'failed', unit: 'own' })
  })

  /** 300 rows of which 20 are positive; the candidate finds 15 of them and has 40 false alarms, the champion finds 3. */
  function imbalanced(measure: 'accuracy' | 'cost' | 'balancedAccuracy'): ComparedRows {
    const of = Array.from({ length: 300 }, (_, i) => Number(i < 20))
    const candidate = of.map((one, i) => Number(one ? i < 15 : i >= 60))
    const champion = of.map((one, i) => Number(one ? i < 3 : true))
    const slices = ['no', 'yes'].map((name, k) => ({
      ...{ name, within: of.map((one) => Number(one === k)), isClass: true as const },
    }))
    const perRow = measure === 'cost' ? ([2, 20] as const) : ('equal' as const)
    return {
      ...compared(candidate, champion, slices),
      ...{ measure, classes: { labels: ['no', 'yes'], of, candidate, champion } },
      ...(measure === 'accuracy' ? {} : { weights: { classes: of, perRow } }),
    }
  }

  test('passes a version whose cost is clearly lower, though it is less accurate and finds fewer of the common class', () => {
    const gate = evaluateGate(facts(2), facts(1), imbalanced('cost'))
    const score = gate.checks.find(({ what }) => what === 'score')
    expect(score).toMatchObject({ verdict: 'passed', measure: 'cost', unit: 'cost', among: 1 })
    // 5 misses and 40 false alarms against 17 misses.
    expect(score?.both?.candidate).toBeCloseTo((5 * 20 + 40 * 2) / 300, 12)
    expect(score?.both?.champion).toBeCloseTo((17 * 20) / 300, 12)
    expect(verdict(gate, 'slice')).toBeUndefined()
    expect(gate.recalls?.map(({ label, both }) => [label, both.candidate, both.champion])).toEqual([
      [undefined, 255 / 300, 283 / 300],
      ['no', 240 / 280, 1],
      ['yes', 15 / 20, 3 / 20],
    ])
    const balanced = evaluateGate(facts(2), facts(1), imbalanced('balancedAccuracy'))
    expect(balanced.checks.find(({ what }) => what === 'score')).toMatchObject({
      ...{ verdict: 'passed', unit: 'share' },
      both: { candidate: (240 / 280 + 15 / 20) / 2, champion: (1 + 3 / 20) / 2 },
    })
    // By accuracy, the same predictions fail, also on the common class.
    const plain = evaluateGate(facts(2), facts(1), imbalanced('accuracy'))
    expect([verdict(plain, 'score'), verdict(plain, 'slice')]).toEqual(['failed', 'failed'])
  })

  test('fails a version whose cost is higher on a slice', () => {
    const rows = imbalanced('cost')
    const within = rows.classes?.of as number[]
    const worse = { ...rows, candidate: rows.champion, champion: rows.candidate }
    const slices = [{ name: 'night', within }]
    expect(verdict(evaluateGate(facts(2), facts(1), { ...worse, slices }), 'slice')).toBe('failed')
  })
})
