/**
 * @file Plans and histories in which a dataset edit renamed columns automatically. They are not separate undo steps.
 */
export const untrackedEdits = new WeakSet<object>()
