/** @file Problem callout: the text of a problem with its fixes, placed next to the node and within the view. */
import {
  Fragment,
  type KeyboardEvent,
  lazy,
  Suspense,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useStore } from 'reactflow'
import type { Diagnostic, Fix } from '../../graph/check-report'
import { boardText } from '../../messages/en/canvas/board'
import { shownDrawing } from '../../studio/network/block-levels'
import type { BoardState } from '../../studio/network/canvas-board'
import { useRunCommand, useSelect } from './board-context'
import { useCatalog } from './canvas-catalog'
import { setProblemFolded } from './canvas-ui-state'
import { NODE_WIDTH } from './flow-nodes'
import styles from './problem-callout.module.css'
import { nodeOf, problemsOf } from './selectors'

interface Point {
  readonly x: number
  readonly y: number
}
interface Size {
  readonly width: number
  readonly height: number
}

/** Gap between the callout and its node, and between the callout and the view's edges, in pixels. */
const GAP = 8

/**
 * Returns the top left corner of the callout, or undefined while the node is out of view. The callout covers the node
 * only if there is no space around the node.
 */
export function calloutPosition(node: Point & Size, box: Size, view: Size): Point | undefined {
  const [right, bottom] = [node.x + node.width, node.y + node.height]
  if (right < 0 || node.x > view.width || bottom < 0 || node.y > view.height) return undefined
  const within = (x: number, y: number): Point => ({
    x: Math.round(clamp(x, GAP, view.width - box.width - GAP)),
    y: Math.round(clamp(y, GAP, view.height - box.height - GAP)),
  })
  const middle = node.x + node.width / 2 - box.width / 2
  if (bottom + GAP + box.height + GAP <= view.height) return within(middle, bottom + GAP)
  if (node.y - GAP - box.height >= GAP) return within(middle, node.y - GAP - box.height)
  const level = node.y + node.height / 2 - box.height / 2
  if (right + GAP + box.width + GAP <= view.width) return within(right + GAP, level)
  if (node.x - GAP - box.width >= GAP) return within(node.x - GAP - box.width, level)
  return within(middle, node.y - GAP - box.height)
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(Math.min(value, high), low)
}

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
