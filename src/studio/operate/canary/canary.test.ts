/** Canaries in a complete studio: rollback of practice models, interrupted promotions, and recovery after a reload. */
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { SavedCanary } from '../../../compile/project'
import { BAD_MODELS, type BadModel } from '../../../ops/scenario/define-event'
import { HOUR } from '../../../ops/scenario/scenario'
import type { ServiceSpec } from '../../../ops/service-spec'
import type { FromServing, ToServing } from '../../../protocol/serving-messages'
import { testScope } from '../../../protocol/worker-scope.test-help'
import { measureTiming } from '../../../serving/measure-timing'
import { serveService } from '../../../serving/serve-service'
import { memoryStorage } from '../../../storage/open-storage'
import type { ModelRecord, Storage } from '../../../storage/records'
import { fixedTiming } from '../../testing/node-serving.test-help'
import { trainMoons } from '../../testing/served-moons.test-help'
import { openTestStudio, type TestStudio } from '../../testing/studio-fixture'
import type { CanaryResult } from '../console-results'
import { operateController } from '../controller'
import { planReplay } from '../drills/drill-actions'
import { findCanarySplit } from './canary-state'

/** Whether the worker measures its models: only that shows the slow practice model. */
let isMeasured = false
/** The delay of edits of the diagram, in ms. */
let editMs = 0

/** Runs the worker code on this thread. */
class HereWorker {
  onmessage: ((event: { data: FromServing }) => void) | null = null
  onerror: null = null
  onmessageerror: null = null
  private readonly server = testScope<ToServing, FromServing>((message) => {
    const data = structuredClone(message)
    setImmediate(() => this.onmessage?.({ data }))
  })
  private readonly end = serveService(this.server.scope, async (service, before) =>
    isMeasured ? measureTiming(service, before) : fixedTiming(service),
  )
  postMessage(message: ToServing): void {
    const given = structuredClone(message)
    setTimeout(() => this.server.deliver(given), message.type === 'spec' ? editMs : 0)
  }
  terminate(): void {
    this.onmessage = null
    this.end()
  }
}

const HOURS = 60
/** A timeout in ms: a model is trained before all tests, possibly on a slow machine. */
const TRAINING_MS = 60_000
const SCORE = {
  seed: 5,
  durationMs: HOURS * HOUR,
  notes: [{ id: 'n0', kind: 'rate', startMs: 0, lengthMs: HOURS * HOUR, perMinute: 20 }],
}

/** The trained model, which each test has in two versions. */
let model: ModelRecord
let storage: Storage
let netloom: TestStudio

beforeAll(async () => {
  model = await trainMoons()
}, TRAINING_MS)
beforeEach(async () => {
  isMeasured = false
  editMs = 0
  vi.stubGlobal('Worker', HereWorker)
  storage = memoryStorage()
  for (let i = 0; i < 2; i++) await storage.models.add(model)
  netloom = await openTestStudio('moons-mlp', Promise.resolve(storage))
  await netloom.when((s) => s.data.loaded)
  await netloom.run('registry.alias', { model: 'moons', alias: 'champion', version: 1 })
  await netloom.run('service.new', { model: 'moons' })
  await netloom.run('scenario.set', { scenario: SCORE })
})
afterEach(async () => {
  operateController(netloom.studio).close()
  await netloom.close()
  vi.unstubAllGlobals()
})

const state = () => netloom.run<CanaryResult>('canary.state')
const aliases = async () => (await storage.aliases.of('moons')).now
const kept = (): SavedCanary | undefined => netloom.app().project.services?.[0]?.canary
const share = () =>
  netloom.app().project.services?.[0]?.drawing.nodes.find(({ kind }) => kind === 'split')?.params.challenger

