/**
 * @file useGradually: the nodes and wires of a large drawing, a few hundred at a time. Mounting thousands of them at once
 * would keep the page from reacting for seconds.
 */
import { useEffect, useMemo, useState } from 'react'

/** How many nodes and wires are added at a time; most drawings have fewer. */
export const PARTS_AT_ONCE = 300

/** Returns the parts to show by now, and whether these are all nodes. A wire comes after all nodes, as it needs two. */
export function useGradually<N, W>(nodes: readonly N[], wires: readonly W[]) {
  const [count, setCount] = useState(PARTS_AT_ONCE)
  const isComplete = count >= nodes.length + wires.length
  useEffect(() => {
    if (isComplete) return
    // A timer, because a tab in the background has no frames.
    const timer = setTimeout(() => setCount(count + PARTS_AT_ONCE))
    return () => clearTimeout(timer)
  }, [count, isComplete])
  const hasAllNodes = count >= nodes.length
  return useMemo(
    () => ({
      nodes: hasAllNodes ? nodes : nodes.slice(0, count),
      wires: isComplete ? wires : wires.slice(0, Math.max(0, count - nodes.length)),
      hasAllNodes,
    }),
    [nodes, wires, count, hasAllNodes, isComplete],
  )
}
