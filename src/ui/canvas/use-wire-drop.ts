/**
 * @file useWireDrop: when the user drops a wire on the empty canvas, the quick add opens at that point with the choices
 * that fit.
 */
import { type RefObject, useCallback } from 'react'
import { type OnConnectEnd, useReactFlow } from 'reactflow'
import { canvasUi } from './canvas-ui-state'
import { NODE_WIDTH, WIRE_Y } from './flow-nodes'

/** Handles wires that end on the empty canvas, whether drawn forward from an output or backward from an input. */
export function useWireDrop(box: RefObject<HTMLDivElement | null>): OnConnectEnd {
  const { screenToFlowPosition } = useReactFlow()
  return useCallback(
    (event, { toNode, fromNode, fromHandle }) => {
      const bounds = box.current?.getBoundingClientRect()
      if (toNode || !fromNode || !fromHandle || !bounds) return
      const { clientX, clientY } =
        'changedTouches' in event ? (event.changedTouches[0] ?? { clientX: 0, clientY: 0 }) : event
      const { x, y } = screenToFlowPosition({ x: clientX, y: clientY })
      const screen = { x: clientX - bounds.left, y: clientY - bounds.top }
      // Handles of block ports use the port number as their id; handles of layers have no id.
      const port = fromHandle.id ? Number(fromHandle.id) : undefined
      const request =
        fromHandle.type === 'source'
          ? { at: { x, y: y - WIRE_Y }, from: fromNode.id, ...(port === undefined ? {} : { out: port }) }
          : { at: { x: x - NODE_WIDTH, y: y - WIRE_Y }, to: fromNode.id, ...(port === undefined ? {} : { port }) }
      canvasUi.setState({ quickAdd: { screen, ...request } })
    },
    [box, screenToFlowPosition],
  )
}
