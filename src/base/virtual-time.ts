/** @file Virtual time: scenarios start on Monday, January 1 of a leap year and last at most one year. */

/** The calendar time at which every scenario starts, in ms since 1970 (UTC). */
export const EPOCH = Date.UTC(2024, 0, 1)
