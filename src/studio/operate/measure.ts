/**
 * @file measureVersion: measures calibration, slices, and latency of one version on this device, on rows that it was
 * not trained on.
 */
import type { Measured } from '../../ops/model-card/card-input'
import { meanOf, sliceScore, worstFirst } from '../../metrics/slice-report'
import '../../messages/en/runs'
import { refuse } from '../../messages/message'
import type { ModelRecord } from '../../storage/records'
import type { AppContext } from '../context'
import { answersOfModel } from '../model-predictions'
import { scoresOf } from '../row-predictions'
import { countTestSetView } from '../test-set-views'
import { calibrationError, rowGroupsOf, evaluationRows, medianLatency } from './gate-evidence'

/** Measures a version. Refuses if its rows are not available, or if its output is neither classes nor a number. */
export async function measureVersion(studio: AppContext, record: ModelRecord): Promise<Measured> {
  const ready = await studio.data.of(record.content)
  const { rows, split } = evaluationRows(ready)
  if (rows.length === 0) return refuse('no-rows', { split: 'test' })
  const answers = await answersOfModel(studio, ready, `${record.name} v${record.version}`, rows)
  const latencyMs = await medianLatency(studio, record, ready, rows)
  if (split === 'test') await countTestSetView(studio, ready.key)
  const common = { at: new Date().toISOString(), latencyMs, device: deviceName(), rows: rows.length, split }
  if (!answers) return { ...common, slices: [] }
  const scores = scoresOf(answers, rows)
  const whole = meanOf(scores.values)
  const slices = rowGroupsOf(studio, record, ready, rows, answers).map(({ name, where, within }) =>
    sliceScore({ name, where }, scores, within, whole),
  )
  const calibration = calibrationError(answers, rows)
  const all = sliceScore({ name: '', where: '' }, scores, new Uint8Array(rows.length).fill(1), whole)
  return {
    ...common,
    ...('fault' in all ? {} : { whole: all }),
    slices: worstFirst(slices),
    ...(calibration === undefined ? {} : { calibration }),
  }
}

/**
 * The name of this device, built from what the browser reports. Saved measurements are matched by this name, so its
 * format must never change.
 */
export function deviceName(): string {
  const { hardwareConcurrency: cores, userAgent = '' } = globalThis.navigator ?? {}
  const browser = /(Firefox|Edg|Chrome|Version|Node\.js)\/(\d+)/.exec(userAgent)
  const name = browser
    ? `${browser[1] === 'Version' ? 'Safari' : browser[1] === 'Edg' ? 'Edge' : browser[1]} ${browser[2]}` // not text: an id
    : 'an unknown browser' // not text: an id
  return `${name}, ${cores ?? '?'} cores` // not text: an id
}