/** Waits until the condition holds, for at most 30 seconds. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 6000; i++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`still waiting: ${JSON.stringify((await state()).canary?.comparison)}`)
}

describe.each(BAD_MODELS)('%s', (kind: BadModel) => {
  test('as a challenger, it is rolled back automatically: share, alias and record', async () => {
    isMeasured = kind === 'slow'
    const { version } = await netloom.run<{ version: number }>('canary.practice', { kind })
    expect(version).toBe(3)
    await netloom.run('canary.start', { automatic: true })
    expect([share(), kept()?.percent, (await aliases()).challenger]).toEqual([5, 5, 3])
    await netloom.run('service.play', { speed: 1e9 })
    await until(() => kept() === undefined)
    expect(await aliases()).toEqual({ champion: 1 })
    expect(share()).toBe(0)
    const { canary } = await state()
    expect(canary?.outcome).toBe('rolled back')
    const harm = canary?.harm
    expect((harm?.harmed ?? 0) + (harm?.unknown ?? 0)).toBeGreaterThan(0)
    expect(harm?.requests).toBeGreaterThanOrEqual(harm?.harmed as number)
    expect(netloom.notices().some((text) => text.includes('was rolled back automatically. Reason: '))).toBe(true)
  })
})

test('an equally good one is promoted automatically, and nothing of the canary remains', async () => {
  await netloom.run('canary.start', { automatic: true, steps: [5, 25, 50] })
  editMs = 600
  await netloom.run('service.play', { speed: 1e9 })
  await until(() => kept() === undefined && !netloom.state().operate?.clock.playing)
  expect(await aliases()).toEqual({ champion: 2 })
  expect(share()).toBe(0)
  const { history = [] } = (await state()).canary ?? {}
  expect(history.map((step) => step.action)).toEqual(['started', 'advanced', 'advanced', 'promoted'])
  const changes = operateController(netloom.studio)
    .log()
    .changes.filter(({ what }) => 'by' in what)
  expect(changes.flatMap(({ what }) => (what.type === 'share' ? [what.to] : []))).toEqual([5, 25, 50, 0])
  const last = changes.slice(-4)
  expect(last.map(({ what }) => what.type)).toEqual(['alias', 'alias', 'share', 'canary'])
  expect(new Set(last.map(({ at }) => at)).size).toBe(1)
  // In a replay, the worker takes all steps but the first one.
  const spec = operateController(netloom.studio).store.getState().served as ServiceSpec
  expect(planReplay(changes, { spec, aliases: {} }, []).map(({ type }) => type)).toEqual(['aliases', 'canary'])
  const [line] = await netloom.run<{ moves: { alias: string; by: string; to?: number }[] }[]>('registry.models')
  expect(line?.moves.slice(-2)).toMatchObject([
    { alias: 'champion', by: 'canary', to: 2 },
    { alias: 'challenger', by: 'canary' },
  ])
})

test('the user changes the traffic share, is stopped at the gate, and rolls back', async () => {
  await netloom.run('canary.start')
  expect(await netloom.refused('canary.start')).toBe('canary-running')
  expect(await netloom.refused('canary.advance')).toBe('canary-gate')
  expect(await netloom.refused('canary.share', { percent: 101 })).toBe('canary-percent')
  await netloom.run('canary.share', { percent: 25 })
  expect([share(), kept()?.step]).toEqual([25, 1])
  await netloom.run('canary.rollback', { why: 'lunch' })
  // Without labels, nobody knows which version is more accurate.
  expect(netloom.notices().at(-1)).toMatch(/was rolled back by you\. Reason: [Ll]unch\. No request is known/)
  expect([share(), kept(), await aliases()]).toEqual([0, undefined, { champion: 1 }])
  expect(await netloom.refused('canary.advance')).not.toBe('not refused')
})

test('a share set in the diagram while nothing serves is a change of the canary: starting the service does not restore the old one', async () => {
  await netloom.run('canary.start')
  await until(async () => (await state()).canary?.comparison.percent === 5)
  operateController(netloom.studio).stop()
  const { nodes = [] } = netloom.app().project.services?.[0]?.drawing ?? {}
  const node = nodes.find(({ kind }) => kind === 'split')?.id
  await netloom.run('graph.set', { service: 'moons', node, params: { champion: 75, challenger: 25 } })
  expect(kept()).toMatchObject({ percent: 25, step: 1 })
  await netloom.run('graph.undo', { service: 'moons' })
  expect(kept()).toMatchObject({ percent: 5, step: 0 })
  await netloom.run('graph.set', { service: 'moons', node, params: { champion: 100, challenger: 0 } })
  expect(kept()).toMatchObject({ percent: 0, step: -1 })
  // Requests that are read late do not bring the old share back.
  const { store } = operateController(netloom.studio)
  store.setState(({ log }) => ({ log: log && { ...log } }))
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(kept()).toMatchObject({ percent: 0, step: -1 })
  await netloom.run('service.start')
  await until(async () => (await state()).canary?.history.at(-1)?.action === 'resumed')
  await until(async () => (await state()).canary?.comparison.percent === 0)
  expect([share(), kept()?.percent]).toEqual([0, 0])
})

/** Closes the page without warning, and opens the saved project in the next page. */
async function reload(): Promise<void> {
  await netloom.run('project.save')
  const { id, services: [service] = [] } = netloom.app().project
  await netloom.vanish()
  operateController(netloom.studio).stop()
  netloom = await openTestStudio('moons-mlp', Promise.resolve(storage))
  await netloom.run('project.open', { id })
  await netloom.run('service.open', { name: service?.name })
}

