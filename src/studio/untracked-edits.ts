/** @file Brought along: plans and histories of the drawing that an edit of the set gave other names: nobody edited them, so Undo has no step of them. */
export const broughtAlong = new WeakSet<object>()
