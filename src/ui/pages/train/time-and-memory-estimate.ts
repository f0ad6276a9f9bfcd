/**
 * @file Forecast: the text that describes the estimated training time, and how the estimate compares with the actual
 * time.
 */
import { insightText } from '../../../messages/en/train/insight'
import type { Calibration } from '../../../protocol/trainer-messages'
import type { RunRecord } from '../../../storage/records'

const text = insightText.forecast

/**
 * Estimates shorter than this, in seconds, are not shown as numbers, because other load on the machine affects the time
 * just as much.
 */
const SHORT = 1

/** Text with the estimate for the current settings. */
export function forecastText(calibration: Calibration): string {
  const forecast = withAllMemory(calibration)
  return forecast.seconds < SHORT ? text.resultShort(forecast) : text.result(forecast)
}

/** Before a run, all memory counts; afterwards, the engine's is compared, because a page cannot measure the rest. */
function withAllMemory(forecast: Calibration): Calibration {
  return { ...forecast, bytes: forecast.totalBytes ?? forecast.bytes }
}

/** Compares a run's estimated and actual time; undefined if there was no estimate. */
export function forecastOutcome({
  forecast,
  took,
  tag,
  why,
}: Pick<RunRecord, 'forecast' | 'took' | 'tag' | 'why'>): string | undefined {
  if (!forecast) return undefined
  const isShort = forecast.seconds < SHORT
  if (!took) return isShort ? text.expectedShort(withAllMemory(forecast)) : text.expected(withAllMemory(forecast))
  // The estimate covers all epochs, so it is not compared with a run that ended early.
  const isWhole = tag === 'done' && (why === undefined || why === 'finished')
  const { seconds, bytes } = took
  const memory = { seconds, bytes, estimatedBytes: forecast.bytes }
  if (isShort) return isWhole ? text.tookShort(memory) : text.endedSoonerShort(memory)
  const all = { ...memory, estimatedSeconds: forecast.seconds }
  return isWhole ? text.took(all) : text.endedSooner(all)
}
