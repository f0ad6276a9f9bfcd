/** @file Page figures. */
export const pageFigures = []
