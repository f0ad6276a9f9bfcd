/** @file useSlow: a value that updates at most once per second, and at once when its subject changes. */
import { useEffect, useRef, useState } from 'react'

const PAUSE_MS = 1000

/** A key that changes when an expensive computation should run again. */
export function useSlow(value: number, of: string): string {
  const [key, setKey] = useState(`${of}/${value}`)
  const newest = useRef(value)
  newest.current = value
  useEffect(() => {
    const update = () => setKey(`${of}/${newest.current}`)
    update()
    const timer = setInterval(update, PAUSE_MS)
    return () => clearInterval(timer)
  }, [of])
  return key
}
