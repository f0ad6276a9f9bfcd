/**
 * @file Replay: a scrubber over the moments of a run whose weights are stored. Predictions, layers, and surfaces show
 * the chosen moment, until those of the run are used again.
 */
import { useCallback, useEffect, useRef, useState } from 'react'
import { replayText as text } from '../../messages/en/train/runs'
import { isFree } from '../../studio/training/run-lifecycle'
import { runInUse, withinEpoch } from '../../studio/training/weights-in-use'
import { IconButton } from '../kit/icon-button'
import { useResult } from '../kit/use-on-change'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'

/** Milliseconds between two moments while they play. */
const FRAME_MS = 200

/** Shows nothing during a run, and for a run without moments. */
export function Replay() {
  const studio = useStudio()
  const run = useRunCommand()
  const id = useSelect((state) => (isFree(state.run) ? runInUse(state)?.id : undefined))
  const step = useSelect(({ inUse }) => (inUse?.isReplay ? inUse.step : undefined))
  const edits = useSelect(({ inUse }) => inUse?.edits?.length ?? 0)
  const aside = useSelect(({ inUse }) => inUse?.editsAside)
  const { value } = useResult([id], () => (id === undefined ? undefined : studio.run('run.moments')))
  const record = useSelect(runInUse)
  const [isPlaying, setPlaying] = useState(false)
  // The step of the slider until its moment is shown, so that the next key press counts from there.
  const [wanted, setWanted] = useState<number>()
  const moments = value?.run === id ? value?.moments : undefined
  const last = (moments?.length ?? 0) - 1
  const placeOf = (one: number | undefined) =>
    moments && one !== undefined ? moments.findIndex(({ step: its }) => its === one) : last
  const at = placeOf(step)
  const show = useNewest(
    useCallback(
      (to: number) =>
        studio.run('run.replay', { step: to }).finally(() => setWanted((now) => (now === to ? undefined : now))),
      [studio],
    ),
  )

  useEffect(() => {
    if (!isPlaying || !moments) return
    // The last moment is that of the run's own weights.
    if (at >= last) {
      setPlaying(false)
      run('weights.reset')
      return
    }
    const timer = setTimeout(() => show(moments[at + 1]?.step ?? 0), FRAME_MS)
    return () => clearTimeout(timer)
  }, [isPlaying, moments, at, last, show, run])

  const place = placeOf(wanted ?? step)
  const moment = moments?.[place]
  if (!moments || !moment || last < 1) return null
  const textAt = (one: typeof moment) => text.at({ ...one, within: record && withinEpoch(record, one) })
  return (
    <div className={kit.wrapWide} data-part="replay">
      <IconButton
        label={isPlaying ? text.pause : text.play}
        icon={isPlaying ? 'pause' : 'play'}
        size="small"
        tip="above"
        onClick={async () => {
          // From the end it plays from the start, which is shown first: the end would stop it.
          if (!isPlaying && at === last) await studio.run('run.replay', { step: moments[0]?.step ?? 0 })
          setPlaying(!isPlaying)
        }}
      />
      <input
        type="range"
        className={kit.grow}
        aria-label={text.label}
        aria-valuetext={textAt(moment)}
        title={text.about({ moments: moments.length, bytes: value?.bytes ?? 0 })}
        min={0}
        max={last}
        value={place}
        onChange={(event) => {
          const to = moments[Number(event.target.value)]?.step ?? 0
          setPlaying(false)
          setWanted(to)
          show(to)
        }}
      />
      {/* The text and the button keep their places while the run plays. */}
      <span className={kit.soft} style={{ minWidth: `${textAt(moments[last] ?? moment).length}ch` }}>
        {textAt(moment)}
      </span>
      <IconButton
        label={aside ? text.backToEdits({ edits: aside }) : text.back}
        icon="undo"
        size="small"
        tip="above"
        disabled={step === undefined && edits === 0}
        onClick={() => {
          setPlaying(false)
          setWanted(undefined)
          run('weights.reset')
        }}
      />
    </div>
  )
}

/** Runs the work for the newest argument, one at a time; arguments in between are skipped. */
function useNewest(work: (argument: number) => Promise<unknown>): (argument: number) => void {
  const state = useRef<{ isBusy: boolean; next?: number | undefined }>({ isBusy: false })
  return useCallback(
    (argument) => {
      const now = state.current
      now.next = argument
      if (now.isBusy) return
      now.isBusy = true
      const go = async () => {
        while (now.next !== undefined) {
          const { next } = now
          now.next = undefined
          await work(next).catch(() => undefined)
        }
        now.isBusy = false
      }
      void go()
    },
    [work],
  )
}
