/** @file closesRequest: whether a key closes the request that is looked at. */
import { takesText } from '../../../shell/shortcut-keys'

/** Escape, wherever the focus is: but what has text to write or a list of its own open has its own Escape. */
export function closesRequest({
  key,
  defaultPrevented,
  target,
}: Pick<KeyboardEvent, 'key' | 'defaultPrevented' | 'target'>): boolean {
  if (key !== 'Escape' || defaultPrevented || takesText(target)) return false
  return !(target instanceof Element && target.closest('[role="dialog"], [role="listbox"], [role="menu"]'))
}
