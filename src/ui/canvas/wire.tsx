/** @file Wire: a line between two nodes with what flows on it in words; red and dashed where it does not fit. */
import { memo } from 'react'
import { BaseEdge, type EdgeProps } from 'reactflow'
import { shownDrawing } from '../../studio/levels'
import { useCanvasUi } from './canvas-ui'
import { useCatalog } from './catalog'
import type { FlowWire } from './flow'
import { lanesIn } from './lanes'
import { useSelect } from './on-board'
import { wireIsBad, wireWords } from './read'
import { linesOf, routeOf } from './route'
import styles from './wire.module.css'

/** Between the lines of a label, in pixels. */
const LINE = 12
/** From a node's edge to where React Flow ends a wire, in pixels. */
const DOT = 6

/** One wire. */
export const Wire = memo(function Wire(props: EdgeProps<FlowWire>) {
  const { id, selected } = props
  const catalog = useCatalog()
  const words = useSelect((state) => wireWords(catalog, state, id))
  const bad = useSelect((state) => wireIsBad(catalog, state, id))
  const lane = useSelect((state) => lanesIn(shownDrawing(state), catalog.faces).get(id))
  const over = useCanvasUi((ui) => ui.over === id)
  const { sourceX, sourceY, targetX, targetY } = props
  // From edge to edge of the nodes: the dots lie over the wire's ends.
  const { path, x, y, room } = routeOf({ sourceX: sourceX - DOT, sourceY, targetX: targetX + DOT, targetY }, lane)
  const lines = linesOf(words, room)
  const look = [styles.line, bad && styles.bad, selected && styles.selected, over && styles.over]
    .filter(Boolean)
    .join(' ')
  return (
    <>
      <BaseEdge path={path} className={look} interactionWidth={18} />
      {words !== '' && (
        <text className={bad ? styles.badShape : styles.shape} x={x} y={y} textAnchor="middle">
          {lines.map((line, i) => (
            <tspan key={line} x={x} y={y - (lines.length - 1 - i) * LINE}>
              {line}
            </tspan>
          ))}
        </text>
      )}
      {catalog.Flowing && (
        <catalog.Flowing id={id} x={x} y={y} words={lines.at(-1) ?? ''} room={room} selected={selected === true} />
      )}
    </>
  )
})
