/** @file LossPanel: the loss curve of the run shown, or the Train button before there is one. */
import { dockPanelsText as text } from '../../messages/en/build/dock-panels'
import { epochWords, LossChart } from '../charts/loss-chart'
import type { ShownRun } from '../charts/use-shown-run'
import { Panel, Waiting } from './panel'
import { TrainButton } from './train-button'

/** The loss by step on a logarithmic scale, smoothed a little. */
export function LossPanel({ run }: { readonly run: ShownRun | undefined }) {
  if (!run) {
    return (
      <Panel title={text.loss.title} detail={text.loss.about}>
        <Waiting>
          <p>{text.loss.waiting}</p>
          <TrainButton />
        </Waiting>
      </Panel>
    )
  }
  return (
    <Panel title={text.loss.title} detail={epochWords(run)}>
      <LossChart run={run} by="step" scale="log" smoothing={0.8} />
    </Panel>
  )
}
