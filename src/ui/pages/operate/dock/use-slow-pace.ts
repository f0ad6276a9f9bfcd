/** @file useSlowPace: the pace at which the score plays where this device cannot keep up with the speed; told about once a second. */
import { useEffect, useState } from 'react'
import { useDesk } from '../use-operate'
import { type Mark, marked, slowPace } from './playback-rate'

const EVERY_MS = 1000

/** Virtual milliseconds in a real one; undefined while it keeps up, or stands. */
export function useSlowPace(): number | undefined {
  const desk = useDesk()
  const [pace, setPace] = useState<number>()
  useEffect(() => {
    let marks: readonly Mark[] = []
    let told: number | undefined
    const close = desk.store.subscribe(({ clock }, before) => {
      if (!clock.playing || !before.clock.playing || clock.speed !== before.clock.speed) {
        marks = []
        if (!clock.playing || clock.speed !== before.clock.speed) told = undefined
      }
      if (clock.playing && clock.at !== before.clock.at)
        marks = marked(marks, { at: clock.at, wall: performance.now() })
    })
    const timer = setInterval(() => {
      told = slowPace(marks, desk.store.getState().clock.speed, told)
      setPace(told)
    }, EVERY_MS)
    return () => {
      close()
      clearInterval(timer)
    }
  }, [desk])
  return pace
}
