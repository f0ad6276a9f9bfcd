/** @file TrainerDesk: the worker of the runs: opened when first needed, and what it has on its desk: rows, and a model. */
import type { Message } from '../messages/message'
import { hasPaged } from '../data/is-paged'
import type { openTrainer, TrainerClient } from '../protocol/trainer-client'
import type { FromTrainer } from '../protocol/trainer-messages'
import type { ReadyData } from './data-session'
import type { Loadable } from './predictor'

/** The model the worker holds: a run's, or a checkpoint's loaded again. */
export interface Held extends Omit<Loadable, 'weights'> {
  readonly run: string
  /** What the run trains on; a loaded model has none. */
  readonly ready?: ReadyData
}

export interface TrainerDesk {
  /** The worker, opened if need be. */
  client(): TrainerClient
  readonly isOpen: boolean
  /** Sends the rows unless the worker has them. */
  sendRows(ready: ReadyData): void
  hold(held: Held): void
  /** Forgets the model: the next question loads one. */
  letGo(): void
  readonly held: Held | undefined
  /** Ends the worker. */
  drop(): void
}

/** A desk whose worker is opened by `open`. */
export function makeTrainerDesk(
  open: typeof openTrainer,
  onMessage: (said: FromTrainer) => void,
  onGone: (said: Message) => void,
  onQuiet: (seconds: number) => void,
): TrainerDesk {
  let client: TrainerClient | undefined
  let sent: string | undefined
  let held: Held | undefined

  function drop(): void {
    client?.close()
    onQuiet(0)
    client = undefined
    sent = undefined
    held = undefined
  }
  function opened(): TrainerClient {
    client ??= open({
      onMessage,
      onQuiet,
      onGone(said) {
        drop()
        onGone(said)
      },
    })
    return client
  }
  return {
    client: opened,
    get isOpen() {
      return client !== undefined
    },
    sendRows({ key, dataset }) {
      // The same rows in memory and outside of it are not the same to a worker's memory.
      const now = `${key} ${hasPaged(dataset)}`
      if (sent === now) return
      opened().send({ type: 'data', key, dataset })
      sent = now
    },
    hold(model) {
      held = model
    },
    letGo() {
      held = undefined
    },
    get held() {
      return held
    },
    drop,
  }
}
