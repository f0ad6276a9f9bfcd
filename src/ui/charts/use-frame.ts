/** @file useFrame: draws on animation frames, only after changes, and throttled so that the page stays responsive. */
import { useEffect, useRef } from 'react'

export type Subscribe = (listener: () => void) => () => void

/** Length of the pause, in ms, for each ms that the last drawing took. */
const PAUSE_FACTOR = 10
/** Maximum pause in ms, so that outdated content is soon replaced even after one slow frame. */
const MAX_PAUSE_MS = 1000

/**
 * Calls `draw` on the next frame after mounting, after every render, after a lost canvas is restored, and whenever
 * `subscribe` reports a change.
 */
export function useFrame(draw: () => void, subscribe: Subscribe | undefined): void {
  const newest = useRef(draw)
  const request = useRef<() => void>(() => {})
  useEffect(() => {
    let isRequested = false
    let frame = 0
    let wait = 0
    let freeAt = 0
    const onFrame = () => {
      isRequested = false
      const began = performance.now()
      newest.current()
      const now = performance.now()
      freeAt = now + Math.min(MAX_PAUSE_MS, PAUSE_FACTOR * (now - began))
    }
    request.current = () => {
      if (isRequested) return
      isRequested = true
      const pause = freeAt - performance.now()
      const requestFrame = () => {
        frame = requestAnimationFrame(onFrame)
      }
      if (pause > 0) wait = window.setTimeout(requestFrame, pause)
      else requestFrame()
    }
    const close = subscribe?.(() => request.current())
    // When the GPU is lost, canvases lose their content. The restore event does not bubble, so listen in the capture
    // phase.
    const onRestored = () => request.current()
    window.addEventListener('contextrestored', onRestored, true)
    return () => {
      close?.()
      window.removeEventListener('contextrestored', onRestored, true)
      clearTimeout(wait)
      cancelAnimationFrame(frame)
      request.current = () => {}
    }
  }, [subscribe])
  useEffect(() => {
    newest.current = draw
    request.current()
  })
}
