/** @file UI text for buttons in notices of the studio, and for names in them. Loaded with the first page. */
import { defineText } from '../../define'

export const offersText = defineText('studio/offers', {
  resume: 'Resume',
  resumeRun: 'Resume run',
  trainAgain: 'Train again',
  restart: 'Restart to update',
  undo: 'Undo',
  /** Names for the weights that made a prediction. */
  lastRun: 'your last run',
  runOf: (a: { version: number }) => `the run of revision ${a.version}`,
})
