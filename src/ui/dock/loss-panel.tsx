/** @file Loss panel: the curve of the run on show, or what will be here and the button that begins it. */
import { epochWords, LossChart } from '../charts/loss-chart'
import type { ShownRun } from '../charts/use-shown-run'
import { Panel, Waiting } from './panel'
import { TrainButton } from './train-button'

/** The loss by step on a logarithmic scale, smoothed a little. */
export function LossPanel({ run }: { readonly run: ShownRun | undefined }) {
  if (!run) {
    return (
      <Panel title="Loss" words="how far its answers are from the labels">
        <Waiting>
          <p>The curve falls here while the network learns.</p>
          <TrainButton />
        </Waiting>
      </Panel>
    )
  }
  return (
    <Panel title="Loss" words={epochWords(run)}>
      <LossChart run={run} by="step" scale="log" smoothing={0.8} />
    </Panel>
  )
}
