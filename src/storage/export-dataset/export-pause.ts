/** @file Rest: the function that an export awaits between its parts. */

/** Yields to other tasks and reports the progress, a fraction from 0 to 1. */
export type Rest = (done: number) => Promise<void>
