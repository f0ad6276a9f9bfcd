/**
 * @file unverifiableReason: why a result cannot be saved as a verifiable file: manual requests, a version from outside
 * the drill, or a changed scenario.
 */
import '../../../messages/en/drills'
import { type Message, message } from '../../../messages/message'
import { stableJson } from '../../../base/stable-json'
import type { Service } from '../../../compile/project'
import type { Drill } from '../../../gallery/drills/define-drill'
import { SCENARIO_SOURCES } from '../../../ops/log-entry'
import type { DrillModels } from './drill-models'
import type { ServiceLog } from '../log/service-log'

/** Why the result of this log cannot be saved as a file; undefined if it can. */
export function unverifiableReason(
  { fold: { buffer }, changes }: Pick<ServiceLog, 'fold' | 'changes'>,
  { scenario }: Pick<Service, 'scenario'>,
  drill: Drill,
  records: DrillModels,
): Message | undefined {
  const kept = buffer.columns.source.subarray(0, Math.min(buffer.next, buffer.columns.source.length))
  const sent = kept.reduce((sum, source) => sum + (SCENARIO_SOURCES.has(source) ? 0 : 1), 0)
  if (sent > 0) return message('drill-sent', { requests: sent })
  for (const { what } of changes) {
    if (what.type !== 'alias' || what.to === undefined) continue
    const { model, to } = what
    if (!records.some(({ name, version }) => name === model && version === to))
      return message('drill-version', { model, version: to })
  }
  return stableJson(scenario) === stableJson(drill.service.scenario) ? undefined : message('drill-scenario', {})
}
