/** @file Announcer: announces changes on the canvas and the progress of a run to screen readers. */
import { useEffect, useRef, useState } from 'react'
import type { AppState } from '../../studio/state'
import { useStudio } from '../studio-context'
import { describeChange } from './announcements'
import { spokenEpoch } from './run-status'

/**
 * Changes within this time, in ms, are announced together, so that dragging a slider does not cause a hundred
 * announcements.
 */
const PAUSE_MS = 350
/** Minimum time between announcements of epochs, in ms. */
const EPOCH_MS = 15_000

/** A visually hidden live region. */
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
      // A screen reader announces a repeated sentence only if the region's text changes, so append a non-breaking
      // space.
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
