/** @file Plans and histories that a dataset edit renamed automatically. Undo has no separate step for them. */
export const untrackedEdits = new WeakSet<object>()
