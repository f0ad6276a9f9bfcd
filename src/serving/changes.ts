/** @file Changes of a service as its log tells them. */
import { stableJson } from '../base/stable-json'
import { ALIASES } from '../catalog/lowered-stage'
import { STORED_ACTOR } from '../ops/actor'
import { STORED_REASON } from '../ops/change-reason'
import type { Change } from '../ops/record'
import type { AliasBook, ServiceSpec } from '../ops/service-spec'

interface Reason {
  readonly by: string
  readonly why: string
}

/** The aliases that stand for another version than before. */
export function moved(
  before: AliasBook,
  { aliases, by, why }: Reason & { readonly aliases: AliasBook },
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

/** The user edited the service diagram. */
export const BY_HAND: Reason = { by: STORED_ACTOR.user, why: STORED_REASON.serviceChanged }

/** Shares that were moved; where none was, that the service was drawn anew. A name is no drawing: another one changes nothing. */
export function redrawn(
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

/** What differs that is told; of more it is said that there is more. */
const TOLD = 3

/** Stages that came, went or are set otherwise, in a few words; none where only wires were drawn elsewhere. */
function differences(before: ServiceSpec, after: ServiceSpec): string {
  const was = new Map(before.stages.map((stage) => [stage.id, stage]))
  const is = new Set(after.stages.map(({ id }) => id))
  const gone = before.stages.filter(({ id }) => !is.has(id)).map(({ id }) => `${id} was taken out`)
  const other = after.stages.flatMap(({ id, config }): readonly string[] => {
    const old = was.get(id)
    if (!old) return [`${id} was added`]
    const values: Readonly<Record<string, unknown>> = { ...old.config }
    return Object.entries(config).flatMap(([key, value]) =>
      stableJson(values[key]) === stableJson(value) ? [] : [`${id}, ${key} ${shown(values[key])} to ${shown(value)}`],
    )
  })
  const all = [...gone, ...other]
  const more = all.length > TOLD ? [`${all.length - TOLD} more`] : []
  return [...all.slice(0, TOLD), ...more].join('; ')
}

/** A value in as few letters as a line has room for. */
function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'none')
  return text.length > 24 ? `${text.slice(0, 23)}…` : text
}
