/**
 * @file Plans and undo histories that a dataset edit changed automatically by renaming columns. These changes are not
 * separate undo steps.
 */
export const untrackedEdits = new WeakSet<object>()
