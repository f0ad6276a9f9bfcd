/** @file Studio: the store, what it stands on, and the one way to run a command. Made once, in the composition root. */
import type { Storage } from '../storage/records'
import type { BoardStore } from './board'
import type { AppState } from './state'
import type { Live } from './live'

export interface Studio {
  readonly store: BoardStore<AppState>
  readonly storage: Storage
  /** Numbers that change many times a second: kept out of React and the store. */
  readonly live: Live
  /** Runs a command by id; rejects with a Refusal, or with our own mistake. */
  run(id: string, args?: object): Promise<unknown>
}
