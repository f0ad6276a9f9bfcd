/** @file How a request ended: the names of its statuses. */
import { defineText } from '../../define'

export const requestStatusText = defineText('operate/request-status', {
  ok: 'OK',
  invalid: 'Invalid input',
  limited: 'Rate limited',
  unready: 'Not ready',
  failed: 'Failed',
  abstained: 'Abstained',
  fallback: 'Fallback',
})
