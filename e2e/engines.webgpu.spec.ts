/**
 * @file The recorded WebGPU engine matches the interpreter on every op, and matches the exact CPU engine on the
 * examples.
 */
import { expect, test } from './fixture'

interface OpReport {
  readonly case: string
  readonly worst: number
  readonly refused?: string
}

test('every op matches the interpreter on the GPU', async ({ netloom }) => {
  const reports = await netloom.run<readonly OpReport[]>('machine.ops', { backend: 'webgpu' })
  expect(reports.length).toBeGreaterThan(200)
  expect(reports.filter(({ worst, refused }) => refused !== undefined || !(worst < 1e-4))).toEqual([])
})

const SMALL = [
  'spirals-mlp',
  'penguins-mlp',
  'auto-mpg-mlp',
  'wine-mlp',
  'moons-mlp',
  'auto-mpg-two-inputs',
  'penguins-two-heads',
]

test('after 15 steps every small example has the same loss on the GPU and on the exact CPU engine', async ({
  netloom,
}) => {
  for (const template of SMALL) {
    await netloom.run('project.new', { template })
    await netloom.when((s) => s.data.loaded)
    await netloom.run('plan.set', { epochs: 1000, stopWhen: { steps: 15 } })
    const losses: number[] = []
    for (const backend of ['webgpu', 'wasm']) {
      await netloom.run('run.start', { backend })
      const { run } = await netloom.when(({ run: now }) => now.tag === 'done' || now.tag === 'failed')
      expect(run.engine, run.engineReason).toBe(backend === 'webgpu' ? 'recorded WebGPU' : 'exact CPU')
      expect(run.step).toBe(15)
      losses.push(run.loss as number)
    }
    const [gpu, cpu] = losses as [number, number]
    expect(Math.abs(gpu - cpu) / Math.max(cpu, 1e-3), template).toBeLessThan(1e-5)
  }
})
