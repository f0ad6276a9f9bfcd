/** @file Insight in words: forecasts, what came of them, and shares of time, as the Train room writes them. Pure. */
import { byteSize, count, counted, significant } from '../../../messages/format'
import type { Calibration } from '../../../protocol/trainer-messages'
import type { KeptProfile, RunRecord } from '../../../storage/records'
import { timeWords } from '../../shell/run-status'

/** Below this many seconds a forecast says no more: what else the machine does counts for as much. */
const MOMENT = 1

/** "about 24 s, 45 MB, first step after 0.34 s". */
export function forecastWords({ seconds, bytes, firstStepMs }: Calibration): string {
  return `${seconds < MOMENT ? 'less than a second' : `about ${spanWords(seconds)}`}, ${byteSize(bytes)}, first step after ${spanWords(firstStepMs / 1000)}`
}

/** "forecast 24 s, took 26 s (8 % more); forecast 45 MB, took 45 MB": undefined where nothing was forecast. */
export function tookWords({ forecast, took, tag, why }: Pick<RunRecord, 'forecast' | 'took' | 'tag' | 'why'>) {
  if (!forecast) return undefined
  const short = forecast.seconds < MOMENT
  const expected = `forecast ${short ? 'less than a second' : spanWords(forecast.seconds)}`
  if (!took) return `${expected}, ${byteSize(forecast.bytes)}`
  // One that ended sooner than planned says nothing of a forecast of the whole plan.
  const whole = tag === 'done' && (why === undefined || why === 'finished')
  const time = !whole ? ', not all of its plan' : short ? '' : ` (${differenceWords(took.seconds / forecast.seconds)})`
  const memory = `${byteSize(took.bytes)} of memory (${differenceWords(took.bytes / forecast.bytes)})`
  return `${expected}, took ${spanWords(took.seconds)}${time}; ${memory}`
}

function differenceWords(ratio: number): string {
  const percent = Math.round(100 * (ratio - 1))
  if (percent === 0) return 'as forecast'
  return percent > 0 ? `${count(percent)} % more` : `${count(-percent)} % less`
}

/** Two digits below ten seconds; above as people say it. */
function spanWords(seconds: number): string {
  if (seconds >= 10) return timeWords(seconds)
  return seconds < 0.001 ? '1 ms' : seconds < 0.1 ? `${Math.round(1000 * seconds)} ms` : `${seconds.toPrecision(2)} s`
}

/** A step and its parts are written in the unit in which the whole step is easy to read. */
export function unitFor(stepMs: number): { readonly name: string; readonly of: (ms: number) => string } {
  const [name, times] = stepMs < 1 ? (['µs', 1000] as const) : (['ms', 1] as const)
  return { name, of: (ms) => (ms * times < 0.005 ? '0' : significant(ms * times)) }
}

/** "2.10 ms a step; this device could do 1.40: 67 %". */
export function roofWords({ stepMs, floorMs }: Pick<KeptProfile, 'stepMs' | 'floorMs'>): string {
  const { name, of } = unitFor(stepMs)
  const step = `${of(stepMs)} ${name} a step`
  if (floorMs <= 0) return step
  const share = floorMs / stepMs
  const small = share < 0.1 ? '; so small a step is mostly calls' : ''
  return `${step}; this device could do ${of(floorMs)}: ${wholePercent(share)}${small}`
}

/** What a step asks of the device, and what the device has. */
export function trafficWords(profile: KeptProfile): string {
  const { engine, calls, bytes, submissionsPerStep, peakGflops, bandwidthGBs } = profile
  const called = engine === 'recorded WebGPU' ? counted(calls, 'dispatch', 'dispatches') : counted(calls, 'kernel call')
  const often =
    submissionsPerStep >= 1
      ? `${counted(submissionsPerStep, 'submission')} a step`
      : submissionsPerStep > 0
        ? `${count(1 / submissionsPerStep)} steps a submission`
        : 'no submissions'
  return `${called} and ${byteSize(bytes)} a step, ${often}. Measured here: ${significant(peakGflops)} GFLOP/s, ${significant(bandwidthGBs)} GB/s.`
}

/** A share as whole percent. */
export function wholePercent(share: number): string {
  return `${Math.round(100 * share)} %`
}
