/** @file Rest: what an export awaits between its parts. */

/** Lets others have their turn, told how far it is from 0 to 1. */
export type Rest = (done: number) => Promise<void>
