/**
 * @file The recorded WebGPU engine matches the interpreter on every op, and matches the exact CPU engine on the
 * examples.
 */
import { readFileSync } from 'node:fs'
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

/** Together they use every kind of op of the small examples, as `src/studio/training/engines.test.ts` checks. */
const EXAMPLES = JSON.parse(readFileSync('src/gallery/fixtures/webgpu-examples.json', 'utf8')) as readonly string[]

test('after 15 steps small examples have the same loss on the GPU and on the exact CPU engine', async ({ netloom }) => {
  for (const template of EXAMPLES) {
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
