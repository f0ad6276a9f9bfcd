/** @file Names of keys, as printed on a keyboard. */
import { defineText } from '../../define'

export const keyNamesText = defineText('shell/key-names', {
  control: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  backspace: 'Backspace',
  delete: 'Delete',
  escape: 'Esc',
  enter: 'Enter',
  space: 'Space',
  tab: 'Tab',
  home: 'Home',
  pageUp: 'Page Up',
  arrows: 'Arrow keys',
  plus: '+',
})
