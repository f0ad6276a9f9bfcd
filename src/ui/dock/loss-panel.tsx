/** @file LossPanel: the loss curve of the current run; before the first run, the Train button. */
import { dockPanelsText as text } from '../../messages/en/build/dock-panels'
import { epochText, LossChart } from '../charts/loss-chart'
import type { ShownRun } from '../charts/use-shown-run'
import { Panel, Placeholder } from './panel'
import { TrainButton } from './train-button'

/** Plots the loss by step on a logarithmic scale with slight smoothing. */
export function LossPanel({ run }: { readonly run: ShownRun | undefined }) {
  if (!run) {
    return (
      <Panel title={text.loss.title} detail={text.loss.about}>
        <Placeholder>
          <p>{text.loss.waiting}</p>
          <TrainButton />
        </Placeholder>
      </Panel>
    )
  }
  return (
    <Panel title={text.loss.title} detail={epochText(run)}>
      <LossChart run={run} by="step" scale="log" smoothing={0.8} />
    </Panel>
  )
}
