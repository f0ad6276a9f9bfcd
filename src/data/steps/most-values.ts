/** @file The most values a category has: its codes are int16, and a network has one place for each. */

export const MOST_VALUES = 1000
