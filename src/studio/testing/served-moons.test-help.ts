/**
 * @file Operate in Node for tests: a studio with trained moons models, in-process serving, and helpers for scenarios.
 */
import { expectDefined } from '../../base/assert'
import { HOUR } from '../../ops/scenario/scenario'
import { memoryStorage } from '../../storage/open-storage'
import type { ModelRecord, Storage } from '../../storage/records'
import { operateController } from '../operate/controller'
import { NodeServing } from './node-serving.test-help'
import { openTestStudio, type TestStudio } from './studio-fixture'

export interface MoonsOptions {
  readonly epochs?: number
  /** The model names to save, in order; a repeated name adds a version. */
  readonly saved?: readonly string[]
  readonly storage?: Storage
}

/** Opens a studio with trained and saved models; the test closes it with `closeMoons`. */
export async function openMoons({
  epochs = 1,
  saved = ['moons'],
  storage = memoryStorage(),
}: MoonsOptions = {}): Promise<TestStudio> {
  Object.assign(globalThis, { Worker: NodeServing })
  const netloom = await openTestStudio('moons-mlp', Promise.resolve(storage))
  await netloom.when((s) => s.data.loaded)
  await netloom.run('plan.set', { epochs })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
  for (const name of saved) await netloom.run('model.save', { name })
  return netloom
}

/** Trains the moons model well, and saves it as `moons`. Tests add the record to the storage of each of their studios. */
export async function trainMoons(): Promise<ModelRecord> {
  const storage = memoryStorage()
  const netloom = await openTestStudio('moons-mlp', Promise.resolve(storage))
  await netloom.when((s) => s.data.loaded)
  await netloom.run('plan.set', { epochs: 30, learningRate: 0.03 })
  await netloom.run('run.start')
  await netloom.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
  await netloom.run('model.save', { name: 'moons' })
  await netloom.close()
  return expectDefined(await storage.models.get('moons'), 'the trained model')
}

/** Closes the service and the studio. */
export async function closeMoons(netloom: TestStudio): Promise<void> {
  operateController(netloom.studio).close()
  await netloom.close()
  // Node has no global Worker.
  Reflect.deleteProperty(globalThis, 'Worker')
}

/** A scenario of ten hours with two requests a minute, plus other events. */
export function tenHours(...happens: readonly object[]): { readonly scenario: object } {
  const durationMs = 10 * HOUR
  const rate = { id: 'n0', kind: 'rate', startMs: 0, lengthMs: durationMs, perMinute: 2 }
  return { scenario: { seed: 5, durationMs, notes: [rate, ...happens] } }
}

/** Plays the scenario up to a simulated time, in ms, as fast as possible. */
export async function playedTo(netloom: TestStudio, at: number): Promise<void> {
  await netloom.run('service.play', { speed: 1e9, to: at })
  for (let i = 0; i < 10_000; i++) {
    const { clock } = netloom.state().operate ?? {}
    if (clock?.at === at && !clock.playing) return
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  throw new Error(`it has not come to ${at} within 20 seconds`)
}
