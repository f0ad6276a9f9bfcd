/** @file Names of request statuses, which say how a request ended. */
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
