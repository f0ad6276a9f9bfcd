/** @file Placeholders in a runbook for names that are not known. */
import { defineText } from '../../define'

export const runbookNamesText = defineText('gallery/runbook-names', {
  unknown: {
    model: 'the model',
    alias: 'in question',
    version: 'the version in question',
    challenger: 'the challenger',
    slice: 'unknown',
    feature: 'the predictions',
  },
})
