import { expect, test } from 'vitest'
import type { RunState } from '../../protocol/run-state'
import { makeStopwatch } from './stopwatch'

const facts = { drawingVersion: 1, steps: 100, epoch: 0, history: [] }
const at = (tag: 'preparing' | 'training' | 'paused', id: string, step: number, begunAt?: number): RunState => ({
  tag,
  id,
  ...facts,
  step,
  ...(begunAt === undefined ? {} : { begunAt }),
})
const done = (id: string): RunState => ({ tag: 'done', why: 'finished', id, ...facts, step: 100 })

test('pauses and other questions do not count as time of a run', () => {
  let now = 1000
  const watch = makeStopwatch(() => now)
  const look = (ms: number, run: RunState, aside?: 'aside') => {
    now = 1000 + ms
    watch.look(run, aside)
  }
  look(0, at('preparing', 'a', 0))
  look(400, at('training', 'a', 0, 0))
  look(500, at('training', 'a', 1, 0))
  look(1000, at('paused', 'a', 9, 0))
  look(61_000, at('training', 'a', 9, 0))
  look(62_000, at('training', 'a', 20, 0), 'aside')
  look(70_000, at('training', 'a', 20, 0))
  expect(watch.took()).toBeUndefined()
  look(71_000, done('a'))
  look(99_000, done('a'))
  expect(watch.took()).toEqual({ seconds: 3, firstStepMs: 500 })
})

test('a resumed run and a failed one have no time', () => {
  let now = 0
  const watch = makeStopwatch(() => now++)
  watch.look(at('preparing', 'a', 50), undefined)
  watch.look(at('training', 'a', 51, 50), undefined)
  watch.look(done('a'), undefined)
  expect(watch.took()).toBeUndefined()
  watch.look(at('preparing', 'b', 0), undefined)
  watch.look(at('training', 'b', 1, 0), undefined)
  watch.look(
    { ...at('training', 'b', 1, 0), tag: 'failed', reason: { code: 'no-data', args: {} } } as RunState,
    undefined,
  )
  expect(watch.took()).toBeUndefined()
})
