/** @file Changes to a service, in the form in which its log stores them. */
import { stableJson } from '../base/stable-json'
import { ALIASES } from '../catalog/lowered-stage'
import { lastGateOf, STORED_ACTOR, STORED_REASON } from '../ops/change'
import type { CanaryDid, Change } from '../ops/log-entry'
import { type AliasVersions, type ServiceSpec, withChallengerShare } from '../ops/service-spec'

interface Reason {
  readonly by: string
  readonly why: string
}

/** Returns one change for each alias that now points to a different version. */
export function aliasChanges(
  before: AliasVersions,
  { aliases, by, why }: Reason & { readonly aliases: AliasVersions },
): readonly Change['what'][] {
  const models = new Set([...Object.keys(before), ...Object.keys(aliases)])
  return [...models].flatMap((model) =>
    ALIASES.flatMap((alias): readonly Change['what'][] => {
      const [from, to] = [before[model]?.[alias], aliases[model]?.[alias]]
      if (from === to) return []
      const versions = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
      return [{ type: 'alias', model, alias, ...versions, by, why }]
    }),
  )
}

/** The reason stored when the user edits the service diagram. */
export const USER_EDIT: Reason = { by: STORED_ACTOR.user, why: STORED_REASON.serviceChanged }

/**
 * Returns the traffic shares that changed or, if there are none, a change to the service diagram. Renaming the service
 * does not count as a change.
 */
export function specChanges(
  before: ServiceSpec,
  { spec, by, why }: Reason & { readonly spec: ServiceSpec },
): readonly Change['what'][] {
  if (stableJson({ ...before, name: spec.name }) === stableJson(spec)) return []
  const shares = spec.stages.flatMap((stage): readonly Change['what'][] => {
    const old = before.stages.find(({ id }) => id === stage.id)
    if (stage.class_name !== 'Split' || old?.class_name !== 'Split') return []
    const [from, to] = [old.config.challenger, stage.config.challenger]
    return from === to ? [] : [{ type: 'share', stage: stage.id, from, to, by, why }]
  })
  if (shares.length > 0) return shares
  const details = differences(before, spec)
  return [{ type: 'service', why, ...(details === '' ? {} : { details }) }]
}

/**
 * The edited diagram, with the current challenger share in each split stage whose share the edit did not change. The
 * canary may have changed it in the worker since the edit began.
 */
export function withUneditedShares(spec: ServiceSpec, edited: ServiceSpec, current: ServiceSpec): ServiceSpec {
  const shareIn = ({ stages }: ServiceSpec, split: string) => {
    const stage = stages.find(({ id }) => id === split)
    return stage?.class_name === 'Split' ? stage.config.challenger : undefined
  }
  return spec.stages.reduce((result, { id }) => {
    const share = shareIn(current, id)
    const isKept = share !== undefined && shareIn(spec, id) === shareIn(edited, id)
    return isKept ? withChallengerShare(result, id, share) : result
  }, spec)
}

/** Whether the canary itself promoted the challenger after the last gate. */
export function isPromotionByCanary({ did, by, why }: { readonly did: CanaryDid } & Reason): boolean {
  return did === 'promoted' && by === STORED_ACTOR.canary && lastGateOf(why) !== undefined
}

/** Maximum number of differences to list; any others are only counted. */
const LISTED = 3

/**
 * The stages that were added, removed or reconfigured; empty if only wires changed. Log hashes include this text, so
 * its wording must never change or depend on the language.
 */
function differences(before: ServiceSpec, after: ServiceSpec): string {
  const was = new Map(before.stages.map((stage) => [stage.id, stage]))
  const is = new Set(after.stages.map(({ id }) => id))
  const removed = before.stages.filter(({ id }) => !is.has(id)).map(({ id }) => `${id} was taken out`) // not text: stored in logs
  const other = after.stages.flatMap(({ id, config }): readonly string[] => {
    const old = was.get(id)
    if (!old) return [`${id} was added`] // not text: stored in logs
    const values: Readonly<Record<string, unknown>> = { ...old.config }
    return Object.entries(config).flatMap(([key, value]) =>
      stableJson(values[key]) === stableJson(value) ? [] : [`${id}, ${key} ${shown(values[key])} to ${shown(value)}`],
    )
  })
  const all = [...removed, ...other]
  const more = all.length > LISTED ? [`${all.length - LISTED} more`] : []
  return [...all.slice(0, LISTED), ...more].join('; ')
}

/** A value as text, shortened to 24 characters. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'none')
  return text.length > 24 ? `${text.slice(0, 23)}…` : text
}
