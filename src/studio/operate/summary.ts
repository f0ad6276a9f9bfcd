/** @file Operate summary: the state of Operate as plain JSON, for the console and for code outside the Operate page. */
import type { Status } from '../../ops/log-entry'
import type { AliasVersions } from '../../ops/service-spec'

export interface OperateSummary {
  /** The name of the open service. */
  readonly service: string | null
  readonly serving: 'off' | 'opening' | 'on' | 'failed'
  /** Why the service failed, as a sentence. */
  readonly why?: string
  /** The result of checking the diagram. */
  readonly check: {
    readonly ok: boolean
    readonly diagnostics: readonly { readonly code: string; readonly node?: string; readonly message: string }[]
  }
  /** The simulated time in ms, the playback speed in simulated ms per real ms, and whether the scenario is playing. */
  readonly clock: { readonly at: number; readonly speed: number; readonly playing: boolean }
  readonly requests: number
  readonly labels: number
  readonly statuses: Readonly<Partial<Record<Status, number>>>
  readonly aliases: AliasVersions
  /** The canary in progress. */
  readonly canary: { readonly model: string; readonly version: number; readonly percent: number } | null
  /** The number of incidents in each state; 0 if no service is open. */
  readonly incidents: { readonly open: number; readonly acknowledged: number; readonly resolved: number }
  /** The fraction of the error budget that is left, keyed by objective; negative if the budget was exceeded. */
  readonly budgets: Readonly<Record<string, number>>
}
