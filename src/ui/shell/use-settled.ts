/** @file useSettled: false until the project is open and the browser has a free moment: the canvas comes first, its neighbours after. */
import { useEffect, useState } from 'react'
import { useSelect } from '../studio-context'

/** Milliseconds after which the neighbours wait no longer. */
const PATIENCE = 600

/** Whether what is not the canvas may load. */
export function useSettled(): boolean {
  const ready = useSelect((state) => state.ready)
  const [settled, setSettled] = useState(false)
  useEffect(() => {
    if (!ready || settled) return
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(() => setSettled(true), 100)
      return () => clearTimeout(timer)
    }
    const idle = requestIdleCallback(() => setSettled(true), { timeout: PATIENCE })
    return () => cancelIdleCallback(idle)
  }, [ready, settled])
  return settled
}
