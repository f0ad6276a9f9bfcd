/** @file Tests that a comparison that is not possible needs no button that tries it again. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { NodeAnalysis } from '../../../studio/testing/node-analysis.test-help'
import { openTestStudio } from '../../../studio/testing/studio-fixture'
import { render, settle, texts } from '../../testing/render.test-help'
import SimpleSection from './simple-models-section'

test('a network that reads only its own target is compared with repeating earlier values', async () => {
  vi.stubGlobal('Worker', NodeAnalysis)
  onTestFinished(() => void vi.unstubAllGlobals())
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.when((s) => s.data.loaded)
  const prepare = { x: [{ kind: 'standardize' }, { kind: 'window', length: 4, horizon: 1 }] }
  await netloom.run('plan.set', { target: 'x', features: ['x'], prepare })
  await render(<SimpleSection />, netloom)
  await expect
    .poll(() => texts('tbody th'))
    .toEqual([
      'Always predict the mean',
      'Same as the last value',
      'Linear regressionBest',
      '5 nearest neighbors',
      'Random forest with 40 trees',
    ])
  expect(texts('button')).not.toContain('Try again')
  expect(netloom.notices()).toEqual([])
})

test('the number of examples without a complete window is on screen', async () => {
  vi.stubGlobal('Worker', NodeAnalysis)
  onTestFinished(() => void vi.unstubAllGlobals())
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.when((s) => s.data.loaded)
  const windowed = (length: number) => ({ x: [{ kind: 'standardize' }, { kind: 'window', length, horizon: 1 }] })
  await netloom.run('plan.set', { target: 'x', features: ['x'], prepare: windowed(200) })
  await render(<SimpleSection />, netloom)
  const counts = () =>
    settle(() =>
      texts('section')
        .join(' ')
        .match(/scored on (\d+) .*?(\d+) validation examples are/i),
    )
  await expect.poll(counts, { timeout: 10_000 }).toBeTruthy()
  const [, scored, leftOut] = (await counts()) ?? []
  const { validation } = netloom.state().data.samples
  expect(Number(scored) + Number(leftOut)).toBe(validation)
  await netloom.run('plan.set', { prepare: windowed(5000) })
  await expect
    .poll(() => settle(() => texts('section').join(' ')), { timeout: 10_000 })
    .toContain(`All ${validation} validation examples have fewer earlier values than a window needs`)
})

test('no verdict on a network that was trained on other points than the simple models', async () => {
  vi.stubGlobal('Worker', NodeAnalysis)
  onTestFinished(() => void vi.unstubAllGlobals())
  const netloom = await openTestStudio('moons-mlp')
  onTestFinished(() => netloom.close())
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  await netloom.when(({ run, metrics }) => run.tag === 'done' && metrics !== null)
  await render(<SimpleSection />, netloom)
  const says = () => texts('section').join(' ')
  await expect.poll(() => settle(says), { timeout: 10_000 }).toMatch(/trained on the same data.*simple model/)
  expect(says()).not.toMatch(/No verdict/)
  await netloom.run('data.use', { dataset: 'moons', seed: 8 })
  await expect
    .poll(() => settle(says), { timeout: 10_000 })
    .toMatch(/trained on the current training set.*No verdict: the network was trained on other data/)
}, 30_000)
