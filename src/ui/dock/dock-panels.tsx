/** @file DockPanels: the panels of the dock, chosen by the network's task and the kind of data. */
import { lazy, Suspense, useState } from 'react'
import { dockPanelsText as text } from '../../messages/en/build/dock-panels'
import type { Task } from '../../data/column-binding'
import { useHeads, useRows, useTask } from '../charts/use-evaluation'
import { useShownRun } from '../charts/use-shown-run'
import { Segmented } from '../kit/segmented'
import { ImageMistakesPanel, ImageScoresPanel } from './image-panels'
import { LossPanel } from './loss-panel'
import { MistakesPanel } from './mistakes-panel'
import { NumbersPanel, ScatterPanel } from './regression-panels'
import { Panel, Placeholder } from './panel'
import { type HeadPanelProps, ScoresPanel } from './scores-panel'
import { Surface } from '../charts/points-plane'
import styles from './dock.module.css'

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
