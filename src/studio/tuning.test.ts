import { expect, test, vi } from 'vitest'
import type { FromTrainer, ToTrainer } from '../protocol/trainer-messages'
import { openStorage } from '../storage/open'
import { keepTuning } from './tuning'

/** Trainers that keep what they hear, over a storage. */
async function scene(storage = openStorage()) {
  const settings = await storage
  const opened: { readonly heard: ToTrainer[]; say(said: FromTrainer): void }[] = []
  const open = keepTuning(({ onMessage }) => {
    const heard: ToTrainer[] = []
    opened.push({ heard, say: onMessage })
    return {
      send: (said) => heard.push(said),
      ask: () => Promise.reject(new Error('nobody asks')),
      close: () => undefined,
    }
  }, settings)
  const onMessage = vi.fn()
  const trainer = () => {
    open({ onMessage, onGone: () => undefined })
    return opened.at(-1) as (typeof opened)[number]
  }
  return { trainer, onMessage, settings }
}

test('what a worker measured is told to the next one, and to those of the next page', async () => {
  const { trainer, onMessage, settings } = await scene()
  const first = trainer()
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(first.heard).toEqual([])
  first.say({ type: 'tuned', json: '[["a","b"]]' })
  first.say({ type: 'pulse' })
  expect(onMessage.mock.calls).toEqual([[{ type: 'pulse' }]])
  const second = trainer()
  await vi.waitFor(() => expect(second.heard).toEqual([{ type: 'tuned', json: '[["a","b"]]' }]))
  const later = (await scene(Promise.resolve(settings))).trainer()
  await vi.waitFor(() => expect(later.heard).toEqual([{ type: 'tuned', json: '[["a","b"]]' }]))
})

test('a storage that fails holds up nobody', async () => {
  const settings = { get: () => Promise.reject(new Error('full')), put: () => Promise.reject(new Error('full')) }
  const heard: ToTrainer[] = []
  let say: (said: FromTrainer) => void = () => undefined
  const open = keepTuning(
    ({ onMessage }) => {
      say = onMessage
      return { send: (said) => heard.push(said), ask: () => Promise.reject(new Error('no')), close: () => undefined }
    },
    { settings },
  )
  open({ onMessage: () => undefined, onGone: () => undefined })
  say({ type: 'tuned', json: '[]' })
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(heard).toEqual([])
})
