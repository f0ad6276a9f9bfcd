/** @file expectedRequests: how many requests a score asks for, by its rate in the middle of many short stretches. */
import { rateAt } from './play'
import { MINUTE, type Score } from './scenario'

/** Of a year, stretches of 27 minutes: short against a day's wave, and a burst is rarely shorter. */
const MOST_STRETCHES = 20_000

/** Requests that are expected over the whole score; exact where its rate changes by whole minutes and it lasts two weeks at most. */
export function expectedRequests(score: Score): number {
  const stretches = Math.max(1, Math.min(MOST_STRETCHES, Math.ceil(score.durationMs / MINUTE)))
  const lengthMs = score.durationMs / stretches
  let requests = 0
  for (let i = 0; i < stretches; i++) requests += rateAt(score, (i + 0.5) * lengthMs) * (lengthMs / MINUTE)
  return requests
}
