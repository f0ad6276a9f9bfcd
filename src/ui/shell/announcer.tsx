/** @file Announcer: announces changes on the canvas and the progress of a run to screen readers. */
import { useEffect, useRef, useState } from 'react'
import type { AppState } from '../../studio/state'
import { useStudio } from '../studio-context'
import { describeChange } from './announcements'
import { spokenEpoch } from './run-status'

/** Changes within this time, in ms, are announced together, so that dragging a slider does not give a hundred announcements. */
const PAUSE_MS = 350
/** The shortest time between two announcements of an epoch, in ms. */
const EPOCH_MS = 15_000

/** An invisible live region. */
export default function Announcer() {
  const studio = useStudio()
  const [announcement, setAnnouncement] = useState('')
  const epochAt = useRef(0)
  useEffect(() => {
    const { store } = studio
    let before: AppState = store.getState()
    let timer: ReturnType<typeof setTimeout> | undefined
    const announce = () => {
      timer = undefined
      const after = store.getState()
      const sentence = describeChange(before, after)
      before = after
      // A screen reader repeats a sentence only when the text of the region changes.
      if (sentence !== '') setAnnouncement((last) => (last === sentence ? `${sentence}\u00a0` : sentence))
    }
    const stop = store.subscribe((state, last) => {
      if (state.project !== last.project || state.inside !== last.inside) {
        clearTimeout(timer)
        timer = setTimeout(announce, PAUSE_MS)
      }
      if (state.run !== last.run) {
        const [now, was] = [state.run, last.run]
        if (now.tag !== 'training' || was.tag !== 'training') epochAt.current = performance.now()
        else if (now.epoch > was.epoch && performance.now() - epochAt.current > EPOCH_MS) {
          epochAt.current = performance.now()
          setAnnouncement(spokenEpoch(state))
        }
      }
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [studio])
  return (
    <div className="only-spoken" aria-live="polite" data-announcer="">
      {announcement}
    </div>
  )
}
