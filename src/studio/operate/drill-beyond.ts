/** @file beyondDrill: what of a hand no file of a drill can tell: requests that people sent, versions of their own, another score. */
import '../../messages/en/drills'
import { type Message, message } from '../../messages/message'
import { stableJson } from '../../base/stable-json'
import type { Service } from '../../compile/project'
import type { Drill } from '../../gallery/drills/define-drill'
import { PLAYED } from '../../ops/record'
import type { DrillRecords } from './drill-models'
import type { ServiceLog } from './service-log'

/** Why there can be no file of this log; undefined where there can. */
export function beyondDrill(
  { fold: { ring }, changes }: Pick<ServiceLog, 'fold' | 'changes'>,
  { score }: Pick<Service, 'score'>,
  drill: Drill,
  records: DrillRecords,
): Message | undefined {
  const kept = ring.columns.source.subarray(0, Math.min(ring.next, ring.columns.source.length))
  const sent = kept.reduce((sum, source) => sum + (PLAYED.has(source) ? 0 : 1), 0)
  if (sent > 0) return message('drill-sent', { requests: sent })
  for (const { what } of changes) {
    if (what.type !== 'alias' || what.to === undefined) continue
    const { model, to } = what
    if (!records.some(({ name, version }) => name === model && version === to))
      return message('drill-version', { model, version: to })
  }
  return stableJson(score) === stableJson(drill.service.score) ? undefined : message('drill-score', {})
}