/** Plays until this time, when the canary has passed its first gate but not its last. */
async function playPastStep(to: number): Promise<void> {
  await netloom.run('service.play', { speed: 1e9, to })
  await until(() => (kept()?.step ?? 0) > 0 && !netloom.state().operate?.clock.playing)
}

test.each(['the step', 'the canary'])(
  'a page that closes before the log of %s is saved: the next page serves the share at the end of the log',
  async (what) => {
    // The log of the service is opened again, on a disk that stops writing it.
    let isLost = false
    const { open } = storage.serviceLogs
    storage.serviceLogs.open = async (key) => {
      const file = await open(key)
      return { ...file, flush: async (...log) => (isLost ? 0 : file.flush(...log)) }
    }
    operateController(netloom.studio).close()
    await netloom.run('service.open', { name: 'moons' })
    await netloom.run('service.play', { speed: 1e9, to: HOUR })
    await until(() => !netloom.state().operate?.clock.playing)
    const { log } = operateController(netloom.studio)
    if (what === 'the canary') await log().flush()
    isLost = what === 'the canary'
    await netloom.run('canary.start', { automatic: true, steps: [5, 25, 50] })
    await until(async () => (await state()).canary !== null)
    if (what === 'the step') await log().flush()
    isLost = true
    await playPastStep(4 * HOUR)
    await reload()
    await until(() => share() === 5)
    expect(kept()).toMatchObject({ percent: 5, step: 0 })
    expect(netloom.notices()).toContain(
      'The canary of version 2 of "moons" continues at 5%, its traffic share at the end of the saved log.',
    )
    await netloom.run('service.start')
    const last = what === 'the step' ? 'resumed' : 'started'
    await until(async () => (await state()).canary?.history.at(-1)?.action === last)
    expect([(await state()).canary?.comparison.percent, share(), kept()?.step]).toEqual([5, 5, 0])
  },
)

test('a page that closes before the project is saved: the next page serves the share at the end of the log', async () => {
  await netloom.run('canary.start', { automatic: true, steps: [5, 25, 50] })
  await netloom.run('project.save')
  const { put } = storage.projects
  storage.projects.put = async (project) => ({ ...project, revision: project.revision + 1 })
  await playPastStep(3 * HOUR)
  const { log } = operateController(netloom.studio)
  await log().flush()
  const { percent = 0, step } = log().readings.canary.track ?? {}
  await reload()
  storage.projects.put = put
  await until(() => share() === percent)
  expect([kept()?.step, percent > 5]).toEqual([step, true])
})

