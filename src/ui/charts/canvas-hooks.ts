/** @file Hooks for drawings on a canvas: the size of an element, and drawing on animation frames. */
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'

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

export interface Size {
  readonly width: number
  readonly height: number
}

/**
 * Returns a ref for an element, and the size of the element's content, which is 0 × 0 until the element is mounted. The
 * component must keep its element: another one is not measured.
 */
export function useSize<E extends HTMLElement>(): readonly [RefObject<E | null>, Size] {
  const ref = useRef<E>(null)
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => {
      const width = Math.floor(element.clientWidth)
      const height = Math.floor(element.clientHeight)
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, size]
}
