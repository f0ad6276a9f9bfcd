/** @file Announcer: what changed on the canvas and what a run has reached, for those who hear the page. At rest it says nothing. */
import { useEffect, useRef, useState } from 'react'
import type { AppState } from '../../studio/state'
import { networkWords } from '../network/words'
import { useStudio } from '../studio-context'
import { told } from './announcements'
import { epochWords } from './run-words'

/** Changes within this time, in ms, are told as one: a slider that is dragged is not a hundred sentences. */
const REST = 350
/** Between two figures of a run, in ms. */
const EPOCHS_REST = 15_000

/** A line that is heard and not seen. */
export default function Announcer() {
  const studio = useStudio()
  const [words, setWords] = useState('')
  const epochAt = useRef(0)
  useEffect(() => {
    const { store } = studio
    let before: AppState = store.getState()
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = () => {
      timer = undefined
      const after = store.getState()
      const sentence = told(networkWords, before, after)
      before = after
      // The same sentence again is heard again only when it is another text.
      if (sentence !== '') setWords((last) => (last === sentence ? `${sentence}\u00a0` : sentence))
    }
    const stop = store.subscribe((state, last) => {
      if (state.project !== last.project || state.inside !== last.inside) {
        clearTimeout(timer)
        timer = setTimeout(tell, REST)
      }
      if (state.run !== last.run) {
        const [now, was] = [state.run, last.run]
        if (now.tag !== 'training' || was.tag !== 'training') epochAt.current = performance.now()
        else if (now.epoch > was.epoch && performance.now() - epochAt.current > EPOCHS_REST) {
          epochAt.current = performance.now()
          setWords(epochWords(state))
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
      {words}
    </div>
  )
}
