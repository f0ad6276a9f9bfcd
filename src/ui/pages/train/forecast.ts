/** @file Forecast: which text describes how long a training is estimated to take, and how the estimate compares with what it took. */
import { insightText } from '../../../messages/en/train/insight'
import type { Calibration } from '../../../protocol/trainer-messages'
import type { RunRecord } from '../../../storage/records'

const text = insightText.forecast

/** Estimates below this many seconds are not shown as numbers: other load on the machine matters as much. */
const SHORT = 1

/** The estimate for the current settings. */
export function forecastText(forecast: Calibration): string {
  return forecast.seconds < SHORT ? text.resultShort(forecast) : text.result(forecast)
}

/** How the estimate of a run compares with what the run took; undefined if there was no estimate. */
export function forecastOutcome({
  forecast,
  took,
  tag,
  why,
}: Pick<RunRecord, 'forecast' | 'took' | 'tag' | 'why'>): string | undefined {
  if (!forecast) return undefined
  const isShort = forecast.seconds < SHORT
  if (!took) return isShort ? text.expectedShort(forecast) : text.expected(forecast)
  // The estimate is for all epochs, so a run that ended sooner is not compared with it.
  const isWhole = tag === 'done' && (why === undefined || why === 'finished')
  const { seconds, bytes } = took
  const memory = { seconds, bytes, estimatedBytes: forecast.bytes }
  if (isShort) return isWhole ? text.tookShort(memory) : text.endedSoonerShort(memory)
  const all = { ...memory, estimatedSeconds: forecast.seconds }
  return isWhole ? text.took(all) : text.endedSooner(all)
}
