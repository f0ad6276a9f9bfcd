/**
 * @file Without a GPU: the reason is shown, every available backend can be chosen, and all backends give the same
 * numbers.
 */
import { expect, type Netloom, test } from './fixture'

interface Report {
  readonly name: string
  readonly worst: number
  readonly checked: number
  readonly entries: number
}

/** Relative error: float32 rounding causes about 1e-4; a wrong gradient is off by at least 0.1. */
const TOLERANCE = 4e-3

/**
 * Trains a small convolutional network with dropout for only two steps per epoch, so that the losses show the first
 * steps.
 */
async function shortRun(netloom: Netloom, backend: string) {
  await netloom.run('run.start', { backend })
  const { run } = await netloom.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
  expect(run).toMatchObject({ tag: 'done', backend, why: 'finished' })
  return { losses: run.history.map(({ loss }) => loss), hash: run.weightsHash }
}

test('without a GPU adapter training falls back to WASM and says why', async ({ netloom, watched: page }) => {
  expect(await page.evaluate(() => 'gpu' in navigator)).toBe(true)
  await netloom.run('project.new', { template: 'moons-mlp' })
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  const { run } = await netloom.when((s) => s.run.tag === 'done')
  expect(run.backend).toBe('wasm')
  expect(run.backendReason).toBe('Fastest available: WASM. This browser offers no GPU adapter.')
  const refusal = await netloom.refused('run.start', { backend: 'webgpu' })
  expect(refusal).toEqual({
    code: 'backend-missing',
    message: 'WebGPU is not available. This browser offers no GPU adapter.',
  })
  await netloom.run('room.open', { room: 'machine' })
  await expect(page.getByText('This browser offers no GPU adapter.').first()).toBeVisible()
})

test('every available backend can be chosen, agrees with the others, and is deterministic bit for bit', async ({
  netloom,
}) => {
  await netloom.run('project.new', { template: 'digits-cnn' })
  const nodes = (await netloom.state()).project.networks[0]?.nodes ?? []
  for (const { id, kind } of nodes) {
    if (kind === 'conv2d') await netloom.run('graph.set', { node: id, params: { filters: 4 } })
  }
  await netloom.run('data.use', { dataset: 'mnist-starter', samples: 32 })
  const split = { kind: 'random', train: 0.5, validation: 0.02, test: 0.1 }
  await netloom.run('plan.set', { epochs: 3, batchSize: 16, seed: 0, split })
  const runs = new Map<string, { losses: number[]; hash: string | undefined }>()
  for (const backend of ['wasm', 'webgl', 'cpu']) {
    const first = await shortRun(netloom, backend)
    const second = await shortRun(netloom, backend)
    expect(second, `${backend}, twice`).toEqual(first)
    expect(first.losses).toHaveLength(3)
    runs.set(backend, first)
  }
  const reference = runs.get('wasm')?.losses ?? []
  for (const [backend, { losses }] of runs) {
    losses.forEach((loss, i) => {
      const expected = reference[i] as number
      expect(Math.abs(loss - expected) / expected, `${backend}, epoch ${i + 1}: ${loss}, ${expected}`).toBeLessThan(
        1e-3,
      )
    })
  }
  const offers = await netloom.run<{ backend: string; available: boolean }[]>('machine.probe')
  expect(offers.filter(({ available }) => available).map(({ backend }) => backend)).toEqual(['wasm', 'webgl', 'cpu'])
})

test("every layer's gradients are correct on WebGL", async ({ netloom }) => {
  const reports = await netloom.run<Report[]>('machine.gradients', { backend: 'webgl' })
  expect(reports.length).toBeGreaterThan(50)
  expect(reports.filter(({ worst, checked, entries }) => worst > TOLERANCE || checked < entries / 2)).toEqual([])
  // The check runs in a separate worker that terminates with it.
  expect((await netloom.refused('machine.gradients', { backend: 'webgpu' })).code).toBe('backend-missing')
})
