/** @file Tests that a verdict on drift names the test that decides, and the statistics that disagree with it. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MonitoredFeature } from '../../../../data/monitoring/monitored-features'
import { inputReferences } from '../../../../ops/drift/references'
import { DEFAULT_PLAN, type DriftPlan, driftOfWindow } from '../../../../ops/drift/window-drift'
import { makeColumns } from '../../../../ops/log/columns'
import { appendRequests, makeRequestBuffer } from '../../../../ops/log/request-buffer'
import { openTestStudio, type TestStudio } from '../../../../studio/testing/studio-fixture'
import { find, render } from '../../../testing/render.test-help'
import { FeatureList } from './feature-list'

const FEATURES: readonly MonitoredFeature[] = [{ column: 'mass', measure: 'value' }]
const N = 500

let netloom: TestStudio
beforeEach(async () => {
  netloom = await openTestStudio('moons-mlp')
})
afterEach(() => netloom.close())

/** Shows 500 requests from ten deciles of the reference, of which this share comes from the second, fourth, and so on. */
async function showDrift(even: number, plan: DriftPlan = { ...DEFAULT_PLAN, n: N }) {
  const table = Float32Array.from({ length: 1000 }, (_, i) => i)
  const columns = makeColumns(N, { width: 2, stages: 1, features: 1 })
  for (let i = 0; i < N; i++) {
    const pair = 2 * (i % 5) + ((i / 5) % 100 < 100 * even ? 1 : 0)
    columns.features[i] = 100 * pair + ((13 * i) % 100)
  }
  const buffer = makeRequestBuffer({ width: 2, stages: 1, features: 1 }, N)
  appendRequests(buffer, { kind: 'requests', first: 0, count: N, width: 2, ...columns })
  const book = {
    ...{ stages: ['source'], slices: ['all'], versions: [], operators: [''], verdicts: [''], classes: ['a', 'b'] },
    ...{ features: FEATURES, timing: { stages: [0], models: {} } },
  }
  const reference = { inputs: inputReferences(FEATURES, table, 'all'), answers: [] }
  const window = driftOfWindow({ buffer, book }, reference, 0, plan)
  if (!window) throw new Error('The window is in the buffer.')
  // The cast is safe because the list reads only these fields.
  const basis = {
    ...{ reference, table, rows: 1000, against: 'usual' },
    ready: { dataset: { schema: { title: 'Penguins', columns: [] } } },
  } as never
  const view = {
    ...{ log: { buffer, book }, windows: [window], accuracy: [], concepts: new Map(), more: false },
  }
  const props = { view, window, basis, plan, isLatest: true, onChoose: () => undefined }
  const box = await render(<FeatureList {...props} />, netloom)
  return { verdict: find('p[aria-live]').textContent, detail: box.querySelector('section p')?.textContent ?? '' }
}

/** PSI of ten bins that should hold a tenth each, of which five hold `even` together, as in Siddiqi (2006). */
const psiOf = (even: number) => {
  const bins = [even / 5, (1 - even) / 5]
  return bins.reduce((sum, share) => sum + 5 * (share - 0.1) * Math.log(share / 0.1), 0)
}

test('a verdict of no drift names its test, and the statistics that exceed their thresholds', async () => {
  // n × PSI has the distribution of χ² with 9 degrees of freedom, whose 99th percentile is 21.67.
  expect(N * psiOf(0.65)).toBeGreaterThan(21.67)
  const { verdict, detail } = await showDrift(0.65)
  expect(verdict).toMatchInlineSnapshot(
    `"No drift detected in 500 requests by KS and χ². PSI and Jensen–Shannon disagree for mass, see below. Mon, Jan 1, 00:00 to Mon, Jan 1, 00:00, the latest window. "`,
  )
  expect(detail).toMatchInlineSnapshot(
    `"Mass: no difference from usual data detected in 500 requests. Kolmogorov–Smirnov decides, as set in Test. PSI and Jensen–Shannon exceed their thresholds in All statistics. Several tests give more false alarms than one, so check if the next windows repeat it."`,
  )
})

test('statistics that agree are not named', async () => {
  const { verdict, detail } = await showDrift(0.52)
  expect(verdict).toMatchInlineSnapshot(
    `"No drift detected in 500 requests by KS and χ². Mon, Jan 1, 00:00 to Mon, Jan 1, 00:00, the latest window. "`,
  )
  expect(detail).not.toContain('decides')
})

test('a feature that drifts has no statistics that disagree', async () => {
  const { detail } = await showDrift(0.65, { ...DEFAULT_PLAN, n: N, decider: 'psi' })
  expect(detail).not.toContain('decides')
})
