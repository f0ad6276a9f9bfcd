/**
 * @file Dock: the charts of a run below the canvas: loss, scores and mistakes. On short viewports it starts collapsed, so
 * that the canvas keeps its share of the page.
 */

import { type CSSProperties, Fragment, useCallback, useRef, useState } from 'react'
import { dockPanelsText as text } from '../../messages/en/build/dock-panels'
import { classScoreText, formatWithUnit, textFor, unitOf } from '../../metrics/format-metric'
import { summaryMetrics } from '../../metrics/metrics-of'
import type { EpochLog } from '../../protocol/trainer-messages'
import type { RunRecord } from '../../storage/records'
import { isWithinEpoch, runInUse } from '../../studio/training/weights-in-use'
import { useFrame } from '../charts/canvas-hooks'
import { useTokens } from '../charts/color-tokens'
import { join, yDomain } from '../charts/chart-data'
import { worstClass } from '../charts/metric-tables'
import { bestEpoch, decidingMetric, lossData, shownLog, shownLoss, weightsEpochOf } from '../charts/run-curves'
import { decidedBy, type ShownHead, useHeadsOf, useValidation } from '../charts/use-evaluation'
import { type ShownRun, useShownRun } from '../charts/use-shown-run'
import { IconButton } from '../kit/icon-button'
import { useMedia } from '../shell/use-theme'
import { chosenWeightsText } from '../shell/run-status'
import { useSelect, useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import styles from './dock.module.css'
import { DockHandle } from './dock-handle'
import { clampHeight, DOCK_HEIGHT, readDock, writeDock } from './dock-layout'
import { DockPanels, OriginTag } from './dock-panels'

/** The share of the page in present mode, where a class looks at the charts from afar. */
const PRESENT_SHARE = 0.42

/** The dock below the canvas. It reduces the canvas height instead of covering the canvas. */
export function Dock() {
  const isLow = useMedia('(max-height: 700px)')
  const [layout, setLayout] = useState(readDock)
  const isPresenting = useSelect((state) => state.present)
  const height = isPresenting
    ? clampHeight(Math.max(layout.height, PRESENT_SHARE * innerHeight), innerHeight)
    : layout.height
  // On short viewports, the charts are open only while someone looks at them, so this is not stored.
  const [isOpenWhileLow, setIsOpenWhileLow] = useState(false)
  const change = (part: Partial<typeof layout>) => {
    const next = { ...layout, ...part }
    setLayout(next)
    writeDock(next)
  }
  const setIsFolded = (folded: boolean) => (isLow ? setIsOpenWhileLow(!folded) : change({ folded }))
  if (isLow ? !isOpenWhileLow : layout.folded) {
    return (
      <section className={`${kit.rowWide} ${styles.strip}`} aria-label={text.title}>
        <CollapsedDock />
        <IconButton
          label={text.expand}
          icon="fold"
          tone="quiet"
          size="small"
          tip="above"
          onClick={() => setIsFolded(false)}
        />
      </section>
    )
  }
  return (
    <section className={styles.dock} style={{ '--dock': `${height}px` } as CSSProperties} aria-label={text.title}>
      <DockHandle
        height={height}
        onChange={(height) => change({ height })}
        onReset={() => change({ height: DOCK_HEIGHT })}
      />
      <DockPanels />
      <div className={styles.corner}>
        <IconButton
          label={text.collapse}
          icon="fold"
          tone="quiet"
          size="small"
          tip="left"
          onClick={() => setIsFolded(true)}
        />
      </div>
    </section>
  )
}

/**
 * Shows the metrics of the current run in one line: all of one epoch, except scores of a run that ended within one. Of
 * weights that are edited by hand there are only scores, because the losses are those of the run's own weights.
 */
function CollapsedDock() {
  const shown = useShownRun()
  const loss = useSelect(({ run }) => shown && shownLoss(shown, run))
  const metrics = useValidation()
  const head = useHeadsOf(metrics)[0]
  const decided = useSelect((state) => decidedBy(metrics, runInUse(state)?.decisions?.[head?.evaluation.label ?? '']))
  const chosen = useSelect(chosenWeightsText)
  const withinEpoch = useSelect(({ runs }) => shown && stepWithinEpoch(shown, runs))
  const isEdited = useSelect(({ inUse }) => inUse?.edits !== undefined)
  if (!shown) return null
  const log = isEdited ? undefined : shownLog(shown)
  const isBest = log?.epoch === bestEpoch(shown)
  const lowestScore = head?.evaluation.kind === 'classes' ? worstClass(head.evaluation.perClass) : undefined
  return (
    <div className={styles.numbersLine}>
      <OriginTag />
      {chosen !== undefined && <em className={`${kit.tag} ${styles.other}`}>{chosen}</em>}
      {isEdited ? (
        !head && <span>{text.notEvaluated}</span>
      ) : (
        <>
          <span style={{ minWidth: '14ch' }} title={isBest ? text.line.best({ by: decidingMetric(shown) }) : undefined}>
            {text.line.epoch({ epoch: log?.epoch, isBest })}
          </span>
          <span>{text.line.loss}</span>
          <Sparkline history={shown.history} />
          <b>{text.line.lossValue({ loss })}</b>
        </>
      )}
      {log?.validationLoss !== undefined && (
        <>
          <span>{text.line.validation}</span>
          <b>{text.line.lossValue({ loss: log.validationLoss })}</b>
        </>
      )}
      {withinEpoch !== undefined && <span>{text.line.step({ step: withinEpoch })}</span>}
      {lowestScore && (
        <>
          <span>{text.line.worstClass}</span>
          <b>{text.line.classScore({ label: lowestScore.label, metrics: classScoreText(lowestScore) })}</b>
          {decided !== undefined && <span>{decided}</span>}
        </>
      )}
      {head && head.evaluation.kind !== 'classes' && <SummaryMetrics head={head} />}
    </div>
  )
}

/** The last step of a run that was stopped within an epoch: its scores are newer than the losses of its last epoch. */
function stepWithinEpoch(shown: ShownRun, runs: readonly RunRecord[]): number | undefined {
  const record = runs.find(({ id }) => id === shown.id)
  if (shown.tag !== 'done' || record?.step === undefined || weightsEpochOf(shown) !== undefined) return undefined
  const { step } = record
  return isWithinEpoch(record, { step, epoch: shown.history.at(-1)?.epoch ?? shown.before }) ? step : undefined
}

function SummaryMetrics({ head: { evaluation, unit } }: { readonly head: ShownHead }) {
  return summaryMetrics(evaluation).map(({ metric, value }) => (
    <Fragment key={metric.id}>
      <span>{textFor(metric, evaluation.kind).title}</span>
      <b>{formatWithUnit(metric, value, unitOf(evaluation.kind, unit))}</b>
    </Fragment>
  ))
}

const WIDTH = 120
const HEIGHT = 20

/** The smoothed training loss, updated live. */
function Sparkline({ history }: { readonly history: readonly EpochLog[] }) {
  const ref = useRef<HTMLCanvasElement>(null)
  const { live } = useStudio()
  const tokens = useTokens()
  const draw = useCallback(() => {
    const canvas = ref.current
    const context = canvas?.getContext('2d')
    if (!canvas || !context) return
    const data = lossData(
      { steps: live.steps, losses: live.losses, totals: live.totals, count: live.count, history, stepsPerEpoch: 1 },
      { by: 'step', scale: 'log', smoothing: 0.9 },
    )
    const curve = data.series.find(({ token, look }) => token === 'train' && !look)
    const ratio = devicePixelRatio
    canvas.width = WIDTH * ratio
    canvas.height = HEIGHT * ratio
    if (!curve) return
    const { x, at } = join([curve], WIDTH)
    const [low, high] = yDomain({ ...data, series: [curve] }).map(Math.log) as [number, number]
    const first = x[0] ?? 0
    const last = Math.max(first + 1, x[x.length - 1] ?? 1)
    context.scale(ratio, ratio)
    context.strokeStyle = tokens('train')
    context.lineWidth = 1.75
    context.lineJoin = 'round'
    context.beginPath()
    for (const [i, step] of x.entries()) {
      const height = Math.log(curve.y[at[0]?.[i] ?? -1] as number)
      if (!Number.isFinite(height)) continue
      context.lineTo(
        2 + ((WIDTH - 4) * (step - first)) / (last - first),
        2 + (HEIGHT - 4) * (1 - (height - low) / (high - low)),
      )
    }
    context.stroke()
  }, [live, history, tokens])
  useFrame(draw, live.subscribe)
  return <canvas ref={ref} style={{ width: WIDTH, height: HEIGHT }} role="img" aria-label={text.lossSoFar} />
}
