/** @file Problem: the sentence of a problem next to its node, with its fixes; kept inside the view. */
import { Fragment, Suspense, useLayoutEffect, useRef, useState } from 'react'
import { useStore } from 'reactflow'
import { boardText } from '../../messages/en/canvas/board'
import type { Diagnostic } from '../../graph/diagnostic'
import type { BoardState } from '../../studio/board'
import { shownDrawing } from '../../studio/levels'
import { foldProblem, isUnfolded, useCanvasUi } from './canvas-ui'
import { useCatalog } from './catalog'
import { NODE_WIDTH } from './flow'
import { useRun, useSelect } from './on-board'
import { FixButton } from './preview/fix-button'
import styles from './problem.module.css'
import { problemPlace } from './problem-place'
import { nodeOf, problemNode, problemsOf, severityAt } from './read'

const text = boardText.problem

/** In pixels, as in its style. */
const WIDTH = 250

/** The open problem, if there is one: that of the selected node, else the first. Advice opens on request only. */
export function OpenProblem() {
  const id = useSelect(problemNode)
  const severity = useSelect((state) => (id === undefined ? 'advice' : severityAt(state, id)))
  const open = useCanvasUi((ui) => id !== undefined && isUnfolded(ui, id, severity))
  return id === undefined || !open ? null : <Callout key={id} id={id} />
}

function Callout({ id }: { readonly id: string }) {
  const problems = useSelect((state) => problemsOf(state, id))
  const label = useSelect((state) => nodeOf(state, id)?.label ?? '')
  const box = useRef<HTMLElement>(null)
  const [height, setHeight] = useState(0)
  const place = usePlace(id, height)
  const bad = problems.some(({ severity }) => severity === 'error')

  const there = place !== undefined
  // A picture or an explanation that loads makes it taller.
  useLayoutEffect(() => {
    const element = box.current
    if (!there || !element) return
    const watch = new ResizeObserver(() => setHeight(element.offsetHeight))
    watch.observe(element)
    return () => watch.disconnect()
  }, [there])

  if (!place) return null
  return (
    <section
      ref={box}
      className={bad ? styles.box : `${styles.box} ${styles.advice}`}
      style={{ transform: `translate(${place.x}px, ${place.y}px)` }}
      aria-label={text.label({ node: label })}
    >
      <button type="button" className={styles.fold} onClick={() => foldProblem(id, 'fold')} aria-label={text.hide}>
        ×
      </button>
      {problems.map((one) => (
        <ProblemWords key={`${one.problem.code} ${one.wire ?? ''}`} node={id} problem={one} />
      ))}
    </section>
  )
}

/** One problem: a sentence and a picture, its fixes, and an explanation on request. */
export function ProblemWords({ node, problem }: { readonly node?: string; readonly problem: Diagnostic }) {
  const run = useRun()
  const { say, Picture, Explanation } = useCatalog()
  const [asked, setAsked] = useState(false)
  const within = useSelect((state) => labelWithin(state, problem, node))
  const { problem: said, fixes } = problem
  const at = node === undefined ? {} : { node }
  return (
    <div className={styles.problem} data-severity={problem.severity}>
      <p className={problem.severity === 'error' ? styles.said : styles.soft}>{say(said)}</p>
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
            onApply={() => run('graph.fix', { ...at, code: said.code, fix: fix.id })}
          />
        </Fragment>
      ))}
      {Explanation && (
        <button type="button" className={styles.why} aria-expanded={asked} onClick={() => setAsked(!asked)}>
          {text.why}
        </button>
      )}
      {Explanation && asked && (
        <Suspense>
          <Explanation problem={problem} {...at} />
        </Suspense>
      )}
    </div>
  )
}

/** The label of the faulty node, where it is inside the block that shows the problem; else empty. */
function labelWithin({ project }: BoardState, { inside }: Diagnostic, node: string | undefined): string {
  if (!inside || inside.node === node) return ''
  const drawing = shownDrawing({ project, inside: inside.within.map((one) => one.node) })
  return drawing.nodes.find(({ id }) => id === inside.node)?.label ?? ''
}

/** The place next to the node, in pixels of the canvas; undefined while the node is out of view. */
function usePlace(id: string, height: number): { readonly x: number; readonly y: number } | undefined {
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
    const place = problemPlace(at, { width: WIDTH, height }, { width: viewWidth, height: viewHeight })
    return place ? `${place.x},${place.y}` : ''
  })
  if (key === '') return undefined
  const [x = 0, y = 0] = key.split(',').map(Number)
  return { x, y }
}
