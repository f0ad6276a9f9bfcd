/**
 * @file keepTuning: stores what a worker measures about this device and sends it to later workers, so that nothing is
 * measured twice.
 */
import type { openTrainer } from '../protocol/trainer-client'
import type { Storage } from '../storage/records'

const KEY = 'gpu-tuning'

/** Wraps `open`: trainers receive the stored measurements, and new measurements are stored. */
export function keepTuning(open: typeof openTrainer, storage: Pick<Storage, 'settings'>): typeof openTrainer {
  let known: Promise<unknown> | undefined
  return (options) => {
    known ??= storage.settings.get(KEY).catch(() => undefined)
    const client = open({
      ...options,
      onMessage(received) {
        if (received.type !== 'tuned') return options.onMessage(received)
        known = Promise.resolve(received.json)
        // If storing fails, the next page measures again.
        storage.settings.put(KEY, received.json).catch(() => undefined)
      },
    })
    void known.then((json) => {
      if (typeof json === 'string') client.send({ type: 'tuned', json })
    })
    return client
  }
}
