/** @file useThrottledKey: a key for expensive computations that changes at most once per second, and immediately with its subject. */
import { useEffect, useRef, useState } from 'react'

const PAUSE_MS = 1000

/** The key of `value` for a subject `of`. */
export function useThrottledKey(value: number, of: string): string {
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
