/**
 * @file Compares the steps with scikit-learn and NumPy to within 1e-9, after fitting them on the first rows and
 * applying them to all rows.
 */
import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { lacks, PYTHON } from '../../base/python.test-help'
import { expectDefined } from '../../base/assert'
import { apart, type Oracle, oracle } from './fixtures/reference-results'

describe('fit and apply agree with the oracle', () => {
  test.each(oracle.cases)('$name', (one) => {
    expect(apart(one).flatMap((by, i) => (by <= 1e-9 ? [] : [`number ${i} by ${by}`]))).toEqual([])
  })
})

// The oracle needs scikit-learn; without it, the other tests use the stored fixture.
test.skipIf(lacks('numpy', 'sklearn'))('the fixture equals the current output of the oracle', () => {
  const current: Oracle = JSON.parse(
    execFileSync(PYTHON, ['scripts/oracles/transforms.py'], { encoding: 'utf8', maxBuffer: 1e8 }),
  )
  expect(current.columns).toEqual(oracle.columns)
  current.cases.forEach((one, k) => {
    const kept = expectDefined(oracle.cases[k], 'a case')
    expect({ ...one, values: [] }).toEqual({ ...kept, values: [] })
    const off = one.values.filter((value, i) => !(Math.abs(Number(value) - Number(kept.values[i])) <= 1e-9))
    expect(off).toEqual([])
  })
})
