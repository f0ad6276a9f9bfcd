/**
 * @file useLit: whether something in an element has the focus, or had it until the present press. Help that shows only then must not
 * vanish during a press: the page would move under the pointer, and the click would miss.
 */
import { useEffect, useRef, useState } from 'react'

export interface Lit {
  readonly lit: boolean
  readonly onFocus: () => void
  readonly onBlur: () => void
}

/** Lit from the focus until the pointer or key that takes it away is released. */
export function useLit(): Lit {
  const [lit, setLit] = useState(false)
  const waiting = useRef<AbortController | null>(null)
  useEffect(() => () => waiting.current?.abort(), [])
  return {
    lit,
    onFocus() {
      waiting.current?.abort()
      setLit(true)
    },
    onBlur() {
      waiting.current?.abort()
      const wait = new AbortController()
      waiting.current = wait
      // The click comes after the release, in the same task: only the next one may move the page.
      const released = () =>
        setTimeout(() => {
          if (!wait.signal.aborted) setLit(false)
          wait.abort()
        })
      for (const event of ['pointerup', 'pointercancel', 'keyup', 'dragend']) {
        window.addEventListener(event, released, { capture: true, signal: wait.signal })
      }
    },
  }
}
