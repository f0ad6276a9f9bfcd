/** @file useLetGo: a wire let go over nothing: the quick add opens there with what fits, at the port it was drawn from. */
import { type RefObject, useCallback } from 'react'
import { type OnConnectEnd, useReactFlow } from 'reactflow'
import { canvasUi } from './canvas-ui'
import { NODE_WIDTH, WIRE_Y } from './flow'

/** Hears of wires that end nowhere, drawn forwards from an output or backwards from an input. */
export function useLetGo(box: RefObject<HTMLDivElement | null>): OnConnectEnd {
  const { screenToFlowPosition } = useReactFlow()
  return useCallback(
    (event, { toNode, fromNode, fromHandle }) => {
      const seen = box.current?.getBoundingClientRect()
      if (toNode || !fromNode || !fromHandle || !seen) return
      const { clientX, clientY } =
        'changedTouches' in event ? (event.changedTouches[0] ?? { clientX: 0, clientY: 0 }) : event
      const { x, y } = screenToFlowPosition({ x: clientX, y: clientY })
      const screen = { x: clientX - seen.left, y: clientY - seen.top }
      // Ports have names, their numbers; a layer's one way in or out has none.
      const port = fromHandle.id ? Number(fromHandle.id) : undefined
      const drawn =
        fromHandle.type === 'source'
          ? { at: { x, y: y - WIRE_Y }, from: fromNode.id, ...(port === undefined ? {} : { out: port }) }
          : { at: { x: x - NODE_WIDTH, y: y - WIRE_Y }, to: fromNode.id, ...(port === undefined ? {} : { port }) }
      canvasUi.setState({ quickAdd: { screen, ...drawn } })
    },
    [box, screenToFlowPosition],
  )
}
