/** @file UI text of the studio itself: buttons in notices, and the names of runs. Loaded with the first page. */
import { defineText } from '../../define'
import { count, identifier } from '../../format'

/** Whether weights are from within an epoch, at the step at which their run stopped or at another one. */
export type WithinEpoch = 'stopped' | 'running'

/** Where in its run some weights are from. */
export interface WeightsPlace {
  /** The number of complete epochs. */
  readonly epoch: number
  readonly step: number
  readonly within?: WithinEpoch | undefined
}

/**
 * Names weights of a run: "epoch 5, step 135" at the end of an epoch, "stopped in epoch 6, at step 161", or "before
 * training".
 */
export function weightsPlace({ epoch, step, within }: WeightsPlace): string {
  if (step === 0) return 'before training'
  if (!within) return `epoch ${count(epoch)}, step ${count(step)}`
  return `${within === 'stopped' ? 'stopped ' : ''}in epoch ${count(epoch + 1)}, at step ${count(step)}`
}

export const offersText = defineText('studio/offers', {
  resume: 'Resume',
  resumeRun: 'Resume run',
  trainAgain: 'Train again',
  restart: 'Restart to update',
  undo: 'Undo',
  /** Names for the weights that made a prediction. */
  lastRun: 'your last run',
  chosenRun: (a: WeightsPlace & { run: string; isEdited: boolean }) =>
    `${a.run}, ${a.within || a.step === 0 ? weightsPlace(a) : `epoch ${count(a.epoch)}`}${a.isEdited ? ', edited by hand' : ''}`,
  runOf: (a: { version: number }) => `the run of revision ${a.version}`,
})

export const runNamesText = defineText('studio/offers/run-names', {
  name: (a: { number: number }) => `Run ${identifier(a.number)}`,
})
