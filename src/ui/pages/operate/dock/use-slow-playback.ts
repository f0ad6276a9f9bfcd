/** @file useSlowPlayback: the real playback rate where this device cannot keep up with the chosen speed, about once a second. */
import { useEffect, useState } from 'react'
import { useDesk } from '../use-operate'
import { type Mark, marked, slowRate } from './playback-rate'

const EVERY_MS = 1000

/** Simulated ms per real ms; undefined while the device keeps up, or playback is paused. */
export function useSlowPlayback(): number | undefined {
  const desk = useDesk()
  const [rate, setRate] = useState<number>()
  useEffect(() => {
    let marks: readonly Mark[] = []
    let shown: number | undefined
    const close = desk.store.subscribe(({ clock }, before) => {
      if (!clock.playing || !before.clock.playing || clock.speed !== before.clock.speed) {
        marks = []
        if (!clock.playing || clock.speed !== before.clock.speed) shown = undefined
      }
      if (clock.playing && clock.at !== before.clock.at)
        marks = marked(marks, { at: clock.at, wall: performance.now() })
    })
    const timer = setInterval(() => {
      shown = slowRate(marks, desk.store.getState().clock.speed, shown)
      setRate(shown)
    }, EVERY_MS)
    return () => {
      close()
      clearInterval(timer)
    }
  }, [desk])
  return rate
}
