/** @file DockPanels: the panels of the dock, chosen by the network's task and the kind of data. */
import { lazy, Suspense, useState } from 'react'
import type { Task } from '../../data/column-binding'
import { dockPanelsText as text } from '../../messages/en/build/dock-panels'
import { Confusion, MistakeList } from '../charts/confusion-matrix'
import { Examples } from '../charts/examples'
import { ImageExamples } from '../charts/image-examples'
import { epochText, LossChart } from '../charts/loss-chart'
import { MetricList } from '../charts/metric-list'
import { type Mistake, mistakes, mistakeText } from '../charts/mistakes'
import { Surface } from '../charts/points-plane'
import { labelsOf, type ShownHead, useEvaluatedRows, useHeads, useRows, useTask } from '../charts/use-evaluation'
import { type ShownRun, useShownRun } from '../charts/use-shown-run'
import { Button } from '../kit/button'
import { Segmented } from '../kit/segmented'
import { useSelect } from '../studio-context'
import styles from './dock.module.css'
import { evaluatedText, Panel, Placeholder, WaitingPanel } from './panel'
import { type HeadPanelProps, ScoresPanel } from './scores-panel'
import { TrainButton } from './train-button'

const PredictedActual = lazy(() => import('../charts/predicted-actual'))

/** The metrics of a number, each with an explanation. */
function NumbersPanel({ head, choice }: HeadPanelProps) {
  const evaluated = useSelect(evaluatedText)
  if (head?.evaluation.kind !== 'number') {
    return <WaitingPanel title={text.errors.title} text={text.errors.waiting} />
  }
  return (
    <Panel title={text.errors.title} detail={evaluated}>
      {choice}
      <MetricList layout="compact" evaluation={head.evaluation} unit={head.unit} />
    </Panel>
  )
}

/** Predicted vs. actual values, with one point per held-out example. */
function ScatterPanel({ head }: Pick<HeadPanelProps, 'head'>) {
  if (head?.evaluation.kind !== 'number') {
    return <WaitingPanel title={text.scatter.title} text={text.scatter.waiting} />
  }
  return (
    <Panel title={text.scatter.title} detail={text.scatter.examples({ n: head.evaluation.pairs.length })}>
      <Suspense fallback={null}>
        <PredictedActual head={head.evaluation} unit={head.unit} />
      </Suspense>
    </Panel>
  )
}

const TextPanels = lazy(() => import('./text-panels'))

/**
 * Shows the loss, the scores for the task, and then one of: mistakes, a scatter plot, the decision surface, or the
 * worst predictions.
 */
export function DockPanels() {
  const run = useShownRun()
  const heads = useHeads()
  const task = useTask()
  const rows = useRows()
  const [label, setLabel] = useState<string>()
  const head = heads.find((one) => one.evaluation.label === label) ?? heads[0]
  const kind = head?.evaluation.kind ?? task?.kind ?? 'classes'
  const isPoints = rows?.dataset.schema.kind === 'points' && kind === 'classes'
  const choice = heads.length > 1 && (
    <div className={styles.heads}>
      <Segmented
        label={text.output}
        layout="bare"
        value={head?.evaluation.label ?? ''}
        options={heads.map(({ evaluation }) => ({ value: evaluation.label, title: evaluation.label }))}
        onChange={setLabel}
      />
    </div>
  )
  return (
    <div className={styles.panels}>
      <LossPanel run={run} />
      {kind === 'sequence' ? (
        <Suspense fallback={null}>
          <TextPanels head={head} choice={choice} />
        </Suspense>
      ) : (
        scoresPanel(kind, { head, choice })
      )}
      {kind === 'sequence' ? null : isPoints ? (
        <Panel title={text.surface.title} detail={text.surface.about}>
          {rows ? (
            <Surface dataset={rows.dataset} split={rows.split} />
          ) : (
            <Placeholder>{text.surface.waiting}</Placeholder>
          )}
        </Panel>
      ) : kind === 'number' ? (
        <ScatterPanel head={head} />
      ) : kind === 'image' ? (
        <ImageMistakesPanel head={head} />
      ) : (
        <MistakesPanel key={head?.evaluation.label} head={head} />
      )}
    </div>
  )
}

