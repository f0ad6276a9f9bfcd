/**
 * @file Figure: one interactive view of a project, embedded in another page: the network, the loss with a Train button,
 * or an input with its prediction.
 */
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { DrawnNode } from '../../graph/drawing'
import { figureText as text } from '../../messages/en/shell/figure'
import { headerText } from '../../messages/en/shell/header'
import type { Board } from '../../studio/network/canvas-board'
import { typedRun } from '../../studio/run-command'
import type { CanvasCatalog } from '../canvas/canvas-catalog'
import { Canvas } from '../canvas/canvas'
import { PredictionFace } from '../network/node-faces/prediction-face'
import { InputFace } from '../network/node-faces/input-face'
import { BoardProvider } from '../canvas/board-context'
import { LossChart } from '../charts/loss-chart'
import { useShownRun } from '../charts/use-shown-run'
import { TrainButton } from '../dock/train-button'
import { Button } from '../kit/button'
import { networkCatalog } from '../network/network-catalog'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import { ErrorBoundary } from './error-boundary'
import { type FigureRequest, projectAddress, type Figure } from './project-link'
import kit from '../kit/kit.module.css'
import styles from './embedded-figure.module.css'
import { Notices } from './notices'
import { plannedEpochs, describeRun } from './run-status'
import { useTheme } from './use-theme'

export interface FigurePageProps {
  readonly request: FigureRequest
  /** Resolves once the project is open; rejects if its link is invalid. */
  readonly opened: Promise<void>
}

/** The page that shows a figure, for iframes of at least 300 × 200 pixels. */
export default function FigurePage({ request: { figure, fragment, theme }, opened }: FigurePageProps) {
  useTheme()
  const run = useRunCommand()
  const ready = useSelect((state) => state.ready)
  const name = useSelect((state) => state.project.name)
  const [error, setError] = useState<string>()
  useEffect(() => {
    if (theme) run('theme.set', { theme })
  }, [run, theme])
  useEffect(() => {
    opened.catch((cause: unknown) => setError(cause instanceof Error ? cause.message : String(cause)))
  }, [opened])
  useEffect(() => {
    if (name !== '') document.title = name
  }, [name])
  return (
    <div className={styles.page} data-figure={figure}>
      <main className={styles.figure} aria-label={text[figure]}>
        {error === undefined ? (
          ready && <ErrorBoundary part={text[figure]}>{figureOf(figure)}</ErrorBoundary>
        ) : (
          <p className={styles.wrong}>{error}</p>
        )}
      </main>
      <footer className={`${kit.rowWide} ${kit.between} ${styles.foot}`}>
        <span className={`${kit.ellipsis} ${kit.soft}`} title={name}>
          {name}
        </span>
        <a href={projectAddress(location.href, fragment)} target="_blank" rel="noopener">
          {text.open}
        </a>
      </footer>
      <Notices />
    </div>
  )
}

function figureOf(figure: Figure): ReactNode {
  switch (figure) {
    case 'canvas':
      return <Network />
    case 'loss':
      return <Loss />
    case 'prediction':
      return <Prediction />
    default:
      return figure satisfies never
  }
}

/** Commands allowed on a read-only canvas. */
const READ_ONLY: ReadonlySet<string> = new Set(['select.set', 'canvas.closePanel', 'block.enter', 'block.leave'])

/** A canvas that can be panned and zoomed but not edited. */
function Network() {
  const studio = useStudio()
  const board = useMemo((): Board => {
    const runById = async (id: string, args?: object) => (READ_ONLY.has(id) ? studio.runById(id, args) : undefined)
    return {
      store: studio.store,
      ...{ run: typedRun(runById), runById },
      offer: () => undefined,
    }
  }, [studio])
  return (
    <div
      className={styles.canvas}
      onContextMenuCapture={(event) => {
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      <BoardProvider board={board} catalog={STILL}>
        <Canvas />
      </BoardProvider>
    </div>
  )
}

/** Readers of a page with many figures do not wait for the values of layers. */
const STILL: CanvasCatalog = { ...networkCatalog, live: undefined }

function Loss() {
  const shown = useShownRun()
  return (
    <div className={styles.stack}>
      <RunControls />
      {shown ? (
        <LossChart run={shown} by="step" scale="log" smoothing={0.8} />
      ) : (
        <p className={styles.waiting}>{text.noRun}</p>
      )}
    </div>
  )
}

function Prediction() {
  const drawing = useSelect((state) => state.project.drawing)
  const of = (kind: string) => drawing.nodes.filter((node) => node.kind === kind)
  return (
    <div className={styles.stack}>
      <RunControls />
      <div className={`${kit.rowWide} ${kit.scroll} ${styles.faces}`}>
        <Faces nodes={of('input')} Face={InputFace} />
        <span aria-hidden="true">→</span>
        <Faces nodes={of('output')} Face={PredictionFace} />
      </div>
    </div>
  )
}

function Faces({ nodes, Face }: { readonly nodes: readonly DrawnNode[]; readonly Face: typeof InputFace }) {
  return (
    <div className={kit.stack}>
      {nodes.map((node) => (
        <figure key={node.id} className={styles.face}>
          <figcaption>{node.label}</figcaption>
          <Face node={node} />
        </figure>
      ))}
    </div>
  )
}

/** Buttons that start, pause and resume a run, and its status. */
function RunControls() {
  const run = useRunCommand()
  const tag = useSelect((state) => state.run.tag)
  const status = useSelect((state) => describeRun(state.run, plannedEpochs(state)))
  return (
    <div className={`${kit.wrapWide} ${kit.caption}`}>
      {tag === 'training' ? (
        <Button icon="pause" onClick={() => run('run.pause')}>
          {headerText.run.pause}
        </Button>
      ) : tag === 'paused' ? (
        <Button tone="primary" icon="play" onClick={() => run('run.resume')}>
          {headerText.run.resume}
        </Button>
      ) : (
        <TrainButton />
      )}
      <span role="status">{status}</span>
    </div>
  )
}
