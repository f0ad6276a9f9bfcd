/** @file UI text for the Train button on the pages. The charts of a run have theirs in dock-panels, which loads later. */
import { defineText } from '../../define'

export const dockText = defineText('build/dock', {
  train: 'Train',
  loadAgain: 'Load the data again',
  /** Shown when the dataset of the project is not on this device. */
  importFiles: 'Import dataset files',
  showProblem: 'Show the problem',
  fixFirst: 'Fix the problem in the network first.',
})
