/**
 * A service whose diagram becomes invalid, or whose models are deleted, while it serves: it continues with the last
 * valid diagram, and aliases can still be moved.
 */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Answered } from '../../protocol/serving-messages'
import type { TestStudio } from '../testing/studio-fixture'
import { closeMoons, openMoons } from '../testing/served-moons.test-help'

const service = 'points'
let netloom: TestStudio

beforeEach(async () => {
  netloom = await openMoons({ saved: ['moons', 'moons', 'other'] })
  await netloom.run('registry.alias', { model: 'moons', alias: 'champion', version: 1 })
  await netloom.run('registry.alias', { model: 'other', alias: 'champion', version: 1, anyway: true, why: 'test' })
  await netloom.run('service.new', { name: service, model: 'moons' })
  await netloom.run('service.start')
}, 60_000)
afterEach(() => closeMoons(netloom))

/** The version that currently answers, or the status of the response if none does. */
async function answers(): Promise<string> {
  const [answer] = await netloom.run<readonly Answered[]>('service.infer', { rows: [{ x: 0.1, y: 0.2 }] })
  const { version } = answer as Answered
  return version ? `${version.model} ${version.version}` : (answer as Answered).status
}
const move = (version: number | null) =>
  netloom.run('registry.alias', { model: 'moons', alias: 'champion', version, why: 'test', anyway: true })

test.each([
  ['a cycle', () => netloom.run('graph.connect', { service, from: 'abstain', to: 'cache' }), 'cycle'],
  [
    'a split whose shares add up to 120',
    () => netloom.run('graph.set', { service, node: 'split', params: { champion: 60, challenger: 60 } }),
    'split-sum',
  ],
] as const)(
  '%s is reported; the previous diagram continues to serve, and an alias still moves',
  async (_what, invalidate, code) => {
    expect(await answers()).toBe('moons 1')
    await invalidate()
    const check = () => netloom.state().operate?.check.diagnostics.map((one) => one.code)
    expect(check()).toContain(code)
    const problems = netloom.state().operate?.check.diagnostics.map((one) => one.message)
    expect(problems?.join(' ')).not.toMatch(/layer|network/)
    expect(await answers()).toBe('moons 1')
    await move(2)
    expect(await answers()).toBe('moons 2')
    await netloom.run('service.stop')
    expect(await netloom.refused('service.start')).toBe('service-unsound')
    expect(netloom.state().operate).toMatchObject({ serving: 'failed', why: expect.stringMatching(/cannot serve yet/) })
    await netloom.run('graph.undo', { service })
    expect(netloom.state().operate?.serving).toBe('off')
    await netloom.run('service.start')
    expect(await answers()).toBe('moons 2')
  },
)

test('without the alias no version answers, and once it is set again one does', async () => {
  await move(null)
  expect(await answers()).not.toMatch(/moons/)
  await move(2)
  expect(await answers()).toBe('moons 2')
})

test('a model that is added while serving is warm before its first request', async () => {
  await netloom.run('graph.set', { service, node: 'champion', params: { model: 'other' } })
  await vi.waitFor(async () => expect(await answers()).toBe('other 1'), 20_000)
})

test('a deleted model is reported at the stages that use it', async () => {
  await move(null)
  await netloom.run('service.stop')
  await netloom.run('model.remove', { name: 'moons' })
  expect(await netloom.refused('service.start')).toBe('service-unsound')
  const problems = netloom.state().operate?.check.diagnostics.map(({ message }) => message) ?? []
  expect(problems[0]).toMatch(/^Champion uses "moons", which is not in the registry/)
})
