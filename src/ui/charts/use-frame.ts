/** @file Draws on the browser's own frames, only when something changed, and only so often that drawing leaves the page its time. */
import { useEffect, useRef } from 'react'

export type Subscribe = (listener: () => void) => () => void

/** Rest for each ms that a drawing took. */
const RESTS = 10
/** No rest is longer, in ms: one drawing that had to wait for the machine is no reason to show what is long past. */
const LONGEST_REST_MS = 1000

/** Calls `draw` on the next frame after mounting, after every render, after a lost canvas is back and after each call of the listener given to `subscribe`. */
export function useFrame(draw: () => void, subscribe: Subscribe | undefined): void {
  const newest = useRef(draw)
  const ask = useRef<() => void>(() => {})
  useEffect(() => {
    let asked = false
    let frame = 0
    let wait = 0
    let freeAt = 0
    const onFrame = () => {
      asked = false
      const began = performance.now()
      newest.current()
      const now = performance.now()
      freeAt = now + Math.min(LONGEST_REST_MS, RESTS * (now - began))
    }
    ask.current = () => {
      if (asked) return
      asked = true
      const rest = freeAt - performance.now()
      const soon = () => {
        frame = requestAnimationFrame(onFrame)
      }
      if (rest > 0) wait = window.setTimeout(soon, rest)
      else soon()
    }
    const close = subscribe?.(() => ask.current())
    // With a GPU that is lost goes what was drawn on it. The event does not bubble.
    const again = () => ask.current()
    window.addEventListener('contextrestored', again, true)
    return () => {
      close?.()
      window.removeEventListener('contextrestored', again, true)
      clearTimeout(wait)
      cancelAnimationFrame(frame)
      ask.current = () => {}
    }
  }, [subscribe])
  useEffect(() => {
    newest.current = draw
    ask.current()
  })
}
