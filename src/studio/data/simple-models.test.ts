/**
 * @file Simple models never see the target: a network that reads earlier targets is compared with forecasts that repeat
 * them.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { BaselineReport } from '../../protocol/analysis-messages'
import { NodeAnalysis } from '../testing/node-analysis.test-help'
import { openTestStudio } from '../testing/studio-fixture'
import { serveShippedData } from '../testing/shipped-data.test-help'

let data: Awaited<ReturnType<typeof serveShippedData>>
beforeAll(async () => {
  data = await serveShippedData()
  vi.stubGlobal('Worker', NodeAnalysis)
})
afterAll(async () => {
  vi.unstubAllGlobals()
  await data.close()
})

test('co2-forecast reads only earlier values of its target, so it is compared with repeating them and with models of them', async () => {
  const netloom = await openTestStudio('co2-forecast', undefined, data.base)
  await netloom.when((s) => s.data.loaded)
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start', { backend: 'wasm' })
  await netloom.when((s) => s.run.tag === 'done')
  const { scores, network } = await netloom.run<BaselineReport>('run.baselines')
  expect(scores.map(({ id, title }) => [id, title])).toEqual([
    ['constant', 'Always predict the mean'],
    ['last', 'Same as the last value'],
    ['season', 'Same month last year'],
    ['linear', 'Linear regression'],
    ['neighbours', '5 nearest neighbors'],
    ['forest', 'Random forest with 40 trees'],
  ])
  // From month to month, CO2 changes by less than 2 ppm; in a year, it rises by about 2 ppm.
  const [mean, last, season, linear] = scores.map(({ score }) => score)
  expect(mean).toBeGreaterThan(10)
  expect(last).toBeLessThan(2)
  expect(season).toBeGreaterThan(1)
  expect(season).toBeLessThan(4)
  // Months a year apart in the same window give both the season and the rise.
  expect(linear).toBeLessThan(0.5)
  for (const { behind, low, high, score } of scores) {
    expect(behind?.mean).toBeCloseTo(score - (network?.score ?? 0), 6)
    expect([low < score, score < high]).toEqual([true, true])
  }
  await netloom.close()
})
