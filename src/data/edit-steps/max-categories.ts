/** @file The maximum number of categories. Category codes are int16, and a network has one unit per category. */

export const MAX_CATEGORIES = 1000