test('a canary that is rolled back while nothing serves is also over in the log, once the service starts', async () => {
  await netloom.run('canary.start')
  await until(async () => (await state()).canary?.comparison.percent === 5)
  operateController(netloom.studio).stop()
  await netloom.run('canary.rollback', { why: 'lunch' })
  expect([share(), kept(), (await state()).canary?.outcome]).toEqual([0, undefined, undefined])
  expect(netloom.state().operate?.canary).toBeNull()
  await netloom.run('service.start')
  await until(async () => (await state()).canary?.outcome !== undefined)
  const { action, by, percent } = (await state()).canary?.history.at(-1) ?? {}
  expect([action, by, percent]).toEqual(['rolled back', 'user', 0])
  expect([share(), kept(), await aliases()]).toEqual([0, undefined, { champion: 1 }])
})

test('an invalid diagram does not hide a canary: it continues with the previous diagram, and can be rolled back', async () => {
  await netloom.run('canary.start')
  const controller = operateController(netloom.studio)
  await until(async () => {
    const { served } = controller.store.getState()
    return served !== null && findCanarySplit(served).percent === 5
  })
  await netloom.run('graph.remove', { service: 'moons', nodes: ['challenger'] })
  expect(controller.store.getState().board?.store.getState().report.checked).toBeUndefined()
  expect(controller.canary.split()).toMatchObject({ challenger: 'challenger', percent: 5 })
  await netloom.run('canary.rollback')
  expect([share(), kept(), await aliases()]).toEqual([0, undefined, { champion: 1 }])
  await until(async () => (await state()).canary?.outcome === 'rolled back')
})

test('undo reverts a gate that was passed manually, and a change of the share', async () => {
  await netloom.run('canary.start')
  await netloom.run('service.play', { speed: 1e9, to: 8 * HOUR })
  await until(async () => (await state()).canary?.decision?.do === 'advance')
  await netloom.run('canary.advance')
  expect([share(), kept()?.step]).toEqual([25, 1])
  await netloom.run('canary.undo')
  expect([share(), kept()?.step]).toEqual([5, 0])
})

test('a canary that starts the service is started once, by the user', async () => {
  await netloom.run('canary.start')
  await until(async () => (await state()).canary !== null)
  await netloom.run('canary.share', { percent: 10 })
  await until(async () => (await state()).canary?.history.at(-1)?.action === 'advanced')
  expect((await state()).canary?.history.map(({ action, by }) => [action, by])).toEqual([
    ['started', 'user'],
    ['advanced', 'user'],
  ])
})

test('a share without a challenger would reach no version: it is refused, and the diagram stays valid', async () => {
  expect(await netloom.refused('canary.share', { percent: 50 })).toBe('canary-share-alone')
  expect([share() ?? 0, kept(), await aliases()]).toEqual([0, undefined, { champion: 1 }])
  // A challenger that was rolled back is not offered again.
  expect(await netloom.refused('canary.start', { version: 1 })).toBe('canary-champion')
  await netloom.run('canary.start')
  await netloom.run('canary.rollback')
  expect(netloom.notices().at(-1)).toMatch(/^Version 2 of "moons" was rolled back by you\. No request/)
  expect(await netloom.refused('canary.share', { percent: 100 })).toBe('canary-share-alone')
  await netloom.run('registry.alias', { model: 'moons', alias: 'challenger', version: 2 })
  await netloom.run('canary.share', { percent: 50 })
  expect(share()).toBe(50)
})

test('a practice model describes what was saved, and is not the default challenger after its rollback', async () => {
  await netloom.run('canary.practice', { kind: 'slow' })
  expect(netloom.notices().at(-1)).toBe(
    'Saved version 3 of "moons": a deliberately bad copy of version 1 (slow). It is now the challenger and gets no requests until a canary starts.',
  )
  await netloom.run('canary.start')
  expect(kept()?.plan.to).toBe(3)
  await netloom.run('canary.rollback')
  await netloom.run('canary.start')
  expect(kept()?.plan.to).toBe(2)
})

