import { afterEach, expect, test } from 'vitest'
import type { Calibration, ParityReport } from '../../protocol/trainer-messages'
import type { StoredProfile, RunRecord } from '../../storage/records'
import { openStorage } from '../../storage/open-storage'
import type { SanityResult } from './training-analysis-results'
import { openTestStudio, type TestStudio } from '../testing/studio-fixture'

let netloom: TestStudio

afterEach(() => netloom.close())

async function open(template: string): Promise<() => Promise<readonly RunRecord[]>> {
  const storage = await openStorage()
  netloom = await openTestStudio(template, Promise.resolve(storage))
  await netloom.run('machine.choose', { backend: 'wasm' })
  return async () => storage.runs.list(netloom.state().project.id)
}

type Sanity = SanityResult & { readonly verdict: readonly string[] }

test('the sanity check tells a trainable network from one without gradients, by node label', async () => {
  await open('moons-mlp')
  const well = await netloom.run<Sanity>('run.sanity')
  expect(well.verdict[0]).toMatch(/^This network can learn/)
  expect(well.unreached).toEqual([])
  expect(well.expected).toBeCloseTo(Math.LN2)
  expect(well.losses[0]).toBeCloseTo(Math.LN2, 0)

  const hidden = netloom.state().project.networks[0]?.nodes.find(({ kind }) => kind === 'dense')?.id
  await netloom.run('graph.rename', { node: hidden, label: 'Folds' })
  // With all-zero weights, ReLU outputs zero and passes no gradient.
  await netloom.run('graph.set', { node: hidden, params: { activation: 'relu', kernelInitializer: 'zeros' } })
  const dead = await netloom.run<Sanity>('run.sanity')
  expect(dead.unreached).toEqual(['Folds'])
  expect(dead.verdict[0]).toMatch(/^No gradient reaches Folds/)
  const own = dead.gradients.filter(({ node }) => node === hidden)
  expect(own.map(({ layer, norm }) => [layer, norm])).toEqual([
    ['Folds', 0],
    ['Folds', 0],
  ])
  expect(dead.gradients.some(({ norm }) => norm > 0)).toBe(true)

  await netloom.run('graph.set', { node: hidden, params: { frozen: true } })
  const frozenOne = await netloom.run<Sanity>('run.sanity')
  expect(frozenOne.frozen).toEqual([{ layer: 'Folds', node: hidden }])
  expect(frozenOne.gradients.some(({ node }) => node === hidden)).toBe(false)
})

test('the next run keeps the forecast with its actual time; a run with another plan does not', async () => {
  const records = await open('moons-mlp')
  await netloom.run('plan.set', { epochs: 60 })
  const forecast = await netloom.run<Calibration>('run.forecast')
  expect(forecast.engine).toBe('exact CPU')
  expect(forecast.seconds).toBeGreaterThan(0)
  expect(forecast.bytes).toBeGreaterThan(0)
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done')
  await expect.poll(async () => (await records())[0]?.took).toBeDefined()
  const [first] = await records()
  expect(first?.forecast).toEqual(forecast)
  expect(first?.took?.seconds).toBeGreaterThan(0)
  // Engine memory is counted exactly; the rest is leftover tf.js tensors.
  expect(Math.abs((first?.took?.bytes ?? 0) - forecast.bytes)).toBeLessThan(0.25 * forecast.bytes)

  await netloom.run('plan.set', { epochs: 3 })
  await netloom.run('run.start')
  await netloom.when(({ run }) => run.tag === 'done' && run.steps < 100)
  const { id } = netloom.state().run
  expect((await records()).find((row) => row.id === id)?.forecast).toBeUndefined()
})

test('a profile adds up, uses node labels, and is kept with its run', async () => {
  const records = await open('moons-mlp')
  await netloom.run('plan.set', { epochs: 3 })
  await netloom.run('run.start')
  const { run } = await netloom.when(({ run: { tag } }) => tag === 'done')
  const profile = await netloom.run<StoredProfile>('run.profile')
  expect(profile.script + profile.deviceShare + profile.wait).toBeCloseTo(1)
  expect(profile.bytes).toBe(profile.layers.reduce((sum, { bytes }) => sum + bytes, 0))
  const labels = new Map(netloom.state().project.networks[0]?.nodes.map(({ id, label }) => [id, label]))
  const labeled = profile.layers.filter(({ layer }) => layer !== '')
  expect(labeled.length).toBeGreaterThanOrEqual(3)
  for (const { layer, node } of labeled) expect(layer.startsWith(labels.get(node ?? '') ?? 'none')).toBe(true)
  expect(profile.layers.some(({ update }) => update > 0)).toBe(true)
  expect((await records())[0]?.profile).toEqual(profile)
  await netloom.run('run.goOn')
  await netloom.when(({ run: { tag, id } }) => tag === 'done' && id !== run.id)
  expect((await records()).find(({ id }) => id === run.id)?.profile).toEqual(profile)
})

test('engines are compared layer by layer, and a second question is refused meanwhile', async () => {
  await open('moons-mlp')
  const comparison = netloom.run<ParityReport>('machine.parity', { a: 'wasm', b: 'cpu' })
  expect(await netloom.refused('run.sanity')).toBe('command-off')
  const { layers, lossDifference, engines } = await comparison
  expect(engines[0]).toMatch(/^exact CPU/)
  expect(engines[1]).toMatch(/^plain tf.js/)
  expect(lossDifference).toBeLessThan(1e-5)
  expect(layers.length).toBeGreaterThanOrEqual(2)
  const most = layers.map(({ result, gradient }) => Math.max(result, gradient))
  expect(most).toEqual([...most].sort((x, y) => y - x))
  expect(most[0]).toBeLessThan(1e-4)
  expect(await netloom.refused('machine.parity', { a: 'abacus' })).toBe('unknown-backend')
  expect(await netloom.refused('machine.ops', { backend: 'webgl' })).toBe('no-machine')
  expect(await netloom.refused('run.profile')).toBe('command-off')
})

test('questions during a run do not change its final weights', async () => {
  await open('moons-mlp')
  // Enough epochs that the run is not over before it is paused.
  await netloom.run('plan.set', { epochs: 700 })
  const ended = async (extra: () => Promise<unknown>) => {
    const id = await netloom.run<string>('run.start')
    await extra()
    expect(netloom.state().run.id).toBe(id)
    const { run } = await netloom.when(({ run: { tag } }) => tag === 'done')
    return run.weightsHash
  }
  const alone = await ended(() => Promise.resolve())
  const withQuestions = await ended(async () => {
    await netloom.run('run.pause')
    await netloom.run('run.profile')
    await netloom.run('run.sanity')
    await netloom.run('machine.parity', { a: 'wasm', b: 'cpu' })
    await netloom.run('run.resume')
    await netloom.run('run.profile')
  })
  expect(withQuestions).toBe(alone)
})
