/** @file Plans and histories that a dataset edit renamed automatically. Undo has no separate step for them. */
export const broughtAlong = new WeakSet<object>()
