/** @file What a runbook says in place of a name that is not known. */
import { defineText } from '../../define'

export const runbookNamesText = defineText('gallery/runbook-names', {
  unknown: {
    model: 'the model',
    alias: 'in question',
    version: 'in question',
    challenger: 'the challenger',
    slice: 'in question',
    feature: 'the predictions',
  },
})
