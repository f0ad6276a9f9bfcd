/** @file OperateSummary: what runs in the Operate room as plain JSON, for the console and for what stands outside the room. */
import type { Status } from '../../ops/record'
import type { AliasBook } from '../../ops/service-spec'

export interface OperateSummary {
  /** The service that is open, by its name in the project. */
  readonly service: string | null
  readonly serving: 'off' | 'opening' | 'on' | 'failed'
  /** Why it failed, in a sentence. */
  readonly why?: string
  /** The check of its drawing. */
  readonly check: {
    readonly ok: boolean
    readonly diagnostics: readonly { readonly code: string; readonly node?: string; readonly message: string }[]
  }
  /** Virtual milliseconds since the service began, how many of them pass in a real one, and whether they pass. */
  readonly clock: { readonly at: number; readonly speed: number; readonly playing: boolean }
  readonly requests: number
  readonly labels: number
  readonly statuses: Readonly<Partial<Record<Status, number>>>
  readonly aliases: AliasBook
  /** The canary that is under way. */
  readonly canary: { readonly model: string; readonly version: number; readonly percent: number } | null
  /** Incidents by how they stand; none where no service is open. */
  readonly incidents: { readonly open: number; readonly acknowledged: number; readonly resolved: number }
  /** By objective: the share of its budget that is left; below 0 more is gone than there was. */
  readonly budgets: Readonly<Record<string, number>>
}
