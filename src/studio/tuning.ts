/** @file keepTuning: what a worker measures of this device is kept on it and told to the next one, so that nobody waits for it twice. */
import type { openTrainer } from '../protocol/trainer-client'
import type { Storage } from '../storage/records'

const KEY = 'gpu-tuning'

/** Opens trainers as `open` does; they hear what is known of the device, and what they find is kept. */
export function keepTuning(open: typeof openTrainer, storage: Pick<Storage, 'settings'>): typeof openTrainer {
  let known: Promise<unknown> | undefined
  return (options) => {
    known ??= storage.settings.get(KEY).catch(() => undefined)
    const client = open({
      ...options,
      onMessage(said) {
        if (said.type !== 'tuned') return options.onMessage(said)
        known = Promise.resolve(said.json)
        // Where it can't be kept, the next page measures again.
        storage.settings.put(KEY, said.json).catch(() => undefined)
      },
    })
    void known.then((json) => {
      if (typeof json === 'string') client.send({ type: 'tuned', json })
    })
    return client
  }
}
