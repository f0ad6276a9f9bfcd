/** @file Draws on the browser's own frames, and only when something changed: twenty messages a second cost at most one redraw a frame. */
import { useEffect, useRef } from 'react'

export type Subscribe = (listener: () => void) => () => void

/** Calls `draw` on the next frame after mounting, after every render and after each call of the listener given to `subscribe`. */
export function useFrame(draw: () => void, subscribe: Subscribe | undefined): void {
  const newest = useRef(draw)
  const ask = useRef<() => void>(() => {})
  useEffect(() => {
    let frame = 0
    ask.current = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0
        newest.current()
      })
    }
    const close = subscribe?.(() => ask.current())
    return () => {
      close?.()
      cancelAnimationFrame(frame)
      ask.current = () => {}
    }
  }, [subscribe])
  useEffect(() => {
    newest.current = draw
    ask.current()
  })
}
