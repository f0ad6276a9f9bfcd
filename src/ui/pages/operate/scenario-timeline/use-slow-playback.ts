/**
 * @file useSlowPlayback: the actual playback rate if this device cannot keep up with the chosen speed, updated about
 * once a second.
 */
import { useEffect, useState } from 'react'
import { useOperateController } from '../use-operate'
import { type Mark, addMark, slowRate } from './playback-rate'

const EVERY_MS = 1000

/** The rate in simulated ms per real ms; undefined while the device keeps up or playback is paused. */
export function useSlowPlayback(): number | undefined {
  const controller = useOperateController()
  const [rate, setRate] = useState<number>()
  useEffect(() => {
    let marks: readonly Mark[] = []
    let shown: number | undefined
    const close = controller.store.subscribe(({ clock }, before) => {
      if (!clock.playing || !before.clock.playing || clock.speed !== before.clock.speed) {
        marks = []
        if (!clock.playing || clock.speed !== before.clock.speed) shown = undefined
      }
      if (clock.playing && clock.at !== before.clock.at)
        marks = addMark(marks, { at: clock.at, wall: performance.now() })
    })
    const timer = setInterval(() => {
      shown = slowRate(marks, controller.store.getState().clock.speed, shown)
      setRate(shown)
    }, EVERY_MS)
    return () => {
      close()
      clearInterval(timer)
    }
  }, [controller])
  return rate
}
