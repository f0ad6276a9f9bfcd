/** @file Operate state: the open service, its serving state, and the clock, which the Operate page keeps in memory. */
import type { Message } from '../../messages/message'
import type { LogDictionary } from '../../ops/log-entry'
import type { AliasVersions, ServiceSpec, VersionRef } from '../../ops/service-spec'
import type { Board } from '../canvas-board'

export const OPERATE_TABS = ['drawing'] as const
export type OperateTab = string

export type Serving =
  | { readonly tag: 'off' }
  | { readonly tag: 'opening' }
  /** `rowsOf` is the version whose held-out rows the traffic is drawn from, regardless of which version answers. */
  | { readonly tag: 'on'; readonly book: LogDictionary; readonly rowsOf: VersionRef }
  | { readonly tag: 'failed'; readonly why: Message }

export interface OperateState {
  /** The name of the open service. */
  readonly service: string | null
  /** The name of the service that is being opened. */
  readonly opening: string | null
  /** The diagram of the open service. */
  readonly board: Board | null
  readonly serving: Serving
  /** Whether the name of the service is being edited. */
  readonly naming: boolean
  /** The lowered diagram that the service runs, as recorded in its log. */
  readonly served: ServiceSpec | null
  readonly clock: {
    /** The simulated time since the service started, in ms. */
    readonly at: number
    /** The playback speed: simulated ms per real ms. */
    readonly speed: number
    readonly playing: boolean
  }
  readonly aliases: AliasVersions
  readonly tab: OperateTab
  /** The request whose details are shown. */
  readonly request: number | null
  /** Increases a few times per second while the log grows. Views that read the log subscribe to this value. */
  readonly logVersion: number
}

/** The state while no service is open. */
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
  logVersion: 0,
}
