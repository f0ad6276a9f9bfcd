/**
 * The worker or the page is killed during a canary: the champion alias always points to a completely stored version,
 * and a bad challenger is rolled back.
 */
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { HOUR } from '../../../ops/scenario/scenario'
import type { FromServing, ToServing } from '../../../protocol/serving-messages'
import { testScope } from '../../../protocol/worker-scope.test-help'
import { serveService } from '../../../serving/serve-service'
import { memoryStorage } from '../../../storage/open-storage'
import type { ModelRecord, Storage } from '../../../storage/records'
import { fixedTiming } from '../../testing/node-serving.test-help'
import { trainMoons } from '../../testing/served-moons.test-help'
import { openTestStudio, type TestStudio } from '../../testing/studio-fixture'
import type { CanaryResult } from '../console-results'
import { operateController } from '../controller'

/** Whether the worker dies instead of sending this message. */
let dies: (message: FromServing) => boolean = () => false
let deaths = 0

/** Runs the worker code on this thread until it dies at a chosen message. */
class MortalWorker {
  onmessage: ((event: { data: FromServing }) => void) | null = null
  onerror: ((event: { message: string; preventDefault(): void }) => void) | null = null
  onmessageerror: null = null
  private dead = false
  private readonly server = testScope<ToServing, FromServing>((message) => {
    if (this.dead) return
    if (dies(message)) {
      deaths++
      this.dead = true
      const { onerror } = this
      setImmediate(() => onerror?.({ message: 'killed', preventDefault() {} }))
      return
    }
    const data = structuredClone(message)
    setImmediate(() => this.onmessage?.({ data }))
  })
  private readonly end = serveService(this.server.scope, async (service) => fixedTiming(service))
  postMessage(message: ToServing): void {
    const given = structuredClone(message)
    setImmediate(() => this.server.deliver(given))
  }
  terminate(): void {
    this.dead = true
    this.onmessage = null
    this.end()
  }
}

/** A disk as seen by one page. Once the page is dead, writes are dropped and no call returns. */
function pageOn<T extends object>(disk: T, page: { dead: boolean }): T {
  return new Proxy(disk, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value === 'function')
        return (...given: unknown[]) => (page.dead ? new Promise(() => {}) : Reflect.apply(value, target, given))
      return typeof value === 'object' && value !== null ? pageOn(value, page) : value
    },
  })
}

const HOURS = 40
const SCORE = {
  seed: 5,
  durationMs: HOURS * HOUR,
  notes: [{ id: 'n0', kind: 'rate', startMs: 0, lengthMs: HOURS * HOUR, perMinute: 20 }],
}

let model: ModelRecord
let disk: Storage
let page: { dead: boolean }
let netloom: TestStudio

beforeAll(async () => {
  model = await trainMoons()
}, 60_000)
beforeEach(async () => {
  vi.stubGlobal('Worker', MortalWorker)
  // Without this, the two pages would receive each other's messages even when closed, because they share one process.
  vi.stubGlobal('BroadcastChannel', undefined)
  dies = () => false
  deaths = 0
  disk = memoryStorage()
  await disk.models.add(model)
  page = { dead: false }
  netloom = await openTestStudio('moons-mlp', Promise.resolve(pageOn(disk, page)))
  await netloom.when((s) => s.data.loaded)
  await netloom.run('registry.alias', { model: 'moons', alias: 'champion', version: 1 })
  await netloom.run('service.new', { model: 'moons' })
  await netloom.run('scenario.set', { scenario: SCORE })
  await netloom.run('canary.practice', { kind: 'permuted classes' })
  await netloom.run('canary.start', { automatic: true })
  await netloom.run('project.save')
})
afterEach(async () => {
  operateController(netloom.studio).close()
  await netloom.close()
  vi.unstubAllGlobals()
})

const kept = () => netloom.app().project.services?.[0]?.canary
const share = () =>
  netloom.app().project.services?.[0]?.drawing.nodes.find(({ kind }) => kind === 'split')?.params.challenger

async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let i = 0; i < 6000; i++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`still waiting: ${what}`)
}

/** Reads the aliases from disk, and checks that the champion's version is stored completely. */
async function whole() {
  const { now } = await disk.aliases.of('moons')
  expect((await disk.models.get('moons', now.champion ?? 0))?.weights.data.length).toBeGreaterThan(0)
  return now
}

async function playedOut(): Promise<void> {
  await netloom.run('service.start')
  await netloom.run('service.play', { speed: 1e9 })
  await until(() => kept() === undefined, 'that it is rolled back')
  expect([await whole(), share()]).toEqual([{ champion: 1 }, 0])
}

const hasStep = (did: string) => (message: FromServing) =>
  message.type === 'entries' &&
  message.entries.some(({ kind, ...entry }) => kind === 'change' && JSON.stringify(entry).includes(`"did":"${did}"`))

test.each([
  ['its first requests', () => true],
  ['the rollback of the challenger', hasStep('rolled back')],
])(
  'a worker that dies before it reported %s: the canary continues in the next worker and ends as expected',
  async (_, of) => {
    const kills = (message: FromServing) => message.type === 'entries' && of(message)
    dies = (message) => deaths === 0 && kills(message)
    await netloom.run('service.play', { speed: 1e9 })
    await until(() => netloom.state().operate?.serving === 'failed', 'that it is dead')
    expect([await whole(), kept()?.percent, share()]).toEqual([{ champion: 1, challenger: 2 }, 5, 5])
    await playedOut()
    expect(deaths).toBe(1)
    expect((await netloom.run<CanaryResult>('canary.state')).canary?.outcome).toBe('rolled back')
  },
)

test.each(['before', 'after'])(
  'a page that dies %s the alias of a failed challenger was moved: the next page completes the rollback',
  async (when) => {
    const { move } = disk.aliases
    disk.aliases.move = async (change) => {
      if (when === 'after') await move(change)
      page.dead = true
      return new Promise(() => {})
    }
    await netloom.run('service.play', { speed: 1e9 })
    await until(() => page.dead, 'that the page is dead')
    disk.aliases.move = move
    await netloom.vanish()
    operateController(netloom.studio).stop()
    expect((await whole()).champion).toBe(1)

    const { id } = netloom.app().project
    page = { dead: false }
    netloom = await openTestStudio('moons-mlp', Promise.resolve(pageOn(disk, page)))
    await netloom.run('project.open', { id })
    await netloom.when((s) => s.data.loaded)
    const name = netloom.app().project.services?.[0]?.name
    expect(kept()?.percent).toBe(5)
    await netloom.run('service.open', { name })
    expect((await whole()).champion).toBe(1)
    await playedOut()
  },
)

test('a promotion saves the evidence of the gate, and its notice says that the gate failed', async () => {
  await netloom.run('canary.promote', { why: 'a test' })
  const { moves } = await disk.aliases.of('moons')
  const verdicts = moves
    .findLast(({ alias }) => alias === 'champion')
    ?.evidence?.map((one) => `${one.what} ${one.verdict}`)
  expect(verdicts).toEqual(expect.arrayContaining(['whole passed', 'score failed', 'slice failed']))
  expect(netloom.notices().at(-1)).toMatch(
    /^Version 2 of "moons" is now the champion, although it failed its gate \(checks that failed: .*"Not much worse/,
  )
})
