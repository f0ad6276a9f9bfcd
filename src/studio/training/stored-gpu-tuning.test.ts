import { expect, test, vi } from 'vitest'
import type { ToTrainer } from '../../protocol/trainer-messages'
import { openStorage } from '../../storage/open-storage'
import { keepTuning } from '../make-studio'

/** Opens tuned trainers over a storage; they record the messages sent to them. */
async function openTuned(storage = openStorage()) {
  const settings = await storage
  const opened: { readonly sent: ToTrainer[]; tuned(json: string): void; readonly onMessage: unknown }[] = []
  const open = keepTuning(({ onMessage, onTuned }) => {
    const sent: ToTrainer[] = []
    opened.push({ sent, tuned: (json) => onTuned?.(json), onMessage })
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
  first.tuned('[["a","b"]]')
  expect(first.onMessage).toBe(onMessage)
  expect(onMessage).not.toHaveBeenCalled()
  const second = trainer()
  await vi.waitFor(() => expect(second.sent).toEqual([{ type: 'tuned', json: '[["a","b"]]' }]), 20_000)
  const later = (await openTuned(Promise.resolve(settings))).trainer()
  await vi.waitFor(() => expect(later.sent).toEqual([{ type: 'tuned', json: '[["a","b"]]' }]), 20_000)
})

test('failing storage blocks nothing', async () => {
  const settings = { get: () => Promise.reject(new Error('full')), put: () => Promise.reject(new Error('full')) }
  const sent: ToTrainer[] = []
  let tuned: ((json: string) => void) | undefined
  const open = keepTuning(
    ({ onTuned }) => {
      tuned = onTuned
      return { send: (said) => sent.push(said), ask: () => Promise.reject(new Error('no')), close: () => undefined }
    },
    { settings },
  )
  open({ onMessage: () => undefined, onLost: () => undefined })
  expect(tuned).toBeDefined()
  tuned?.('[]')
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(sent).toEqual([])
})
