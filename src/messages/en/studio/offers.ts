/** @file Text of buttons in notices of the studio, and of names in them. They load with the first page. */
import { defineText } from '../../define'

export const offersText = defineText('studio/offers', {
  resume: 'Resume',
  resumeRun: 'Resume run',
  trainAgain: 'Train again',
  restart: 'Restart to update',
  undo: 'Undo',
  /** The weights behind a prediction. */
  lastRun: 'your last run',
  runOf: (a: { version: number }) => `the run of network v${a.version}`,
})
