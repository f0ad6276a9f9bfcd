/** @file The name of a new run. It is saved with the run, and the user can change it. */
import { defineText } from '../../define'
import { identifier } from '../../format'

export const runNamesText = defineText('studio/run-names', {
  name: (a: { number: number }) => `Run ${identifier(a.number)}`,
})
