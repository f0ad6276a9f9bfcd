/**
 * @file expectedRequests: the expected number of requests in a scenario, computed from the request rate at the
 * midpoints of many short periods.
 */
import { rateAt } from './conditions-at'
import { MINUTE, type Scenario } from './scenario'

/**
 * For a scenario of one year, this results in periods of 27 minutes, which are short compared with a daily cycle and
 * with most bursts.
 */
const MAX_STRETCHES = 20_000

/**
 * The expected number of requests in the entire scenario; exact if the scenario lasts at most two weeks and its rate
 * changes only at whole minutes.
 */
export function expectedRequests(scenario: Scenario): number {
  const stretches = Math.max(1, Math.min(MAX_STRETCHES, Math.ceil(scenario.durationMs / MINUTE)))
  const lengthMs = scenario.durationMs / stretches
  let requests = 0
  for (let i = 0; i < stretches; i++) requests += rateAt(scenario, (i + 0.5) * lengthMs) * (lengthMs / MINUTE)
  return requests
}
