/** @file Problem callout: the text of a problem with its fixes, placed next to the node and within the view. */
import {
  Fragment,
  Suspense,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  lazy,
  useEffect,
  useId,
} from 'react'
import { useStore } from 'reactflow'
import { boardText } from '../../messages/en/canvas/board'
import type { Diagnostic, Fix } from '../../graph/diagnostic'
import type { BoardState } from '../../studio/network/canvas-board'
import { shownDrawing } from '../../studio/network/block-levels'
import { setProblemFolded } from './canvas-ui-state'
import { useCatalog } from './canvas-catalog'
import { NODE_WIDTH } from './flow-nodes'
import { useRunCommand, useSelect } from './board-context'
import styles from './problem-callout.module.css'
import { calloutPosition } from './callout-position'
import { nodeOf, problemsOf } from './selectors'

const text = boardText.problem

/** Width in pixels; must match problem-callout.module.css. */
const WIDTH = 250

/** The problems of a node, next to it on the canvas. */
export function ProblemCallout({ id }: { readonly id: string }) {
  const problems = useSelect((state) => problemsOf(state, id))
  const label = useSelect((state) => nodeOf(state, id)?.label ?? '')
  const box = useRef<HTMLElement>(null)
  const [height, setHeight] = useState(0)
  const position = useCalloutPosition(id, height)
  const hasError = problems.some(({ severity }) => severity === 'error')

  const isInView = position !== undefined
  // Track the height, because the callout grows when a picture or an explanation loads.
  useLayoutEffect(() => {
    const element = box.current
    if (!isInView || !element) return
    const watch = new ResizeObserver(() => setHeight(element.offsetHeight))
    watch.observe(element)
    return () => watch.disconnect()
  }, [isInView])

  if (!position) return null
  return (
    <section
      ref={box}
      className={hasError ? styles.box : `${styles.box} ${styles.advice}`}
      style={{ transform: `translate(${position.x}px, ${position.y}px)` }}
      aria-label={text.label({ node: label })}
    >
      <button type="button" className={styles.fold} onClick={() => setProblemFolded(id, 'fold')} aria-label={text.hide}>
        ×
      </button>
      {problems.map((one) => (
        <ProblemView key={`${one.problem.code} ${one.wire ?? ''}`} node={id} problem={one} />
      ))}
    </section>
  )
}

/** One problem: its text, a picture and fixes, and an explanation on request. */
export function ProblemView({ node, problem }: { readonly node?: string; readonly problem: Diagnostic }) {
  const run = useRunCommand()
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
          <FixButton
            className={styles.fix}
            problem={problem}
            fix={fix}
            onApply={() => run('graph.fix', { ...at, code: problem.problem.code, fix: fix.id })}
          />
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

/** Position of the callout in canvas pixels; undefined while the node is out of view. */
function useCalloutPosition(id: string, height: number): { readonly x: number; readonly y: number } | undefined {
  const key = useStore(({ nodeLookup, transform: [tx, ty, zoom], width: viewWidth, height: viewHeight }) => {
    const node = nodeLookup.get(id)
    if (!node) return ''
    const { width = NODE_WIDTH, height: tall = 54 } = node.measured
    const at = {
      x: node.position.x * zoom + tx,
      y: node.position.y * zoom + ty,
      width: width * zoom,
      height: tall * zoom,
    }
    const position = calloutPosition(at, { width: WIDTH, height }, { width: viewWidth, height: viewHeight })
    return position ? `${position.x},${position.y}` : ''
  })
  if (key === '') return undefined
  const [x = 0, y = 0] = key.split(',').map(Number)
  return { x, y }
}

const PreviewCard = lazy(() => import('./fix-preview/preview-card').then((module) => ({ default: module.PreviewCard })))

/** How long the pointer must rest on the button before the card opens, and stay away before it closes, in ms. */
const HOVER_DELAY_MS = 150

interface FixButtonProps {
  readonly problem: Diagnostic
  readonly fix: Fix
  readonly className: string | undefined
  onApply(): void
}

/** The button for one fix. */
function FixButton({ problem, fix, className, onApply }: FixButtonProps) {
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
      <button
        ref={button}
        type="button"
        className={className}
        aria-describedby={isShown ? id : undefined}
        onClick={onApply}
        onPointerEnter={({ pointerType }) => pointerType !== 'touch' && setShownSoon(true)}
        onPointerLeave={() => setShownSoon(false)}
        onFocus={({ currentTarget }) => currentTarget.matches(':focus-visible') && setShownNow(true)}
        onBlur={() => setShownNow(false)}
        onKeyDown={onKeyDown}
      >
        {fix.title}
      </button>
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
