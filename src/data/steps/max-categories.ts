/** @file The maximum number of categories: codes are int16, and a network has one unit for each. */

export const MAX_CATEGORIES = 1000
