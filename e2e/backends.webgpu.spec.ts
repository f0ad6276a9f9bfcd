/** With a software WebGPU adapter: told from a real GPU, used when asked, and as right as any other backend. */
import { expect, test } from './fixture'

test('a software adapter is not chosen by itself, and the reason is said', async ({ netloom }) => {
  await netloom.run('project.new', { template: 'spirals-mlp' })
  await netloom.run('plan.set', { epochs: 1 })
  await netloom.run('run.start')
  const { run } = await netloom.when((s) => s.run.tag === 'done')
  expect(run.backend).toBe('wasm')
  expect(run.backendReason).toMatch(/emulated on the CPU/)
})

test('spirals train on WebGPU when asked, to the accuracy they reach elsewhere', async ({ netloom }) => {
  test.setTimeout(400_000)
  await netloom.run('project.new', { template: 'spirals-mlp' })
  await netloom.run('run.start', { backend: 'webgpu' })
  const { run, metrics } = await netloom.when((s) => s.run.tag === 'done', { timeoutMs: 380_000 })
  expect(run.backend).toBe('webgpu')
  expect(run.adapter).toMatch(/swiftshader|google/i)
  expect(metrics?.accuracy).toBeGreaterThanOrEqual(0.97)
})
