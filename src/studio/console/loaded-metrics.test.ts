/** @file Tests that the console has the metrics of stored runs and models after a reload, before any run. */
import { expect, test, vi } from 'vitest'
import { HEADS } from '../../metrics/catalog/evaluated-outputs.test-help'
import type { Evaluation } from '../../metrics/evaluation'

test('the catalog is loaded with the first stored run or model, and not without one', async () => {
  vi.resetModules()
  const { loadMetricsFor, loadedMetricsOf } = await import('./loaded-metrics')
  await loadMetricsFor([])
  expect(loadedMetricsOf(HEADS.classes)).toEqual([])
  const metrics: Evaluation = { split: 'test', rows: 60, loss: 0.1, heads: [HEADS.classes] }
  await loadMetricsFor([{ metrics: null }, { metrics }])
  expect(loadedMetricsOf(HEADS.classes).map(({ metric }) => metric.id)).toContain('accuracy')
})
