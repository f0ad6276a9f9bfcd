/**
 * @file useQueue: the queue of requests that need a label. More requests are fetched when few are left, or when the log
 * grows while the queue is empty.
 */

import { useCallback, useRef, useState } from 'react'
import { errorMessage } from '../../../../base/result'
import type { LabelReason } from '../../../../ops/label-queue'
import type { Strategy } from '../../../../ops/labeling-strategies'
import type { LabelCounts, LabelRequest } from '../../../../studio/operate/labels'
import { useOnChange } from '../../../kit/use-on-change'
import { useStudio } from '../../../studio-context'
import { useLogView, useOperate } from '../use-operate'

export type Handled = { readonly asked: LabelRequest } & (
  | { readonly did: 'labeled'; readonly label: string | number }
  | { readonly did: 'skipped' | 'unclear' }
)

export interface Queue {
  /** The current request; undefined while it is loading, null if no request needs a label. */
  readonly current: LabelRequest | null | undefined
  /** The number of fetched requests after the current one. */
  readonly waiting: number
  readonly counts: LabelCounts
  /** The requests handled so far, in order: labeled, skipped, or marked as unclear. */
  readonly done: readonly Handled[]
  /** What was done about the current request before the user went back to it. */
  readonly returnedTo: Handled | undefined
  readonly problem: string | undefined
  label(label: string | number): void
  skip(): void
  unclear(): void
  /** Goes back to the previous request. */
  back(): void
}

/** The number of requests to fetch at a time, and the number of remaining requests at which more are fetched. */
const [MAX_QUEUE, MIN_QUEUE] = [40, 4]
/** While the log grows, the queue is refreshed at most this often, in ms. */
const LOOK_MS = 3000
const NOTHING: LabelCounts = { labeled: 0, skipped: 0, unclear: 0 }

/**
 * The queue, ordered by a labeling strategy; if reasons are given, it contains only the requests that need a label for
 * one of these reasons.
 */
export function useQueue(strategy: Strategy, reasons: readonly LabelReason[] | undefined): Queue {
  const studio = useStudio()
  const log = useLogView()
  const service = useOperate((state) => state.service)
  const [waiting, setWaiting] = useState<readonly LabelRequest[]>()
  const [counts, setCounts] = useState(NOTHING)
  const [done, setDone] = useState<readonly Handled[]>([])
  const [returned, setReturned] = useState<Handled>()
  const [problem, setProblem] = useState<string>()
  const busy = useRef(false)
  const fetchedAt = useRef(0)
  const handled = useRef<ReadonlySet<number>>(new Set())
  /** The log that the fetched requests are from: another run has other requests with the same numbers. */
  const reader = useRef(log?.log)

  const fetchMore = useCallback(
    async (keep: readonly LabelRequest[]) => {
      if (busy.current) return
      busy.current = true
      fetchedAt.current = performance.now()
      const from = reader.current
      const args = { strategy, limit: MAX_QUEUE, ...(reasons ? { reasons } : {}) }
      try {
        const found = await studio.run('labels.next', args)
        if (from !== reader.current) return
        const known = new Set([...keep.map(({ request }) => request), ...handled.current])
        setWaiting([...keep, ...found.filter(({ request }) => !known.has(request))])
        setCounts(await studio.run('labels.queue', {}))
      } catch (error) {
        if (from !== reader.current) return
        setWaiting(keep)
        setProblem(errorMessage(error))
      } finally {
        if (from === reader.current) busy.current = false
      }
    },
    [studio, strategy, reasons],
  )
  // Another service, or another run of it, has another queue.
  useOnChange([fetchMore, service, log?.log], () => {
    reader.current = log?.log
    handled.current = new Set()
    setDone([])
    setReturned(undefined)
    setWaiting(undefined)
    busy.current = false
    void fetchMore([])
  })
  const few = waiting !== undefined && waiting.length < MIN_QUEUE
  // Read again as the log grows; the current request stays.
  useOnChange([log, few], () => {
    if (few || performance.now() - fetchedAt.current > LOOK_MS)
      void fetchMore(waiting?.slice(0, few ? MIN_QUEUE : 1) ?? [])
  })

  const asked = waiting === undefined ? undefined : (waiting[0] ?? null)
  const ask = (answer: Promise<unknown>) => {
    setProblem(undefined)
    answer.then(
      async () => setCounts(await studio.run('labels.queue')),
      (error: unknown) => setProblem(errorMessage(error)),
    )
  }
  const end = (what: Handled) => {
    handled.current = new Set([...handled.current, what.asked.request])
    setDone((before) => [...before, what])
    setWaiting((before) => before?.filter(({ request }) => request !== what.asked.request))
  }
  return {
    ...{ current: asked, counts, done, problem },
    returnedTo: returned?.asked.request === asked?.request ? returned : undefined,
    waiting: Math.max(0, (waiting?.length ?? 0) - 1),
    label(label) {
      if (!asked) return
      ask(studio.run('labels.add', { request: asked.request, label, at: asked.record.at }))
      end({ asked, did: 'labeled', label })
    },
    skip() {
      if (!asked) return
      ask(studio.run('labels.skip', { request: asked.request }))
      end({ asked, did: 'skipped' })
    },
    unclear() {
      if (!asked) return
      ask(studio.run('labels.add', { request: asked.request, label: null, at: asked.record.at }))
      end({ asked, did: 'unclear' })
    },
    back() {
      const last = done.at(-1)
      if (!last) return
      if (last.did !== 'labeled') ask(studio.run('labels.skip', { request: last.asked.request, back: true }))
      handled.current = new Set([...handled.current].filter((request) => request !== last.asked.request))
      setDone((before) => before.slice(0, -1))
      setReturned(last)
      setWaiting((before) => [last.asked, ...(before ?? [])])
    },
  }
}

// Class keys: if every class name is a single character, that character is the key; otherwise, keys are assigned in
// order, first digits and then letters.

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** One key per class, in order; undefined for classes left over after all keys are assigned. */
export function keysOf(classes: readonly string[]): readonly (string | undefined)[] {
  const own = classes.map((name) => name.toLowerCase())
  if (own.every((name) => /^[0-9a-z]$/.test(name)) && new Set(own).size === own.length) return own
  const order = `1234567890${LETTERS}`
  return classes.map((_, i) => order[i])
}
