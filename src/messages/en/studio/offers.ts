/** @file UI text of the studio itself: buttons in notices, and the names of runs. Loaded with the first page. */
import { defineText } from '../../define'
import { count, identifier } from '../../format'

export const offersText = defineText('studio/offers', {
  resume: 'Resume',
  resumeRun: 'Resume run',
  trainAgain: 'Train again',
  restart: 'Restart to update',
  undo: 'Undo',
  /** Names for the weights that made a prediction. */
  lastRun: 'your last run',
  chosenRun: (a: { run: string; epoch: number; isEdited: boolean }) =>
    `${a.run}, epoch ${count(a.epoch)}${a.isEdited ? ', edited by hand' : ''}`,
  runOf: (a: { version: number }) => `the run of revision ${a.version}`,
})

export const runNamesText = defineText('studio/offers/run-names', {
  name: (a: { number: number }) => `Run ${identifier(a.number)}`,
})
