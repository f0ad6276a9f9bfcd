/** @file Operate state: the open service, its serving state, and the clock, which the Operate page keeps in memory. */
import type { Message } from '../../messages/message'
import type { LogDictionary } from '../../ops/log-entry'
import type { AliasVersions, ServiceSpec, VersionRef } from '../../ops/service-spec'
import type { Board } from '../canvas-board'

export const OPERATE_TABS = [
  ...(['diagram', 'live', 'objectives', 'incidents', 'registry', 'canary'] as const),
  ...(['url', 'drift', 'labels', 'policies', 'drills'] as const),
] as const
export type OperateTab = (typeof OPERATE_TABS)[number]

/** Ids of tabs before November 2026, which scripts and saved sessions may still use. */
const OLD_TABS: Readonly<Record<string, OperateTab>> = { drawing: 'diagram', race: 'policies' }

/** The tab with this id, or with this old id; undefined if there is none. */
export function operateTab(id: string): OperateTab | undefined {
  return OPERATE_TABS.find((one) => one === id) ?? (Object.hasOwn(OLD_TABS, id) ? OLD_TABS[id] : undefined)
}

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
  tab: 'diagram',
  request: null,
  logVersion: 0,
}
