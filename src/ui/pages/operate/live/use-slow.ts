/** @file useSlow: a value that is told once a second at most, and at once when what it is of is another. */
import { useEffect, useRef, useState } from 'react'

const PAUSE_MS = 1000

/** What takes long to find is found again when this changes. */
export function useSlow(value: number, of: string): string {
  const [told, setTold] = useState(`${of}/${value}`)
  const newest = useRef(value)
  newest.current = value
  useEffect(() => {
    const tell = () => setTold(`${of}/${newest.current}`)
    tell()
    const timer = setInterval(tell, PAUSE_MS)
    return () => clearInterval(timer)
  }, [of])
  return told
}
