/** @file expectedRequests: the number of requests of a scenario, from its rate in the middle of many short periods. */
import { rateAt } from './conditions-at'
import { MINUTE, type Scenario } from './scenario'

/** In a year, periods of 27 minutes: short compared with a daily cycle, and bursts are rarely shorter. */
const MAX_STRETCHES = 20_000

/** The expected requests of the whole scenario; exact where its rate changes at whole minutes and it lasts two weeks at most. */
export function expectedRequests(scenario: Scenario): number {
  const stretches = Math.max(1, Math.min(MAX_STRETCHES, Math.ceil(scenario.durationMs / MINUTE)))
  const lengthMs = scenario.durationMs / stretches
  let requests = 0
  for (let i = 0; i < stretches; i++) requests += rateAt(scenario, (i + 0.5) * lengthMs) * (lengthMs / MINUTE)
  return requests
}
