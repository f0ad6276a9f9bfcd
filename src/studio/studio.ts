/** @file Studio: the store, what it stands on, and the one way to run a command. Made once, in the composition root. */
import type { Storage } from '../storage/records'
import type { Board } from './board'
import type { AppState } from './state'
import type { Live } from './live'

export interface Studio extends Board<AppState> {
  readonly storage: Storage
  /** Numbers that change many times a second: kept out of React and the store. */
  readonly live: Live
}
