/** @file usePlayhead: calls `draw` on animation frames during playback, and once after each render, without rendering in React. */
import { useEffect, useLayoutEffect, useRef } from 'react'
import { useDesk } from '../use-operate'
import { afterReport, headAt, next } from './playhead'

/** `draw` gets the simulated time that is shown, in ms. */
export function usePlayhead(draw: (ms: number) => void): void {
  const desk = useDesk()
  const newest = useRef(draw)
  const shown = useRef(desk.store.getState().clock.at)
  useLayoutEffect(() => {
    newest.current = draw
    draw(shown.current)
  })
  useEffect(() => {
    let head = headAt(desk.store.getState().clock.at, performance.now())
    let frame = 0
    const onFrame = () => {
      const { clock } = desk.store.getState()
      head = next(head, performance.now(), clock)
      shown.current = head.shown
      newest.current(head.shown)
      frame = clock.playing ? requestAnimationFrame(onFrame) : 0
    }
    const close = desk.store.subscribe(({ clock }, before) => {
      if (clock === before.clock) return
      const wall = performance.now()
      if (clock.playing && !before.clock.playing) head = headAt(clock.at, wall)
      else if (clock.at !== before.clock.at) head = afterReport(head, clock.at, wall, clock.speed)
      if (frame === 0) frame = requestAnimationFrame(onFrame)
    })
    onFrame()
    return () => {
      close()
      cancelAnimationFrame(frame)
    }
  }, [desk])
}
