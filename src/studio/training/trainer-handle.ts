/**
 * @file TrainerHandle: the training worker for runs, opened on first use, and the rows and the model that are loaded in
 * it.
 */
import type { Message } from '../../messages/message'
import { hasPaged } from '../../data/column-values'
import type { openTrainer, TrainerClient } from '../../protocol/trainer-client'
import type { FromTrainer } from '../../protocol/trainer-messages'
import type { ReadyData } from '../data/data-session'
import type { Loadable } from '../models/predictor'

/** The model loaded in the worker: a run's model, or a model reloaded from a checkpoint. */
export interface LoadedModel extends Omit<Loadable, 'weights'> {
  readonly run: string
  /** The data that the run trains on; absent for a reloaded model. */
  readonly ready?: ReadyData
}

export interface TrainerHandle {
  /** The worker, opened on first use. */
  client(): TrainerClient
  readonly isOpen: boolean
  /** Sends the rows unless the worker already has them. */
  sendRows(ready: ReadyData): void
  setLoaded(loaded: LoadedModel): void
  /** Forgets the loaded model, so that the next prediction loads one. */
  clearLoaded(): void
  readonly held: LoadedModel | undefined
  /** Counts how often `held` has changed. */
  readonly changes: number
  /** Closes the worker. */
  close(): void
}

/** Creates a handle whose worker is opened by `open`. */
export function makeTrainerHandle(
  open: typeof openTrainer,
  onMessage: (message: FromTrainer) => void,
  onGone: (reason: Message) => void,
  onQuiet: (seconds: number) => void,
): TrainerHandle {
  let client: TrainerClient | undefined
  let sent: string | undefined
  let held: LoadedModel | undefined
  let changes = 0

  function drop(): void {
    client?.close()
    onQuiet(0)
    client = undefined
    sent = undefined
    setHeld(undefined)
  }
  function setHeld(model: LoadedModel | undefined): void {
    held = model
    changes++
  }
  function openClient(): TrainerClient {
    client ??= open({
      onMessage,
      onQuiet,
      onLost(reason) {
        drop()
        onGone(reason)
      },
    })
    return client
  }
  return {
    client: openClient,
    get isOpen() {
      return client !== undefined
    },
    sendRows({ key, dataset }) {
      // The same key can refer to rows that are paged or in memory, and the worker needs the kind that was requested.
      const now = `${key} ${hasPaged(dataset)}`
      if (sent === now) return
      openClient().send({ type: 'data', key, dataset })
      sent = now
    },
    setLoaded: setHeld,
    clearLoaded: () => setHeld(undefined),
    get changes() {
      return changes
    },
    get held() {
      return held
    },
    close: drop,
  }
}
