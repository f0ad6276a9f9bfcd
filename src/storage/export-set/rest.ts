/** @file Rest: what an export awaits between its parts. */

/** Lets others have their turn; rejects when the export is given up. */
export type Rest = () => Promise<void>
