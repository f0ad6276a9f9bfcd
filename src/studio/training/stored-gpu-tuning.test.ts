import { expect, test, vi } from 'vitest'
import type { FromTrainer, ToTrainer } from '../../protocol/trainer-messages'
import { openStorage } from '../../storage/open-storage'
import { keepTuning } from '../make-studio'

/** Opens tuned trainers over a storage; they record the messages sent to them. */
async function openTuned(storage = openStorage()) {
  const settings = await storage
  const opened: { readonly sent: ToTrainer[]; say(said: FromTrainer): void }[] = []
  const open = keepTuning(({ onMessage }) => {
    const sent: ToTrainer[] = []
    opened.push({ sent, say: onMessage })
    return {
      send: (said) => sent.push(said),
      ask: () => Promise.reject(new Error('nobody asks')),
      close: () => undefined,
    }
  }, settings)
  const onMessage = vi.fn()
  const trainer = () => {
    open({ onMessage, onLost: () => undefined })
    return opened.at(-1) as (typeof opened)[number]
  }
  return { trainer, onMessage, settings }
}

test("a worker's measurements are sent to the next worker, also after a reload", async () => {
  const { trainer, onMessage, settings } = await openTuned()
  const first = trainer()
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(first.sent).toEqual([])
  first.say({ type: 'tuned', json: '[["a","b"]]' })
  first.say({ type: 'pulse' })
  expect(onMessage.mock.calls).toEqual([[{ type: 'pulse' }]])
  const second = trainer()
  await vi.waitFor(() => expect(second.sent).toEqual([{ type: 'tuned', json: '[["a","b"]]' }]))
  const later = (await openTuned(Promise.resolve(settings))).trainer()
  await vi.waitFor(() => expect(later.sent).toEqual([{ type: 'tuned', json: '[["a","b"]]' }]))
})

test('failing storage blocks nothing', async () => {
  const settings = { get: () => Promise.reject(new Error('full')), put: () => Promise.reject(new Error('full')) }
  const sent: ToTrainer[] = []
  let say: (said: FromTrainer) => void = () => undefined
  const open = keepTuning(
    ({ onMessage }) => {
      say = onMessage
      return { send: (said) => sent.push(said), ask: () => Promise.reject(new Error('no')), close: () => undefined }
    },
    { settings },
  )
  open({ onMessage: () => undefined, onLost: () => undefined })
  say({ type: 'tuned', json: '[]' })
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(sent).toEqual([])
})
