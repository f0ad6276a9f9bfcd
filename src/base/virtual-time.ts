/** @file Virtual time: scenarios begin on a Monday, January 1 of a leap year, which is the longest a scenario can last. */

/** Time 0 of a scenario, in ms of the calendar (UTC). */
export const EPOCH = Date.UTC(2024, 0, 1)
