/** @file useTrial: what one input node stands at, set at most twenty times a second while a hand moves it. */
import { useCallback, useEffect, useRef } from 'react'
import { useSelect, useStudio } from '../../studio-context'

/** Between two values sent, in ms. */
const REST = 50

/** The value of an input by its label, and the way to set it. */
export function useTrial(label: string): readonly [unknown, (value: unknown) => void] {
  const studio = useStudio()
  const value = useSelect((state) =>
    state.trial && Object.hasOwn(state.trial, label) ? state.trial[label] : undefined,
  )
  const pending = useRef<{ timer: ReturnType<typeof setTimeout> | undefined; value?: unknown }>({ timer: undefined })

  const send = useCallback(
    (next: unknown) => {
      const now = pending.current
      if (now.timer !== undefined) {
        now.value = next
        return
      }
      // A trial that cannot be answered yet is no fault: the answer comes with the first weights.
      studio.run('trial.set', { input: label, value: next }).catch(() => undefined)
      now.timer = setTimeout(() => {
        now.timer = undefined
        if (!('value' in now)) return
        const last = now.value
        delete now.value
        send(last)
      }, REST)
    },
    [studio, label],
  )
  useEffect(() => {
    const now = pending.current
    const project = studio.store.getState().project.id
    return () => {
      clearTimeout(now.timer)
      now.timer = undefined
      // The last of a hand's values counts, though the node has gone out of view.
      const same = studio.store.getState().project.id === project
      if (same && 'value' in now) studio.run('trial.set', { input: label, value: now.value }).catch(() => undefined)
      delete now.value
    }
  }, [studio, label])
  return [value, send]
}
