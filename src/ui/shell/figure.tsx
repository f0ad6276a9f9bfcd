/** @file Figure: one living figure of a project on another page: its drawing, its loss with Train, or an input and the answer. */
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { DrawnNode } from '../../graph/drawing'
import type { Board } from '../../studio/board'
import { Canvas } from '../canvas/canvas'
import { AnswerFace } from '../network/faces/answer-face'
import { InputFace } from '../network/faces/face'
import { OnBoard } from '../canvas/on-board'
import { LossChart } from '../charts/loss-chart'
import { useShownRun } from '../charts/use-shown-run'
import { TrainButton } from '../dock/train-button'
import { Button } from '../kit/button'
import { networkCatalog } from '../network/network-catalog'
import { useRun, useSelect, useStudio } from '../studio-context'
import { ErrorBoundary } from './error-boundary'
import type { FigureAsked } from './figure-asked'
import styles from './figure.module.css'
import { addressOf, type Figure } from './link-words'
import { Notices } from './notices'
import { epochsOf, runWords } from './run-words'
import { useTheme } from './use-theme'

export interface FigurePageProps {
  readonly asked: FigureAsked
  /** Settles when the project is open, or with what is wrong with its link. */
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
      <main className={styles.figure} aria-label={TITLES[figure]}>
        {wrong === undefined ? (
          ready && <ErrorBoundary room={TITLES[figure]}>{figureOf(figure)}</ErrorBoundary>
        ) : (
          <p className={styles.wrong}>{wrong}</p>
        )}
      </main>
      <footer className={styles.foot}>
        <span className={styles.name} title={name}>
          {name}
        </span>
        <a href={addressOf(location.href, fragment)} target="_blank" rel="noopener">
          Open in Netloom
        </a>
      </footer>
      <Notices />
    </div>
  )
}

const TITLES: { readonly [figure in Figure]: string } = {
  canvas: 'The drawing',
  loss: 'The loss of its training',
  prediction: 'An input and the answer',
}

function figureOf(figure: Figure): ReactNode {
  switch (figure) {
    case 'canvas':
      return <Drawing />
    case 'loss':
      return <Loss />
    case 'prediction':
      return <Prediction />
    default:
      return figure satisfies never
  }
}

/** What a hand can do to a drawing that is only looked at. */
const LOOKING: ReadonlySet<string> = new Set(['select.set', 'canvas.closePanel', 'block.enter', 'block.leave'])

/** The canvas on a board that offers nothing: moved and zoomed, never changed. */
function Drawing() {
  const studio = useStudio()
  const board = useMemo(
    (): Board => ({
      store: studio.store,
      run: async (id, args) => (LOOKING.has(id) ? studio.run(id, args) : undefined),
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
      <OnBoard board={board} catalog={networkCatalog}>
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
        <p className={styles.waiting}>The curve falls here while the network learns.</p>
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

/** Begins a run, holds it, and says how far it is. */
function Running() {
  const run = useRun()
  const tag = useSelect((state) => state.run.tag)
  const words = useSelect((state) => runWords(state.run, epochsOf(state)))
  return (
    <div className={styles.running}>
      {tag === 'training' ? (
        <Button icon="pause" onClick={() => run('run.pause')}>
          Pause
        </Button>
      ) : tag === 'paused' ? (
        <Button tone="primary" icon="play" onClick={() => run('run.resume')}>
          Resume
        </Button>
      ) : (
        <TrainButton />
      )}
      <span role="status">{words}</span>
    </div>
  )
}
