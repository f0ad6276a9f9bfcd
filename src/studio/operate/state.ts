/** @file OperateState: what the Operate room holds in memory beside the project: the service that is open, what serves it, and the clock. */
import type { Message } from '../../messages/message'
import type { Book } from '../../ops/record'
import type { AliasBook, ServiceSpec, VersionRef } from '../../ops/service-spec'
import type { Board } from '../board'

export const OPERATE_TABS = ['drawing'] as const
export type OperateTab = string

export type Serving =
  | { readonly tag: 'off' }
  | { readonly tag: 'opening' }
  /** Its traffic is drawn from the held-out rows of `rowsOf`, whichever version answers meanwhile. */
  | { readonly tag: 'on'; readonly book: Book; readonly rowsOf: VersionRef }
  | { readonly tag: 'failed'; readonly why: Message }

export interface OperateState {
  /** The service that is open, by its name in the project. */
  readonly service: string | null
  /** The one that is being opened meanwhile. */
  readonly opening: string | null
  /** Its drawing. */
  readonly board: Board | null
  readonly serving: Serving
  /** Whether its name is being written, in its bar. */
  readonly naming: boolean
  /** The drawing by which it serves, as its log has it. */
  readonly served: ServiceSpec | null
  readonly clock: {
    /** Virtual milliseconds since the service began. */
    readonly at: number
    /** Virtual milliseconds that pass in a real one. */
    readonly speed: number
    readonly playing: boolean
  }
  readonly aliases: AliasBook
  readonly tab: OperateTab
  /** The request that is looked at. */
  readonly request: number | null
  /** Counts what was added to the log, told a few times a second: who reads the log reads it anew. */
  readonly grown: number
}

/** Before anything is open. */
export const NOTHING_OPEN: OperateState = {
  service: null,
  opening: null,
  board: null,
  serving: { tag: 'off' },
  naming: false,
  served: null,
  clock: { at: 0, speed: 60, playing: false },
  aliases: {},
  tab: 'drawing',
  request: null,
  grown: 0,
}