function scoresPanel(kind: Exclude<Task['kind'], 'sequence'>, props: HeadPanelProps) {
  switch (kind) {
    case 'classes':
      return <ScoresPanel {...props} />
    case 'number':
      return <NumbersPanel {...props} />
    case 'image':
      return <ImageScoresPanel {...props} />
    default:
      return kind satisfies never
  }
}

/** Plots the loss by step on a logarithmic scale with slight smoothing. */
function LossPanel({ run }: { readonly run: ShownRun | undefined }) {
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

/** Shows the overlap of masks or the error per pixel, each with an explanation. */
function ImageScoresPanel({ head, choice }: HeadPanelProps) {
  const evaluated = useSelect(evaluatedText)
  if (head?.evaluation.kind !== 'image') {
    return <WaitingPanel title={text.pixels.title} text={text.pixels.waiting} />
  }
  return (
    <Panel title={text.pixels.title} detail={evaluated}>
      {choice}
      <MetricList layout="compact" evaluation={head.evaluation} />
    </Panel>
  )
}

/** Inputs, targets and predictions, worst prediction first. */
function ImageMistakesPanel({ head }: Pick<HeadPanelProps, 'head'>) {
  const rows = useEvaluatedRows()
  if (head?.evaluation.kind !== 'image') {
    return <WaitingPanel title={text.mistakes.title} text={text.mistakes.waitingWorst} />
  }
  const { worst, shape } = head.evaluation
  return (
    <Panel title={text.mistakes.title} detail={text.worstFirst}>
      {rows ? (
        <ImageExamples dataset={rows.dataset} target={head.target} shape={shape} examples={worst} side={36} />
      ) : (
        <p className={styles.note}>{text.otherDataset}</p>
      )}
    </Panel>
  )
}

/** Confusion matrix of the most recently evaluated set. */
function MistakesPanel({ head }: { readonly head: ShownHead | undefined }) {
  const [chosen, setChosen] = useState<Mistake>()
  const rows = useEvaluatedRows()
  const evaluation = head?.evaluation
  if (!head || evaluation?.kind !== 'classes') {
    return <WaitingPanel title={text.mistakes.title} text={text.mistakes.waiting} />
  }
  const labels = labelsOf(evaluation)
  const all = mistakes(evaluation.confusion)
  const current = chosen && all.find((one) => one.actual === chosen.actual && one.predicted === chosen.predicted)
  if (chosen) {
    const examples = evaluation.wrong.filter(
      (one) => one.actual === chosen.actual && one.predicted === chosen.predicted,
    )
    return (
      <Panel title={text.mistakes.title} detail={mistakeText(current ?? { ...chosen, count: 0 }, labels)}>
        <Button size="small" tone="quiet" onClick={() => setChosen(undefined)}>
          {text.mistakes.back}
        </Button>
        {!rows ? (
          <p className={styles.note}>{text.otherDataset}</p>
        ) : examples.length === 0 ? (
          <p className={styles.note}>{text.mistakes.notKept}</p>
        ) : (
          <Examples dataset={rows.dataset} labels={labels} target={head.target} examples={examples} side={48} />
        )}
      </Panel>
    )
  }
  const examples = all.reduce((sum, { count }) => sum + count, 0)
  return (
    <Panel title={text.mistakes.title} detail={examples === 0 ? text.mistakes.none : text.mistakes.wrong({ examples })}>
      <div className={styles.confusion}>
        <Confusion labels={labels} counts={evaluation.confusion} onChoose={setChosen} />
        <div className={styles.list}>
          <MistakeList labels={labels} counts={evaluation.confusion} onChoose={setChosen} limit={12} />
        </div>
      </div>
    </Panel>
  )
}
