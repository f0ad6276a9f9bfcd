/**
 * @file usePlayhead: calls `draw` on animation frames during playback, and once after each render, without causing
 * re-renders.
 */
import { useEffect, useLayoutEffect, useRef } from 'react'
import { useOperateController } from '../use-operate'
import { afterReport, playheadAt, nextFrame } from './playhead'

/** `draw` receives the displayed simulated time in ms. */
export function usePlayhead(draw: (ms: number) => void): void {
  const controller = useOperateController()
  const newest = useRef(draw)
  const shown = useRef(controller.store.getState().clock.at)
  useLayoutEffect(() => {
    newest.current = draw
    draw(shown.current)
  })
  useEffect(() => {
    let head = playheadAt(controller.store.getState().clock.at, performance.now())
    let frame = 0
    const onFrame = () => {
      const { clock } = controller.store.getState()
      head = nextFrame(head, performance.now(), clock)
      shown.current = head.shown
      newest.current(head.shown)
      frame = clock.playing ? requestAnimationFrame(onFrame) : 0
    }
    const close = controller.store.subscribe(({ clock }, before) => {
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
  }, [controller])
}
