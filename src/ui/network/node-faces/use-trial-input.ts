/** @file useTrial: the trial value of one input node, sent at most twenty times a second while it changes. */
import { useCallback, useEffect, useRef } from 'react'
import { useSelect, useStudio } from '../../studio-context'

/** Minimum time between sending two values, in ms. */
const INTERVAL_MS = 50

/** The trial value of the input with this label, and a setter. */
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
      // The prediction fails until there are weights. Ignore the error: the prediction is computed once there are
      // weights.
      studio.run('trial.set', { input: label, value: next }).catch(() => undefined)
      now.timer = setTimeout(() => {
        now.timer = undefined
        if (!('value' in now)) return
        const last = now.value
        delete now.value
        send(last)
      }, INTERVAL_MS)
    },
    [studio, label],
  )
  useEffect(() => {
    const now = pending.current
    const project = studio.store.getState().project.id
    return () => {
      clearTimeout(now.timer)
      now.timer = undefined
      // Send the last value even though the node has left the view.
      const same = studio.store.getState().project.id === project
      if (same && 'value' in now) studio.run('trial.set', { input: label, value: now.value }).catch(() => undefined)
      delete now.value
    }
  }, [studio, label])
  return [value, send]
}
