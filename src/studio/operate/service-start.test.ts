/**
 * Why a diagram cannot be served (the error states the number of problems, not counting advice), and which version's
 * rows the requests use.
 */
import { describe, expect, test } from 'vitest'
import { formatMessage, Refusal } from '../../messages/message'
import '../../messages/en/operate-page'
import { checkService } from '../../compile/service/check-service'
import type { FittedInput, Pipeline } from '../../data/pipeline'
import { guardedService } from '../../gallery/drills/define-drill'
import type { ModelRecord } from '../../storage/records'
import type { AppContext } from '../context'
import type { Board } from '../network/canvas-board'
import { HOUR } from '../../ops/scenario/scenario'
import { closeMoons, openMoons, playedTo, tenHours } from '../testing/served-moons.test-help'
import { operateController } from './controller'
import { serviceSpec, versionOfRows } from './service-start'

test('a cycle and an advice count as one problem', () => {
  const { drawing } = guardedService('m', 's', { champion: 50, challenger: 50 })
  const wires = [...drawing.wires, { id: 'loop', from: 'abstain', to: 'champion' }]
  const report = checkService({ ...drawing, wires } as typeof drawing)
  const [loop] = report.diagnostics
  const advised = { ...report, diagnostics: [...report.diagnostics, { ...loop, severity: 'advice' }] }
  // The cast is safe because the object contains the parts of a board that this test reads.
  const board = { store: { getState: () => ({ report: advised }) } } as unknown as Board
  let refusal = ''
  try {
    serviceSpec(board, 's')
  } catch (error) {
    refusal = error instanceof Refusal ? formatMessage(error.reason) : ''
  }
  expect(refusal).toBe('"s" cannot serve yet: its diagram has 1 problem. See the marked stage.')
})

describe('the rows of a service', () => {
  const versionOf = (version: number, column = 'image', shape = [8, 8, 1]) => {
    // The casts are safe because the objects contain the parts of a record that this test reads.
    const inputs = [{ kind: 'image', column, shape } as unknown as FittedInput]
    return {
      name: 'm',
      version,
      pipeline: { inputs, outputs: [] } as unknown as Pipeline,
      content: version,
    } as unknown as ModelRecord
  }
  const book = (version: number) => ({ versions: [{ model: 'm', version }] })
  const rowsOf = async (kept: readonly ModelRecord[], began: number | undefined, removed: readonly number[] = []) => {
    const studio = {
      storage: { models: { get: async (_: string, at: number) => kept.find(({ version }) => version === at) } },
      data: { of: async (at: number) => (removed.includes(at) ? Promise.reject(new Error('removed')) : {}) },
    } as unknown as AppContext
    const { version } = await versionOfRows(studio, began === undefined ? undefined : book(began), versionOf(2))
    return version
  }

  test('are those with which its log began, whichever version answers now', async () => {
    expect(await rowsOf([versionOf(1)], undefined)).toBe(2)
    expect(await rowsOf([versionOf(1)], 2)).toBe(2)
    expect(await rowsOf([versionOf(1)], 1)).toBe(1)
  })

  test.each([
    ['was deleted', [], []],
    ['reads other columns', [versionOf(1, 'photo')], []],
    ['reads images of another size', [versionOf(1, 'image', [28, 28, 1])], []],
    ['has a dataset that was removed', [versionOf(1)], [1]],
  ] as const)('are those of the version that answers if that one %s', async (_, kept, removed) => {
    expect(await rowsOf(kept, 1, removed)).toBe(2)
  })
})

test('no request is a row that a version in the service was trained on, also once another version joins it', async () => {
  const netloom = await openMoons()
  try {
    await netloom.run('plan.set', { seed: 8 })
    await netloom.run('run.start')
    await netloom.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
    await netloom.run('model.save', { name: 'moons' })
    const split = async (version: number) => {
      const record = await netloom.studio.storage.models.get('moons', version)
      return record && (await netloom.studio.data.of(record.content)).split
    }
    const [first, second] = [await split(1), await split(2)]
    const requested = () => {
      const { buffer } = operateController(netloom.studio).log().fold
      return [...buffer.columns.row.subarray(0, buffer.next)]
    }
    const trained = new Set(second?.train)
    await netloom.run('registry.alias', { model: 'moons', alias: 'champion', version: 1 })
    await netloom.run('service.new', { name: 'moons', model: 'moons' })
    await netloom.run('scenario.set', tenHours())
    await playedTo(netloom, HOUR)
    const before = requested()
    expect(before.every((row) => first?.test.includes(row))).toBe(true)
    expect(before.some((row) => trained.has(row))).toBe(true)
    await netloom.run('registry.alias', { model: 'moons', alias: 'challenger', version: 2, anyway: true, why: 'test' })
    await playedTo(netloom, 2 * HOUR)
    const after = requested().slice(before.length)
    expect(after.length).toBeGreaterThan(60)
    expect(after.filter((row) => !first?.test.includes(row) || trained.has(row))).toEqual([])
    await netloom.run('service.stop')
    await playedTo(netloom, 3 * HOUR)
    const restarted = requested().slice(before.length + after.length)
    expect(restarted.length).toBeGreaterThan(60)
    expect(restarted.filter((row) => trained.has(row))).toEqual([])
  } finally {
    await closeMoons(netloom)
  }
}, 60_000)

test('an alias moves even if no row is new to all versions, and the page says that accuracy looks too good', async () => {
  const netloom = await openMoons()
  try {
    const nearlyAll = { kind: 'random', train: 0.97, validation: 0.01, test: 0.02 }
    for (const seed of [1, 2]) {
      await netloom.run('plan.set', { seed, epochs: 1, split: { ...nearlyAll, seed } })
      await netloom.run('run.start')
      await netloom.when((s) => s.run.tag === 'done' || s.run.tag === 'failed')
      await netloom.run('model.save', { name: 'tiny' })
    }
    await netloom.run('registry.alias', { model: 'tiny', alias: 'champion', version: 1 })
    await netloom.run('service.new', { name: 'tiny', model: 'tiny' })
    await netloom.run('service.start')
    const { data } = netloom.app()
    const rows = data.tag === 'ready' ? data.split.test.length : 0
    expect(netloom.app().operate.serving).toMatchObject({ tag: 'on', heldOut: rows })
    await netloom.run('registry.alias', { model: 'tiny', alias: 'champion', version: 2, anyway: true, why: 'test' })
    expect(operateController(netloom.studio).store.getState().aliases).toMatchObject({ tiny: { champion: 2 } })
    expect(netloom.app().notices.map((one) => one.message?.code)).toContain('service-rows-seen')
  } finally {
    await closeMoons(netloom)
  }
}, 60_000)
