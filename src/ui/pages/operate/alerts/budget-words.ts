/** @file budgetSpan: over what time a budget is reckoned: it is whole for its days, however little of them has passed. */
import { counted } from '../../../../messages/format'
import { minutesWords } from './figures'

const DAY_MINUTES = 1440

/** Of the budget for 1 day is left after 6 hours. */
export function budgetSpan(overDays: number, seenMinutes: number): string {
  const days = counted(overDays, 'day')
  if (seenMinutes >= overDays * DAY_MINUTES) return `of the budget for the last ${days} is left`
  return `of the budget for ${days} is left after ${minutesWords(seenMinutes)}`
}
