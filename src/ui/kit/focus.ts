/** @file Keyboard focus: elements that pass it on, and keeping it when a control is replaced. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react'

export interface SteadyFocus {
  readonly isFocused: boolean
  readonly onFocus: () => void
  readonly onBlur: () => void
}

/** True from the focus event until the pointer or key that moves the focus away is released. */
export function useSteadyFocus(): SteadyFocus {
  const [isFocused, setFocused] = useState(false)
  const pending = useRef<AbortController | null>(null)
  useEffect(() => () => pending.current?.abort(), [])
  return {
    isFocused,
    onFocus() {
      pending.current?.abort()
      setFocused(true)
    },
    onBlur() {
      pending.current?.abort()
      const wait = new AbortController()
      pending.current = wait
      // The click event follows the release in the same task, so update the state in the next task.
      const released = () =>
        setTimeout(() => {
          if (!wait.signal.aborted) setFocused(false)
          wait.abort()
        })
      for (const event of ['pointerup', 'pointercancel', 'keyup', 'dragend']) {
        window.addEventListener(event, released, { capture: true, signal: wait.signal })
      }
    },
  }
}

const GUARDS = '[data-base-ui-focus-guard][aria-hidden]'

/** Removes aria-hidden from focus guards as they appear, while the popup that contains this component is open. */
export function FocusGuards(): null {
  useLayoutEffect(() => {
    unhide()
    const observer = new MutationObserver(unhide)
    observer.observe(document.body, { childList: true, subtree: true })
    return () => observer.disconnect()
  }, [])
  return null
}

function unhide(): void {
  for (const guard of document.querySelectorAll(GUARDS)) guard.removeAttribute('aria-hidden')
}
