/** @file DockPanels: the panels of the dock, chosen by the network's task and the kind of data. */
import { type ComponentType, lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import { dockPanelsText as text } from '../../messages/en/build/dock-panels'
import { classScores } from '../../metrics/class-report'
import type { OutputKind } from '../../metrics/define-metric'
import type { Evaluation } from '../../metrics/evaluation'
import type { ClassCounts } from '../../protocol/trainer-messages'
import type { AppState } from '../../studio/state'
import { isFree } from '../../studio/training/run-lifecycle'
import { runInUse } from '../../studio/training/weights-in-use'
import { Confusion, type Mistake, MistakeList, mistakes, mistakeText } from '../charts/confusion-matrix'
import { Examples, ImageExamples } from '../charts/examples'
import { epochText, LossChart } from '../charts/loss-chart'
import { MetricList, PerClass } from '../charts/metric-tables'
import { OtherRows } from '../charts/other-rows'
import { PointsPlane } from '../charts/points-plane'
import { PredictedActual } from '../charts/predicted-actual'
import { TextExamples, TextMetrics } from '../charts/text-predictions'
import {
  anyDecision,
  decidedBy,
  isOfKind,
  labelsOf,
  type ShownHead,
  undecided,
  useDecisionOfRun,
  useEvaluatedRows,
  useHeadsOf,
  useRows,
  useTask,
  useValidation,
} from '../charts/use-evaluation'
import { isBeforeChange, useOtherDataset, useShownRun } from '../charts/use-shown-run'
import { Button } from '../kit/button'
import { Segmented } from '../kit/segmented'
import { chosenWeightsText } from '../shell/run-status'
import { useRunCommand, useSelect } from '../studio-context'
import kit from '../kit/kit.module.css'
import styles from './dock.module.css'
import { TrainButton } from './train-button'

/**
 * Shows the loss, the scores for the task, and then one of: mistakes, a scatter plot, the decision surface, or the
 * worst predictions.
 */
export function DockPanels() {
  const heads = useHeadsOf(useValidation())
  const task = useTask()
  const rows = useRows()
  const [label, setLabel] = useState<string>()
  const head = heads.find((one) => one.evaluation.label === label) ?? heads[0]
  const kind = head?.evaluation.kind ?? task?.kind ?? 'classes'
  const isPoints = rows?.dataset.schema.kind === 'points' && kind === 'classes'
  const Scores = SCORES[kind]
  const Results = isPoints ? SurfacePanel : RESULTS[kind]
  return (
    <div className={styles.panels}>
      <LossPanel />
      <Scores head={head}>
        {heads.length > 1 && (
          <div className={kit.below}>
            <Segmented
              label={text.output}
              layout="bare"
              value={head?.evaluation.label ?? ''}
              options={heads.map(({ evaluation }) => ({ value: evaluation.label, title: evaluation.label }))}
              onChange={setLabel}
            />
          </div>
        )}
      </Scores>
      <Results key={head?.evaluation.label} head={head} />
    </div>
  )
}

interface PanelProps {
  readonly title: string
  /** A short text next to the title, such as the newest numbers. */
  readonly detail?: string | undefined
  /** What the panel will show later, as long as it has nothing to show. */
  readonly waiting?: string
  readonly children?: ReactNode
}

function Panel({ title, detail, waiting, children }: PanelProps) {
  const isOld = useSelect(isBeforeChange)
  return (
    <div className={styles.panel} data-old={isOld || undefined}>
      <h3 className={styles.title}>
        {title}
        <OriginTag />
        {detail !== undefined && <span>{detail}</span>}
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs the focus for keyboard scrolling */}
      <section className={styles.body} tabIndex={0} aria-label={title}>
        {waiting === undefined ? (
          children
        ) : (
          <div className={`${kit.stack} ${kit.soft} ${styles.empty}`}>
            <p>{waiting}</p>
            {children}
          </div>
        )}
      </section>
    </div>
  )
}

/** Names the other dataset of a run, or says that it trained the network before it was changed. */
export function OriginTag() {
  const other = useOtherDataset()
  const isOld = useSelect(isBeforeChange)
  if (other === undefined && !isOld) return null
  return (
    <em
      className={`${kit.tag} ${styles.other}`}
      title={other === undefined ? text.beforeChangeTip : text.trainedOn({ dataset: other })}
    >
      {other === undefined ? text.beforeChange : text.on({ dataset: other })}
    </em>
  )
}

/**
 * A panel before the first evaluation: what it will show or, if the user chose other weights, how to evaluate them. There
 * is none without validation examples.
 */
function EvaluationPanel({ title, waiting }: { readonly title: string; readonly waiting: string }) {
  const run = useRunCommand()
  const isOver = useSelect((state) => state.inUse !== null || state.metrics !== null || hasStoredWeights(state))
  const isEmpty = useRows()?.split.validation.length === 0
  const hasRun = useSelect(({ run, runs }) => run.tag !== 'idle' || runs.length > 0)
  if (isEmpty && hasRun) return <Panel title={title} waiting={text.noValidation} />
  return isOver ? (
    <Panel title={title} waiting={text.notEvaluated}>
      <Button onClick={() => run('run.evaluate', { split: 'validation' })}>{text.evaluate}</Button>
    </Panel>
  ) : (
    <Panel title={title} waiting={waiting} />
  )
}

