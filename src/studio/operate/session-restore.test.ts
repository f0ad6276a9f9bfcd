/**
 * A service after a reload: a notice reports either what was lost or that everything was restored, and is shown only
 * once.
 */
import { callOf } from '../run-command'
import { afterEach, expect, test, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { message, formatMessage } from '../../messages/message'
import type { TabMemory } from '../../storage/tab-locks'
import type { AppContext } from '../context'
import type { Notice } from '../state'
import { serviceToRestore, withSessionRestore } from './session-restore'
import { INITIAL_OPERATE, type OperateState } from './state'

const LEFT = { project: 'p', service: 'birds', tab: 'live', speed: 3600, at: 38_160_000, requests: 500, did: 'play' }

/** A controller as in a page that was just loaded, and the notices it shows. */
function page(kept: string | undefined) {
  const memory = new Map(kept === undefined ? [] : [['left-off', kept]])
  const tab: TabMemory = { get: (key) => memory.get(key), put: (key, value) => void memory.set(key, value) }
  const notices: Omit<Notice, 'id'>[] = []
  const closed: (number | undefined)[] = []
  const studio = {
    store: createStore(() => ({ project: { id: 'p' }, room: 'operate' })),
    async run(command: string, given: Omit<Notice, 'id'> & { id?: number }) {
      if (command === 'notice.show') return notices.push(given)
      closed.push(given.id)
    },
  } as unknown as AppContext
  const store = createStore<OperateState>(() => INITIAL_OPERATE)
  let log = { at: 0, requests: () => 0, settled: async () => undefined, flush: async () => void flushes.count++ }
  const flushes = { count: 0 }
  withSessionRestore(studio, { store, log: () => log as never }, tab)
  return {
    ...{ studio, store, notices, closed, flushes, memory },
    open(service: string, at: number, requests: number) {
      log = { ...log, at, requests: () => requests }
      store.setState(({ clock }) => ({ service, clock: { ...clock, at } }))
    },
  }
}

/** The text of a notice. */
function textOf(notice: Omit<Notice, 'id'> | undefined): string {
  return notice?.message ? formatMessage(notice.message) : ''
}

test('a loss is reported in virtual time and requests, and one click resumes at the same speed', () => {
  const { open, notices, store, studio } = page(JSON.stringify(LEFT))
  expect(serviceToRestore(studio)).toBe('birds')
  open('birds', 37_980_000, 460)
  expect(notices).toEqual([
    {
      tone: 'bad',
      message: message('log-cut', { ms: 180_000, requests: 40, at: 37_980_000, played: true }),
      action: { title: 'Start service and play', ...callOf('service.play', { speed: 3600 }) },
    },
  ])
  expect(textOf(notices[0])).toBe(
    'The log of the last 3 simulated minutes (40 requests) before the page closed was not saved. The service continues from Mon, Jan 1, 10:33, and the scenario plays the same events again from there.',
  )
  expect(formatMessage(message('log-cut', { ms: 60_000, requests: 1, at: 0 }))).toBe(
    'The log of the last simulated minute (1 request) before the page closed was not saved. The service continues from Mon, Jan 1, 00:00.',
  )
  expect(store.getState()).toMatchObject({ tab: 'live', clock: { speed: 3600, at: 37_980_000 } })
  expect(serviceToRestore(studio)).toBeUndefined()
  store.setState({ service: null })
  open('birds', 37_980_000, 460)
  expect(notices).toHaveLength(1)
})

test('no loss is reported as such; a service that was stopped is restored without a notice', () => {
  const served = page(JSON.stringify({ ...LEFT, did: 'serve' }))
  served.open('birds', LEFT.at - 3, LEFT.requests)
  expect(served.notices).toMatchObject([
    { tone: 'info', action: { title: 'Start service', ...callOf('service.start') } },
  ])
  expect(textOf(served.notices[0])).toContain('Its log is complete')
  const rested = page(JSON.stringify({ ...LEFT, did: 'rest' }))
  rested.open('birds', LEFT.at, LEFT.requests)
  expect(rested.notices).toEqual([])
  expect(rested.store.getState()).toMatchObject({ tab: 'live', clock: { speed: 3600 } })
  const cut = page(JSON.stringify({ ...LEFT, did: 'rest' }))
  cut.open('birds', LEFT.at, LEFT.requests - 1)
  expect(cut.notices.map((notice) => [textOf(notice).slice(0, 27), notice.action])).toEqual([
    ['The log of the last request', undefined],
  ])
})

test.each([
  ['serves', { serving: { tag: 'on' } as OperateState['serving'] }],
  ['is gone, for example because another project opens', { service: null }],
  ['is left for another one', { service: 'fish' }],
])('the notice closes once its service %s', async (_, then) => {
  const { open, store, notices, closed } = page(JSON.stringify(LEFT))
  open('birds', 37_980_000, 460)
  store.setState(({ clock }) => ({ serving: { tag: 'opening' }, clock: { ...clock, speed: 60 } }))
  await Promise.resolve()
  expect([notices.length, closed]).toEqual([1, []])
  store.setState(then)
  await Promise.resolve()
  await Promise.resolve()
  store.setState({ service: null })
  await Promise.resolve()
  expect(closed).toEqual([1])
})

test('a tab that is chosen before the service is open stays; an old id of a saved tab still works', () => {
  const asked = page(JSON.stringify({ ...LEFT, did: 'rest' }))
  asked.store.setState({ tab: 'drills' })
  asked.open('birds', LEFT.at, LEFT.requests)
  expect(asked.store.getState()).toMatchObject({ tab: 'drills', clock: { speed: 3600 } })
  const saved = page(JSON.stringify({ ...LEFT, tab: 'race', did: 'rest' }))
  saved.open('birds', LEFT.at, LEFT.requests)
  expect(saved.store.getState().tab).toBe('policies')
})

test.each([
  undefined,
  '{',
  '7',
  'null',
  JSON.stringify({ ...LEFT, at: 'soon' }),
  JSON.stringify({ ...LEFT, speed: 0 }),
  JSON.stringify({ ...LEFT, tab: 'hall' }),
  JSON.stringify({ ...LEFT, did: 'sing' }),
  JSON.stringify({ ...LEFT, project: 'another' }),
  JSON.stringify({ ...LEFT, service: 'fish' }),
])('other services are not mentioned: %s', (kept) => {
  const { open, notices, store } = page(kept)
  open('birds', 0, 0)
  expect(notices).toEqual([])
  expect(store.getState().tab).toBe(INITIAL_OPERATE.tab)
})

test('when the scenario pauses, pending entries are saved at once', async () => {
  const { open, store, flushes } = page(undefined)
  open('birds', 0, 0)
  store.setState(({ clock }) => ({ clock: { ...clock, playing: true } }))
  await Promise.resolve()
  expect(flushes.count).toBe(0)
  store.setState(({ clock }) => ({ clock: { ...clock, playing: false } }))
  await Promise.resolve()
  await Promise.resolve()
  expect(flushes.count).toBe(1)
})

afterEach(() => vi.unstubAllGlobals())

test('a closing page saves its state; one that closes before the service is open keeps the stored state', async () => {
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  const going = new EventTarget()
  vi.stubGlobal('document', document)
  vi.stubGlobal('addEventListener', going.addEventListener.bind(going))
  const kept = JSON.stringify(LEFT)
  const { open, store, memory, flushes } = page(kept)
  const left = () => JSON.parse(memory.get('left-off') ?? 'null')
  going.dispatchEvent(new Event('pagehide'))
  expect(left()).toEqual(LEFT)
  open('birds', LEFT.at, LEFT.requests)
  store.setState(({ clock }) => ({ tab: 'drift', clock: { at: 40_000_000, speed: 60, playing: true } as typeof clock }))
  await Promise.resolve()
  const before = flushes.count
  Object.assign(document, { visibilityState: 'hidden' })
  document.dispatchEvent(new Event('visibilitychange'))
  expect(left()).toEqual({ ...LEFT, tab: 'drift', at: 40_000_000, speed: 60, did: 'play' })
  await Promise.resolve()
  expect(flushes.count).toBe(before + 1)
  Object.assign(document, { visibilityState: 'visible' })
  document.dispatchEvent(new Event('visibilitychange'))
  expect(left()).toBeNull()
})
