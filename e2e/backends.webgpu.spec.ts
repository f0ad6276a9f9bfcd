/**
 * @file A software WebGPU adapter: it is recognized, used only on request, and computes correctly; a run survives its
 * loss.
 */
import { expect, test } from './fixture'

test('a software adapter is not chosen automatically, and the reason is shown', async ({ netloom }) => {
  await netloom.run('project.new', { template: 'spirals-mlp' })
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  const { run } = await netloom.when((s) => s.run.tag === 'done')
  expect(run.backend).toBe('wasm')
  expect(run.backendReason).toMatch(/emulated on the CPU/)
})

test('moons trains on WebGPU on request, to the usual accuracy, and two runs give the same weights', async ({
  netloom,
}) => {
  await netloom.run('project.new', { template: 'moons-mlp' })
  // Fewer and larger steps than in the example: an emulated GPU manages about 12 steps per second at any batch size.
  await netloom.run('plan.set', { batchSize: 128, learningRate: 0.05, epochs: 30 })
  await netloom.run('run.start', { backend: 'webgpu' })
  const { run, metrics } = await netloom.when((s) => s.run.tag === 'done', { timeoutMs: 200_000 })
  expect(run).toMatchObject({ backend: 'webgpu', why: 'finished' })
  expect(run.adapter).toMatch(/swiftshader|google/i)
  expect(run.backendReason).toMatch(/^You chose WebGPU\. It is emulated on the CPU/)
  expect(metrics?.accuracy).toBeGreaterThanOrEqual(0.97)
  const tested = await netloom.run<{ accuracy: number }>('run.evaluate', { split: 'test' })
  console.log(`moons on WebGPU: ${run.step} steps, ${tested.accuracy} of the test points`)
  expect(tested.accuracy).toBeGreaterThanOrEqual(0.97)

  await netloom.run('plan.set', { epochs: 2 })
  const hashes: (string | undefined)[] = []
  for (let i = 0; i < 2; i++) {
    await netloom.run('run.start', { backend: 'webgpu' })
    hashes.push((await netloom.when((s) => s.run.tag === 'done')).run.weightsHash)
  }
  expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/)
  expect(hashes[1]).toBe(hashes[0])
})

test("every layer's gradients are correct on WebGPU", async ({ netloom }) => {
  const reports = await netloom.run<{ name: string; worst: number; checked: number; entries: number }[]>(
    'machine.gradients',
    { backend: 'webgpu' },
  )
  expect(reports.length).toBeGreaterThan(50)
  // Relative error: float32 rounding causes about 1e-4; a wrong gradient is off by at least 0.1.
  expect(reports.filter(({ worst, checked, entries }) => worst > 4e-3 || checked < entries / 2)).toEqual([])
})

test.describe('the GPU process crashes', () => {
  test.use({ expected: [/device|adapter|instance|GPU/i] })

  test('the run reports it and resumes from its last checkpoint', async ({ netloom, watched: page }) => {
    await netloom.run('project.new', { template: 'moons-mlp' })
    await netloom.run('plan.set', { epochs: 5000 })
    await netloom.run('run.start', { backend: 'webgpu' })
    const before = await netloom.when((s) => s.run.history.length >= 2)
    const browser = await page.context().browser()?.newBrowserCDPSession()
    await browser?.send('Browser.crashGpuProcess')
    const notice = page.getByText(/The browser lost its connection to the GPU.*Resuming from step [\d,]+\./)
    // Read at once: on a slow machine it is gone before the run goes on.
    const said = (await notice.textContent()) ?? ''
    const after = await netloom.when((s, step) => s.run.tag === 'training' && s.run.step > step, {
      given: before.run.step,
    })
    expect(after.run).toMatchObject({ id: before.run.id, backend: 'webgpu' })
    expect(after.runs).toHaveLength(1)
    // A checkpoint is written about every 2 s; the run resumes from the latest checkpoint.
    const kept = Number(/from step ([\d,]+)/.exec(said)?.[1]?.replace(',', ''))
    expect(after.run.history.map(({ epoch }) => epoch)).toEqual(after.run.history.map((_, i) => i + 1))
    await netloom.when((s, step) => s.run.step > step, { given: kept })
    await netloom.run('run.stop')
    expect((await netloom.state()).run.weightsHash).toMatch(/^[0-9a-f]{64}$/)
  })
})
