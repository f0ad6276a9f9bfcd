/** @file Figure: one live view of a project, embedded in another page: its network, its loss with a Train button, or an input and the prediction. */
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { DrawnNode } from '../../graph/drawing'
import { figureText as text } from '../../messages/en/shell/figure'
import { headerText } from '../../messages/en/shell/header'
import type { Board } from '../../studio/board'
import { Canvas } from '../canvas/canvas'
import { AnswerFace } from '../network/faces/answer-face'
import { InputFace } from '../network/faces/face'
import { OnBoard } from '../canvas/on-board'
import { LossChart } from '../charts/loss-chart'
import { useShownRun } from '../charts/use-shown-run'
import { TrainButton } from '../dock/train-button'
import { Button } from '../kit/button'
import { useNetworkCatalog } from '../network/use-network-catalog'
import { useRun, useSelect, useStudio } from '../studio-context'
import { ErrorBoundary } from './error-boundary'
import type { FigureAsked } from './figure-asked'
import styles from './figure.module.css'
import { addressOf, type Figure } from './project-link'
import { Notices } from './notices'
import { epochsOf, runWords } from './run-status'
import { useTheme } from './use-theme'

export interface FigurePageProps {
  readonly asked: FigureAsked
  /** Resolves when the project is open; rejects where its link is not valid. */
  readonly opened: Promise<void>
}

/** The whole page, in a frame of 300 by 200 pixels or more. */
export default function FigurePage({ asked: { figure, fragment, theme }, opened }: FigurePageProps) {
  useTheme()
  const run = useRun()
  const ready = useSelect((state) => state.ready)
  const name = useSelect((state) => state.project.name)
  const [wrong, setWrong] = useState<string>()
  useEffect(() => {
    if (theme) run('theme.set', { theme })
  }, [run, theme])
  useEffect(() => {
    opened.catch((error: unknown) => setWrong(error instanceof Error ? error.message : String(error)))
  }, [opened])
  useEffect(() => {
    if (name !== '') document.title = name
  }, [name])
  return (
    <div className={styles.page} data-figure={figure}>
      <main className={styles.figure} aria-label={text[figure]}>
        {wrong === undefined ? (
          ready && <ErrorBoundary room={text[figure]}>{figureOf(figure)}</ErrorBoundary>
        ) : (
          <p className={styles.wrong}>{wrong}</p>
        )}
      </main>
      <footer className={styles.foot}>
        <span className={styles.name} title={name}>
          {name}
        </span>
        <a href={addressOf(location.href, fragment)} target="_blank" rel="noopener">
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

/** The commands of a canvas that is read-only. */
const READ_ONLY: ReadonlySet<string> = new Set(['select.set', 'canvas.closePanel', 'block.enter', 'block.leave'])

/** The canvas on a board that offers no commands: it can be moved and zoomed, but not changed. */
function Network() {
  const studio = useStudio()
  const catalog = useNetworkCatalog()
  const board = useMemo(
    (): Board => ({
      store: studio.store,
      run: async (id, args) => (READ_ONLY.has(id) ? studio.run(id, args) : undefined),
      offer: () => undefined,
    }),
    [studio],
  )
  return (
    <div
      className={styles.canvas}
      onContextMenuCapture={(event) => {
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      <OnBoard board={board} catalog={catalog}>
        <Canvas />
      </OnBoard>
    </div>
  )
}

function Loss() {
  const shown = useShownRun()
  return (
    <div className={styles.stack}>
      <Running />
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
      <Running />
      <div className={styles.faces}>
        <Faces nodes={of('input')} Face={InputFace} />
        <span aria-hidden="true">→</span>
        <Faces nodes={of('output')} Face={AnswerFace} />
      </div>
    </div>
  )
}

function Faces({ nodes, Face }: { readonly nodes: readonly DrawnNode[]; readonly Face: typeof InputFace }) {
  return (
    <div className={styles.side}>
      {nodes.map((node) => (
        <figure key={node.id} className={styles.face}>
          <figcaption>{node.label}</figcaption>
          <Face node={node} />
        </figure>
      ))}
    </div>
  )
}

/** Starts, pauses and resumes a run, and shows its status. */
function Running() {
  const run = useRun()
  const tag = useSelect((state) => state.run.tag)
  const status = useSelect((state) => runWords(state.run, epochsOf(state)))
  return (
    <div className={styles.running}>
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
