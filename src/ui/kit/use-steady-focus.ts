/**
 * @file useSteadyFocus: whether the focus is inside an element. If a press moves the focus away, the result stays true
 * until the end of the press. Help text that is shown only while the element has the focus must not disappear during a
 * press, because the page would move under the pointer and the click would miss.
 */
import { useEffect, useRef, useState } from 'react'

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
