/** @file Problems on the canvas page: the line above the canvas, and the full view of a problem in the inspector. */
import { Fragment, type KeyboardEvent, lazy, Suspense, useEffect, useId, useRef, useState } from 'react'
import type { Diagnostic, Fix } from '../../graph/check-report'
import { canvasProblemText } from '../../messages/en/canvas/problems'
import { shownDrawing, shownReport } from '../../studio/network/block-levels'
import type { BoardState } from '../../studio/network/canvas-board'
import { Button } from '../kit/button'
import { useRunCommand, useSelect } from './board-context'
import { useCatalog } from './canvas-catalog'
import kit from '../kit/kit.module.css'
import styles from './problems.module.css'
import { nodeOf, problemsInOrder, shownProblem } from './selectors'

const text = canvasProblemText.problem

/** The line above the canvas: one problem with its fix, and the way to the next problem. */
export function ProblemLine() {
  const run = useRunCommand()
  const { problemText } = useCatalog()
  const report = useSelect(shownReport)
  const selection = useSelect((state) => state.selection)
  const [chosen, setChosen] = useState<Diagnostic>()
  const all = problemsInOrder(report)
  const problem = shownProblem(all, selection, chosen)
  const { node } = problem ?? {}
  const label = useSelect((state) => (node === undefined ? '' : (nodeOf(state, node)?.label ?? '')))
  if (!problem) return null
  const number = all.indexOf(problem) + 1
  const show = (next: Diagnostic | undefined) => {
    setChosen(next)
    if (next?.node === undefined) run('select.set', { nodes: [] })
    else run('canvas.goTo', { node: next.node })
  }
  const [fix] = problem.fixes
  const message = problemText(problem.problem)
  return (
    <section
      className={`${kit.rowWide} ${styles.line}`}
      data-severity={problem.severity}
      aria-label={text.label({ node: label })}
    >
      <button type="button" className={styles.text} title={message} onClick={() => show(problem)}>
        {message}
      </button>
      {fix && <FixButton node={node} problem={problem} fix={fix} isNext={problem.severity === 'error'} />}
      {all.length > 1 ? (
        <Button
          size="small"
          tone="quiet"
          className={styles.number}
          title={text.next}
          onClick={() => show(all[number % all.length])}
        >
          {text.number({ number, of: all.length })}
        </Button>
      ) : (
        <span className={styles.number}>{text.number({ number, of: all.length })}</span>
      )}
    </section>
  )
}

/** One problem: its text, a picture and fixes, and an explanation on request. */
export function ProblemView({ node, problem }: { readonly node?: string; readonly problem: Diagnostic }) {
  const { problemText, Picture, Explanation } = useCatalog()
  const [isExplained, setExplained] = useState(false)
  const within = useSelect((state) => innerNodeLabel(state, problem, node))
  const { fixes } = problem
  const at = node === undefined ? {} : { node }
  return (
    <div className={styles.problem} data-severity={problem.severity}>
      <p className={problem.severity === 'error' ? styles.message : styles.soft}>{problemText(problem.problem)}</p>
      {within !== '' && <p className={styles.hint}>{text.inside({ node: within })}</p>}
      {Picture && (
        <Suspense>
          <Picture problem={problem} {...at} />
        </Suspense>
      )}
      {fixes.map((fix) => (
        <Fragment key={fix.id}>
          {fix.hint && <p className={styles.hint}>{fix.hint}</p>}
          <FixButton node={node} problem={problem} fix={fix} />
        </Fragment>
      ))}
      {Explanation && (
        <button
          type="button"
          className={styles.why}
          aria-expanded={isExplained}
          onClick={() => setExplained(!isExplained)}
        >
          {text.why}
        </button>
      )}
      {Explanation && isExplained && (
        <Suspense>
          <Explanation problem={problem} {...at} />
        </Suspense>
      )}
    </div>
  )
}

/**
 * The label of the inner node that has the problem, if a block shows the problem on that node's behalf; otherwise
 * empty.
 */
function innerNodeLabel({ project }: BoardState, { inside }: Diagnostic, node: string | undefined): string {
  if (!inside || inside.node === node) return ''
  const drawing = shownDrawing({ project, inside: inside.within.map((one) => one.node) })
  return drawing.nodes.find(({ id }) => id === inside.node)?.label ?? ''
}

const PreviewCard = lazy(() => import('./fix-preview/preview-card').then((module) => ({ default: module.PreviewCard })))

/** How long the pointer must rest on the button before the card opens, and stay away before it closes, in ms. */
const HOVER_DELAY_MS = 150

interface FixButtonProps {
  readonly node: string | undefined
  readonly problem: Diagnostic
  readonly fix: Fix
  /** Whether applying the fix is the next thing to do on the page. */
  readonly isNext?: boolean
}

/** The button for one fix, with a preview of the network after it. */
function FixButton({ node, problem, fix, isNext = false }: FixButtonProps) {
  const run = useRunCommand()
  const button = useRef<HTMLButtonElement>(null)
  const timer = useRef(0)
  const [isShown, setShown] = useState(false)
  const id = useId()
  const setShownSoon = (next: boolean) => {
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => setShown(next), HOVER_DELAY_MS)
  }
  useEffect(() => () => window.clearTimeout(timer.current), [])
  const setShownNow = (next: boolean) => {
    window.clearTimeout(timer.current)
    setShown(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isShown) return
    // The first Escape closes only the preview.
    event.stopPropagation()
    setShownNow(false)
  }
  return (
    <>
      <Button
        ref={button}
        size="small"
        tone={isNext ? 'primary' : 'plain'}
        className={styles.fix}
        aria-describedby={isShown ? id : undefined}
        onClick={() =>
          run('graph.fix', { ...(node === undefined ? {} : { node }), code: problem.problem.code, fix: fix.id })
        }
        onPointerEnter={({ pointerType }) => pointerType !== 'touch' && setShownSoon(true)}
        onPointerLeave={() => setShownSoon(false)}
        onFocus={({ currentTarget }) => currentTarget.matches(':focus-visible') && setShownNow(true)}
        onBlur={() => setShownNow(false)}
        onKeyDown={onKeyDown}
      >
        {fix.title}
      </Button>
      {isShown && button.current && (
        <Suspense>
          <PreviewCard
            id={id}
            problem={problem}
            fix={fix}
            anchor={button.current}
            onStay={() => setShownNow(true)}
            onLeave={() => setShownSoon(false)}
          />
        </Suspense>
      )}
    </>
  )
}
