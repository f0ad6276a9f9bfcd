/**
 * @file Plans and undo histories that changed automatically because a dataset edit renamed columns. These changes are
 * not separate undo steps.
 */
export const untrackedEdits = new WeakSet<object>()
