/**
 * @file usePlayhead: calls `draw` on animation frames during playback, and once after each render, without causing
 * re-renders.
 */
import { useEffect, useLayoutEffect, useRef } from 'react'
import { useOperateState } from '../use-operate'

/** `draw` receives the displayed simulated time in ms. */
export function usePlayhead(draw: (ms: number) => void): void {
  const operate = useOperateState()
  const newest = useRef(draw)
  const shown = useRef(operate.getState().clock.at)
  useLayoutEffect(() => {
    newest.current = draw
    draw(shown.current)
  })
  useEffect(() => {
    let head = playheadAt(operate.getState().clock.at, performance.now())
    let frame = 0
    const onFrame = () => {
      const { clock } = operate.getState()
      head = nextFrame(head, performance.now(), clock)
      shown.current = head.shown
      newest.current(head.shown)
      frame = clock.playing ? requestAnimationFrame(onFrame) : 0
    }
    const close = operate.subscribe(({ clock }, before) => {
      if (clock === before.clock) return
      const wall = performance.now()
      if (clock.playing && !before.clock.playing) head = playheadAt(clock.at, wall)
      else if (clock.at !== before.clock.at) head = afterReport(head, clock.at, wall, clock.speed)
      if (frame === 0) frame = requestAnimationFrame(onFrame)
    })
    onFrame()
    return () => {
      close()
      cancelAnimationFrame(frame)
    }
  }, [operate])
}

interface PlayheadState {
  /** The displayed simulated time, in ms. */
  readonly shown: number
  /** The last simulated time that the worker reported, and the real time of that report, both in ms. */
  readonly reported: number
  readonly reportedWall: number
  /** The recent rate: simulated ms per real ms. */
  readonly rate: number
  readonly wall: number
}

/** If no report arrives for this many ms, the playhead stops and waits for the next one. */
const MAX_EXTRAPOLATION_MS = 500
/** The time in ms within which about two thirds of a deviation are corrected. */
const EASE = 150

/** A playhead at rest. */
export function playheadAt(at: number, wall: number): PlayheadState {
  return { shown: at, reported: at, reportedWall: wall, rate: 0, wall }
}

/** The playhead after a report from the worker. A report with an earlier time means that a new run has started. */
export function afterReport(head: PlayheadState, at: number, wall: number, speed: number): PlayheadState {
  if (at < head.reported) return playheadAt(at, wall)
  const passed = wall - head.reportedWall
  const latest = passed > 0 ? (at - head.reported) / passed : speed
  const rate = head.rate === 0 ? Math.min(latest, speed) : 0.7 * head.rate + 0.3 * latest
  return { ...head, reported: at, reportedWall: wall, rate: Math.min(speed, rate) }
}

/** The playhead at the next animation frame. */
export function nextFrame(head: PlayheadState, wall: number, clock: { readonly playing: boolean }): PlayheadState {
  if (!clock.playing) return { ...head, shown: head.reported, wall }
  const passed = Math.max(0, wall - head.wall)
  const goal = head.reported + head.rate * Math.min(Math.max(0, wall - head.reportedWall), MAX_EXTRAPOLATION_MS)
  const going = head.shown + head.rate * passed
  // A linear approximation of 1 - e^(-t / EASE), which is good enough because frames are short.
  const nearer = Math.min(1, passed / EASE)
  const shown = going + (goal - going) * nearer
  return { ...head, shown: Math.max(head.shown, Math.min(shown, Math.max(goal, head.shown))), wall }
}
