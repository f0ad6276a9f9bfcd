/**
 * @file useThrottledKey: a dependency key for expensive computations. The key changes at most once per second, but
 * immediately when the subject of the computation changes.
 */
import { useEffect, useRef, useState } from 'react'

const PAUSE_MS = 1000

/** The throttled key of `value`; `of` identifies the subject. */
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
