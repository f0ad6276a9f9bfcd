/**
 * @file useBatches: adds images to the dataset in batches. Images are gathered for a few hundred milliseconds, and one
 * batch is stored at a time.
 */
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Device, SampleSource } from '../../../../data/collected-classes'
import { errorNotice } from '../../../../studio/notice'
import { useStudio } from '../../../studio-context'

/** One image, in the form that the dataset stores. */
export interface Sample {
  readonly pixels: Uint8Array<ArrayBuffer>
  readonly from: SampleSource
  readonly device?: Device
}

export interface Batches {
  /** Adds an image; images in the same group are undone in one step. */
  add(label: string, sample: Sample, group?: string): void
  /** Stores all added images immediately; resolves once they are stored. */
  flush(): Promise<void>
  /** Number of images not yet on disk. */
  readonly waiting: number
}

/**
 * How long images are gathered into one batch, in ms. Appending a batch to the file on disk takes about 20 ms,
 * regardless of the batch's size.
 */
const BATCH_MS = 300

/** Returns the batching functions for a dataset; `about` specifies the dataset columns to fill. */
export function useBatches(
  dataset: string,
  about: { readonly picture: string; readonly target: string; readonly columns: readonly string[] },
): Batches {
  const studio = useStudio()
  const [waiting, setWaiting] = useState(0)
  const queue = useRef<{ label: string; sample: Sample; group: string; time: number }[]>([])
  const sending = useRef<Promise<void>>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const columnNames = useRef(about)
  columnNames.current = about

  const flush = useMemo(() => {
    const sendOne = async (): Promise<void> => {
      const [first] = queue.current
      if (!first) return
      const count = queue.current.findIndex(({ group }) => group !== first.group)
      const batch = queue.current.splice(0, count < 0 ? queue.current.length : count)
      const { picture: image, target, columns } = columnNames.current
      const rows = batch.map(({ label, sample: { pixels, from, device }, time }) => {
        const details = Object.entries({ from, device, time }).filter(
          ([name, value]) => value && columns.includes(name),
        )
        return { [image]: pixels, [target]: label, ...Object.fromEntries(details) }
      })
      // not text: the record of the dataset keeps the source
      const source = `"${first.label}" by ${first.sample.from}`
      try {
        await studio.run('collect.add', { dataset, rows, source, group: first.group })
      } catch (error) {
        void studio.run('notice.show', errorNotice(error))
      }
      setWaiting(queue.current.length)
      return sendOne()
    }
    return (): Promise<void> => {
      clearTimeout(timer.current)
      timer.current = undefined
      sending.current ??= sendOne().finally(() => {
        sending.current = undefined
      })
      return sending.current
    }
  }, [studio, dataset])

  // Images that were already captured are saved even if the view closes.
  useEffect(() => () => void flush(), [flush])

  return {
    waiting,
    flush,
    add(label, sample, group) {
      const time = Date.now()
      queue.current.push({
        label,
        sample,
        group: group ?? /* not text: an id */ `one ${time} ${queue.current.length}`,
        time,
      })
      setWaiting(queue.current.length)
      if (group === undefined) void flush()
      else timer.current ??= setTimeout(() => void flush(), BATCH_MS)
    },
  }
}
