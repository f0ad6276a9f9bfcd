/** @file Simulated time as the x-axis of a chart. */
import { termsText } from '../../../messages/en/operate/terms'
import { EPOCH, virtualTime } from '../../../messages/format'
import type { Axis } from '../../charts/chart-data'
import { ticksOf } from './scenario-timeline'

/** An axis of simulated time from one moment to another, in units of so many ms since the start of the scenario. */
export function simulatedTimeAxis(from: number, to: number, unitMs: number): Axis {
  return {
    ...{ name: termsText.simulatedTime, hidden: true, domain: [from, Math.max(from + 1, to)] },
    format: (x) => virtualTime(x * unitMs),
    cell: (x) => new Date(EPOCH + x * unitMs).toISOString(),
    ticks: (low, high, px) =>
      ticksOf({ from: low * unitMs, to: high * unitMs }, px).map(({ ms, label }) => ({ at: ms / unitMs, text: label })),
  }
}