/** Whether a run from before a reload, such as an interrupted one, left weights that can be evaluated. */
function hasStoredWeights(state: Pick<AppState, 'run' | 'runs' | 'inUse' | 'checkpoints'>): boolean {
  const record = state.run.tag === 'idle' ? runInUse(state) : undefined
  return record !== undefined && record.tag !== 'training' && (state.checkpoints[record.id]?.length ?? 0) > 0
}

const Replay = lazy(() => import('../charts/replay').then(({ Replay }) => ({ default: Replay })))

/** The parts of a detail that there are. */
function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(' · ')
}

/** The figures of an output are decided by this; see `decidedBy`. */
function useDecidedBy(head: ShownHead | undefined): string | undefined {
  const metrics = useValidation()
  return useSelect((state) => decidedBy(metrics, runInUse(state)?.decisions?.[head?.evaluation.label ?? '']))
}

/** Plots the loss by step on a logarithmic scale with slight smoothing. */
function LossPanel() {
  const run = useShownRun()
  const chosen = useSelect(chosenWeightsText)
  const isEnded = useSelect((state) => isFree(state.run))
  // A threshold changes no loss.
  const calibration = useDecisionOfRun(run?.id)?.calibration
  return run ? (
    <Panel title={text.loss.title} detail={joined(epochText(run), chosen, calibration && text.decided.notCalibrated)}>
      <div style={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
        <div style={{ flex: 1, minHeight: 0 }}>
          <LossChart run={run} by="step" scale="log" smoothing={0.8} />
        </div>
        {isEnded && (
          <Suspense>
            <Replay />
          </Suspense>
        )}
      </div>
    </Panel>
  ) : (
    <Panel title={text.loss.title} detail={text.loss.about} waiting={text.loss.waiting}>
      <TrainButton />
    </Panel>
  )
}

/** The data points over the class predicted at every position. */
function SurfacePanel() {
  const rows = useRows()
  const decision = useSelect((state) => anyDecision(runInUse(state)?.decisions))
  const without = undecided(decision?.threshold === undefined ? undefined : { threshold: decision.threshold })
  return rows ? (
    <Panel title={text.surface.title} detail={joined(text.surface.about, without)}>
      <PointsPlane dataset={rows.dataset} split={rows.split} hasMap isBare />
    </Panel>
  ) : (
    <Panel title={text.surface.title} detail={text.surface.about} waiting={text.surface.waiting} />
  )
}

interface HeadPanelProps {
  /** The output whose newest evaluation is shown. */
  readonly head: ShownHead | undefined
  /** A control above the content. */
  readonly children?: ReactNode
}

interface HeadPanelDef<K extends OutputKind> {
  readonly title: string
  readonly waiting: string
  readonly detail: (head: ShownHead<K>, metrics: Evaluation) => string
  readonly Content: ComponentType<{ readonly head: ShownHead<K>; readonly set: Evaluation['split'] }>
}

/** A panel for the evaluation of an output of one kind; before the first evaluation, it says what it will show. */
function headPanel<K extends OutputKind>(
  kind: K,
  { title, waiting, detail, Content }: HeadPanelDef<K>,
): ComponentType<HeadPanelProps> {
  return ({ head, children }) => {
    const metrics = useValidation()
    const decided = useDecidedBy(head)
    if (!metrics || !isOfKind(head, kind)) return <EvaluationPanel title={title} waiting={waiting} />
    return (
      <Panel title={title} detail={joined(detail(head, metrics), decided)}>
        {children}
        <Content head={head} set={metrics.split} />
      </Panel>
    )
  }
}

/** Names the most recently evaluated set and gives its size. */
function evaluated(_: unknown, { split, rows }: Evaluation): string {
  return text.evaluated({ split, n: rows })
}

const ClassScores = headPanel('classes', {
  ...text.perClass,
  detail: (_, { split }) => text.worstClassFirst({ split }),
  Content: ({ head, set }) => (
    <PerClass scores={head.evaluation.perClass} confusion={head.evaluation.confusion} set={set} />
  ),
})

/** The scores of an output, by its kind. */
const SCORES: Readonly<Record<OutputKind, ComponentType<HeadPanelProps>>> = {
  classes: (props) => (isOfKind(props.head, 'classes') ? <ClassScores {...props} /> : <TrainingScores />),
  number: headPanel('number', {
    ...text.errors,
    detail: evaluated,
    Content: ({ head }) => <MetricList layout="compact" evaluation={head.evaluation} unit={head.unit} />,
  }),
  image: headPanel('image', {
    ...text.pixels,
    detail: evaluated,
    Content: ({ head }) => <MetricList layout="compact" evaluation={head.evaluation} />,
  }),
  sequence: headPanel('sequence', {
    ...text.texts,
    detail: evaluated,
    Content: ({ head }) => <TextMetrics layout="compact" evaluation={head.evaluation} />,
  }),
}

/** The predictions of an output, by its kind: worst first, or as a chart. */
const RESULTS: Readonly<Record<OutputKind, ComponentType<HeadPanelProps>>> = {
  classes: MistakesPanel,
  number: headPanel('number', {
    ...text.scatter,
    detail: ({ evaluation }) => text.scatter.examples({ n: evaluation.pairs.length }),
    Content: ({ head }) => <PredictedActual head={head.evaluation} unit={head.unit} />,
  }),
  image: headPanel('image', {
    title: text.mistakes.title,
    waiting: text.mistakes.waitingWorst,
    detail: () => text.worstFirst,
    Content: ImageMistakes,
  }),
  sequence: headPanel('sequence', {
    title: text.mistakes.title,
    waiting: text.mistakes.waitingWorst,
    detail: ({ evaluation }) => (evaluation.worst.length === 0 ? text.mistakes.none : text.worstFirst),
    Content: TextMistakes,
  }),
}

/**
 * Scores of the first output that predicts classes, on the training batches so far. Each batch was scored with the
 * weights from before its training step.
 */
function TrainingScores() {
  const counts = useSelect(({ run }) => (run.tag === 'idle' ? undefined : run.counts))
  const head = counts?.heads[0]
  const confusion = useMemo(() => head && rowsOf(head), [head])
  const scores = useMemo(() => head && confusion && classScores(confusion, head.labels), [head, confusion])
  if (!counts || !confusion || !scores) return <EvaluationPanel {...text.perClass} />
  return (
    <Panel title={text.perClass.title} detail={soFarText(counts)}>
      <PerClass scores={scores} confusion={confusion} />
    </Panel>
  )
}

/** The number of examples counted so far. */
function soFarText({ epoch, heads }: ClassCounts): string {
  const [head] = heads
  const n = head?.counts.reduce((sum, count) => sum + count, 0) ?? 0
  return head && heads.length > 1
    ? text.perClass.soFarOf({ output: head.label, epoch, n })
    : text.perClass.soFar({ epoch, n })
}

function rowsOf({ labels, counts }: ClassCounts['heads'][number]): readonly (readonly number[])[] {
  return labels.map((_, row) => Array.from(counts.subarray(row * labels.length, (row + 1) * labels.length)))
}

/** Inputs, targets and predictions of images. */
function ImageMistakes({ head: { evaluation, target } }: { readonly head: ShownHead<'image'> }) {
  const rows = useEvaluatedRows()
  const { worst, shape } = evaluation
  if (!rows) return <OtherRows />
  return <ImageExamples dataset={rows.dataset} target={target} shape={shape} examples={worst} side={36} />
}

/** Targets and predictions of texts. */
function TextMistakes({ head: { evaluation, target } }: { readonly head: ShownHead<'sequence'> }) {
  const rows = useEvaluatedRows()
  return <TextExamples evaluation={evaluation} examples={evaluation.worst} target={target} dataset={rows?.dataset} />
}

/** Confusion matrix of the most recently evaluated set; a click on a mistake shows its examples. */
function MistakesPanel({ head }: HeadPanelProps) {
  const [chosen, setChosen] = useState<Mistake>()
  const rows = useEvaluatedRows()
  const split = useValidation()?.split
  const decided = useDecidedBy(head)
  const { title, waiting } = text.mistakes
  if (!split || !isOfKind(head, 'classes')) return <EvaluationPanel title={title} waiting={waiting} />
  const { confusion, wrong } = head.evaluation
  const labels = labelsOf(head.evaluation)
  const all = mistakes(confusion)
  if (chosen) {
    const isChosen = (one: Pick<Mistake, 'actual' | 'predicted'>) =>
      one.actual === chosen.actual && one.predicted === chosen.predicted
    const examples = wrong.filter(isChosen)
    return (
      <Panel title={title} detail={mistakeText(all.find(isChosen) ?? { ...chosen, count: 0 }, labels)}>
        <Button size="small" tone="quiet" onClick={() => setChosen(undefined)}>
          {text.mistakes.back}
        </Button>
        {!rows ? (
          <OtherRows />
        ) : examples.length === 0 ? (
          <p className={kit.caption}>{text.mistakes.notKept}</p>
        ) : (
          <Examples dataset={rows.dataset} labels={labels} target={head.target} examples={examples} side={48} />
        )}
      </Panel>
    )
  }
  const examples = all.reduce((sum, { count }) => sum + count, 0)
  const shared = { labels, counts: confusion, onChoose: setChosen }
  return (
    <Panel title={title} detail={joined(text.mistakes.wrong({ split, examples }), decided)}>
      <div className={styles.confusion}>
        <Confusion {...shared} />
        <div className={styles.list}>
          <MistakeList {...shared} limit={12} isNarrow />
        </div>
      </div>
    </Panel>
  )
}
