/** @file useBatches: samples on their way to the set: those of a few hundred milliseconds together, one batch after the other. */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Device, From } from '../../../../data/buckets'
import { useStudio } from '../../../studio-context'

/** One picture, as the set has them. */
export interface Sample {
  readonly pixels: Uint8Array<ArrayBuffer>
  readonly from: From
  readonly device?: Device
}

export interface Batches {
  /** Takes a sample; those of one group are taken back as one. */
  add(label: string, sample: Sample, group?: string): void
  /** Taken, and not yet on disk. */
  readonly waiting: number
}

/** An append takes some 20 ms on disk, whatever it holds: so long a batch is waited for. */
const BATCH_MS = 300

/** `about` says which of the set's columns there are to fill. */
export function useBatches(
  set: string,
  about: { readonly picture: string; readonly target: string; readonly columns: readonly string[] },
): Batches {
  const studio = useStudio()
  const [waiting, setWaiting] = useState(0)
  const queue = useRef<{ label: string; sample: Sample; group: string; time: number }[]>([])
  const busy = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const told = useRef(about)
  told.current = about

  const flush = useMemo(() => {
    const send = async (): Promise<void> => {
      clearTimeout(timer.current)
      timer.current = undefined
      const [first] = queue.current
      if (busy.current || !first) return
      busy.current = true
      const count = queue.current.findIndex(({ group }) => group !== first.group)
      const batch = queue.current.splice(0, count < 0 ? queue.current.length : count)
      const { picture, target, columns } = told.current
      const rows = batch.map(({ label, sample: { pixels, from, device }, time }) => {
        const beside = Object.entries({ from, device, time }).filter(([name, value]) => value && columns.includes(name))
        return { [picture]: pixels, [target]: label, ...Object.fromEntries(beside) }
      })
      const source = `"${first.label}" by ${first.sample.from}`
      try {
        await studio.run('collect.add', { set, rows, source, group: first.group })
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error)
        void studio.run('notice.show', { tone: 'bad', text })
      }
      busy.current = false
      setWaiting(queue.current.length)
      return send()
    }
    return send
  }, [studio, set])

  // What was taken goes to disk whatever the view does.
  useEffect(() => () => void flush(), [flush])

  return {
    waiting,
    add(label, sample, group) {
      const time = Date.now()
      queue.current.push({ label, sample, group: group ?? `one ${time} ${queue.current.length}`, time })
      setWaiting(queue.current.length)
      if (group === undefined) void flush()
      else timer.current ??= setTimeout(() => void flush(), BATCH_MS)
    },
  }
}
