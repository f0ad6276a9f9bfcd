/** @file useTrial: the value of one input node to try, set at most twenty times a second while it is moved. */
import { useCallback, useEffect, useRef } from 'react'
import { useSelect, useStudio } from '../../studio-context'

/** Time between two values sent, in ms. */
const PAUSE = 50

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
      // No error where there is no prediction yet: it comes with the first weights.
      studio.run('trial.set', { input: label, value: next }).catch(() => undefined)
      now.timer = setTimeout(() => {
        now.timer = undefined
        if (!('value' in now)) return
        const last = now.value
        delete now.value
        send(last)
      }, PAUSE)
    },
    [studio, label],
  )
  useEffect(() => {
    const now = pending.current
    const project = studio.store.getState().project.id
    return () => {
      clearTimeout(now.timer)
      now.timer = undefined
      // The last value counts, although the node is out of view now.
      const same = studio.store.getState().project.id === project
      if (same && 'value' in now) studio.run('trial.set', { input: label, value: now.value }).catch(() => undefined)
      delete now.value
    }
  }, [studio, label])
  return [value, send]
}
