/** @file closesRequest: decides whether a key press closes the request panel. */
import { acceptsText } from '../../../shell/shortcut-keys'

/**
 * True for Escape regardless of which element has focus, except in text fields, dialogs, lists and menus, which handle
 * Escape themselves.
 */
export function closesRequest({
  key,
  defaultPrevented,
  target,
}: Pick<KeyboardEvent, 'key' | 'defaultPrevented' | 'target'>): boolean {
  if (key !== 'Escape' || defaultPrevented || acceptsText(target)) return false
  return !(target instanceof Element && target.closest('[role="dialog"], [role="listbox"], [role="menu"]'))
}
