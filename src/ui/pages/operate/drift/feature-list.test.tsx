/**
 * @file Tests that a verdict on drift names the test that decides, with its own numbers, and the statistics that disagree
 * with it.
 */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MonitoredFeature } from '../../../../data/monitoring/monitored-features'
import { inputReferences } from '../../../../ops/drift/references'
import { DEFAULT_PLAN, type DriftPlan, driftOfWindow } from '../../../../ops/drift/window-drift'
import { makeColumns } from '../../../../ops/log/columns'
import { appendRequests, makeRequestBuffer } from '../../../../ops/log/request-buffer'
import { openTestStudio, type TestStudio } from '../../../../studio/testing/studio-fixture'
import { find, render } from '../../../testing/render.test-help'
import { FeatureList } from './feature-list'

const N = 500

let netloom: TestStudio
beforeEach(async () => {
  netloom = await openTestStudio('moons-mlp')
})
afterEach(() => netloom.close())

/** Shows 500 requests from ten deciles of the reference, of which this share comes from the second, fourth, and so on. */
async function showDrift(even: number, plan: DriftPlan = { ...DEFAULT_PLAN, n: N }) {
  const table = Float32Array.from({ length: 1000 }, (_, i) => i)
  const requests = Float32Array.from({ length: N }, (_, i) => {
    const pair = 2 * (i % 5) + ((i / 5) % 100 < 100 * even ? 1 : 0)
    return 100 * pair + ((13 * i) % 100)
  })
  return showWindow({ column: 'mass', measure: 'value' }, table, requests, plan)
}

/** Shows a window of these values of a feature. */
async function showWindow(
  feature: MonitoredFeature,
  table: Float32Array<ArrayBuffer>,
  requests: Float32Array,
  plan: DriftPlan = { ...DEFAULT_PLAN, n: N },
) {
  const columns = makeColumns(N, { width: 2, stages: 1, features: 1 })
  columns.features.set(requests)
  const buffer = makeRequestBuffer({ width: 2, stages: 1, features: 1 }, N)
  appendRequests(buffer, { kind: 'requests', first: 0, count: N, width: 2, ...columns })
  const book = {
    ...{ stages: ['source'], slices: ['all'], versions: [], operators: [''], verdicts: [''], classes: ['a', 'b'] },
    ...{ features: [feature], timing: { stages: [0], models: {} } },
  }
  const reference = { inputs: inputReferences([feature], table, 'all'), answers: [] }
  const window = driftOfWindow({ buffer, book }, reference, 0, plan)
  if (!window) throw new Error('The window is in the buffer.')
  // The cast is safe because the list reads only these fields.
  const basis = {
    ...{ reference, table, rows: table.length, against: 'usual' },
    ready: { dataset: { schema: { title: 'Penguins', columns: [] } } },
  } as never
  const view = {
    ...{ log: { buffer, book }, windows: [window], accuracy: [], concepts: new Map(), more: false },
  }
  const props = { view, window, basis, plan, isLatest: true, onChoose: () => undefined }
  const box = await render(<FeatureList {...props} />, netloom)
  return {
    ...{ box, verdict: find('p[aria-live]').textContent, detail: box.querySelector('section p')?.textContent ?? '' },
    row: find('ul button').textContent,
  }
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

/** This many values of each category, the last of them missing. */
const categories = (...counts: readonly number[]) =>
  Float32Array.from(
    counts.flatMap((count, k) => new Array<number>(count).fill(k === counts.length - 1 ? Number.NaN : k)),
  )
const SEX: MonitoredFeature = { column: 'sex', measure: 'value', values: ['FEMALE', 'MALE'] }

test('if only the share of missing values changed, text, chart, and statistics are about missing values', async () => {
  const { box, row, detail } = await showWindow(SEX, categories(22, 26, 3), categories(229, 258, 13))
  // scipy.stats.chisquare: p = 0.00181 of 13 missing values where 29.4 are usual, and p = 0.598 of the two categories.
  expect(row).toMatchInlineSnapshot(`"sexmissing in 2.6% of requests (usual: 5.9%)drift in one windowp = 0.002"`)
  expect(detail).toMatchInlineSnapshot(
    `"Sex: missing in 2.6% of requests (usual: 5.9%). A difference this large occurs by chance in 1 of 600 windows, n = 500. "`,
  )
  const statistics = [...box.querySelectorAll('tbody tr')].map(({ textContent }) => textContent)
  expect(statistics.join('\n')).toMatchInlineSnapshot(`
    "χ²0.2776.630.598formula
    PSI0.0005690.01370.591simulation
    Jensen–Shannon0.008430.04140.591simulation
    χ² of missing values9.736.630.002formula"
  `)
  expect(box.querySelector('section h4')?.textContent).toBe('χ² of missing values over the last 1 window')
  expect(box.querySelector('section')?.textContent).not.toContain('FEMALE in')
})

test('if only the categories changed, the chance is that of their test, and their share is named', async () => {
  const { box, detail } = await showWindow(SEX, categories(22, 26, 3), categories(255, 217, 28))
  // scipy.stats.chisquare of 255 and 217 with the usual shares 22/48 and 26/48: p = 0.000354.
  expect(detail).toMatchInlineSnapshot(
    `"Sex: "FEMALE" in 54.0% of requests (usual: 45.8%). A difference this large occurs by chance in 1 of 3,000 windows, n = 472. "`,
  )
  expect(box.querySelector('section h4')?.textContent).toBe('χ² over the last 1 window')
})