test('the latency limit allows for the wait of the champion’s batches', async () => {
  const { nodes = [] } = netloom.app().project.services?.[0]?.drawing ?? {}
  const node = nodes.find(({ kind, params }) => kind === 'model' && (params.alias ?? 'champion') === 'champion')?.id
  await netloom.run('graph.set', { service: 'moons', node, params: { batch: 8, waitMs: 500 } })
  await netloom.run('canary.start')
  expect(kept()?.plan.limits.lateMs).toBeGreaterThan(500)
})

test('at 100% nothing is compared: the gate uses what is known by then, and the user may still promote', async () => {
  await netloom.run('canary.start')
  await netloom.run('canary.share', { percent: 100 })
  await until(async () => (await state()).canary?.comparison.percent === 100)
  expect((await state()).canary?.decision).toMatchObject({ do: 'hold', missing: [{ what: 'margin' }] })
  expect(await netloom.refused('canary.advance')).toBe('canary-gate')
  await netloom.run('canary.promote', { why: 'it had all requests' })
  expect([await aliases(), share(), kept()]).toEqual([{ champion: 2 }, 0, undefined])
})

test.each(['the alias of the champion', 'the alias of the challenger', 'nothing'])(
  'an interrupted promotion that had moved %s is completed; the champion is never missing',
  async (moved) => {
    await netloom.run('canary.start')
    const before = kept() as SavedCanary
    await until(async () => (await state()).canary !== null)
    operateController(netloom.studio).stop()
    // Puts the storage into the state that an interruption leaves behind: aliases are moved one at a time, and the
    // diagram and the canary are saved last.
    if (moved !== 'nothing') await storage.aliases.move({ model: 'moons', alias: 'champion', to: 2, by: 'x', why: '' })
    if (moved === 'the alias of the challenger')
      await storage.aliases.move({ model: 'moons', alias: 'challenger', by: 'x', why: '' })
    await netloom.run('service.start')
    if (moved === 'nothing') {
      await until(async () => (await state()).canary?.history.at(-1)?.action === 'resumed')
      expect([kept(), share(), (await aliases()).champion]).toEqual([before, 5, 1])
    } else {
      await until(() => kept() === undefined)
      expect([await aliases(), share()]).toEqual([{ champion: 2 }, 0])
    }
  },
)

test('a challenger that is damaged on disk is not promoted: the champion stays and gets all requests', async () => {
  await netloom.run('canary.start')
  const { move } = storage.aliases
  storage.aliases.move = async (change) => {
    if (change.alias === 'champion')
      return netloom.studio.run('model.predict', { model: { name: 'gone' }, inputs: [] }) as never
    return move(change)
  }
  expect(await netloom.refused('canary.promote')).toBe('canary-not-moved')
  expect([await aliases(), share(), kept()]).toEqual([{ champion: 1 }, 0, undefined])
})

test.each([0, 1])(
  'a disk that fails in a promotion after %i alias moves leaves a complete champion, and the rest is recovered',
  async (moves) => {
    await netloom.run('canary.start')
    await until(async () => (await state()).canary !== null)
    const { move } = storage.aliases
    let done = 0
    storage.aliases.move = (change) => (done++ < moves ? move(change) : Promise.reject(new Error('the disk is gone')))
    await expect(netloom.run('canary.promote')).rejects.toThrow('the disk is gone')
    const at = (await aliases()).champion as number
    expect(at).toBe(moves + 1)
    expect((await storage.models.get('moons', at))?.hash).toHaveLength(64)
    storage.aliases.move = move
    operateController(netloom.studio).stop()
    await netloom.run('service.start')
    if (moves === 0) {
      await until(async () => (await state()).canary?.history.at(-1)?.action === 'resumed')
      expect([kept()?.percent, share(), await aliases()]).toEqual([5, 5, { champion: 1, challenger: 2 }])
    } else {
      await until(() => kept() === undefined)
      expect([share(), await aliases()]).toEqual([0, { champion: 2 }])
    }
  },
)
