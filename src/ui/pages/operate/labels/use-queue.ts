/** @file useQueue: the requests that wait for a person, one in hand; asked for anew when few are left, or the log has grown where none was. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Reason, Strategy } from '../../../../ops/label-queue'
import type { Asked, LabelCounts } from '../../../../studio/operate/labels'
import { useStudio } from '../../../studio-context'
import { useOperate } from '../use-operate'

export type Done = { readonly asked: Asked } & (
  | { readonly did: 'said'; readonly label: string | number }
  | { readonly did: 'skipped' | 'unclear' }
)

export interface Queue {
  /** Undefined while it is looked for, null where nothing waits. */
  readonly asked: Asked | null | undefined
  /** Requests that are known to wait behind it. */
  readonly behind: number
  readonly counts: LabelCounts
  /** What was done, the latest last. */
  readonly done: readonly Done[]
  readonly problem: string | undefined
  say(label: string | number): void
  skip(): void
  unclear(): void
  /** The one before again. */
  back(): void
}

/** Asked for at a time, and how few of them are few. */
const [MOST, FEW] = [40, 4]
/** While the log grows what waits is read anew, this often at most, in ms. */
const LOOK_MS = 3000
const NOTHING: LabelCounts = { said: 0, skipped: 0, unclear: 0 }

/** The queue by a strategy, for some reasons alone where there are any. */
export function useQueue(strategy: Strategy, reasons: readonly Reason[] | undefined): Queue {
  const studio = useStudio()
  const grown = useOperate((state) => state.grown)
  const service = useOperate((state) => state.service)
  const [waiting, setWaiting] = useState<readonly Asked[]>()
  const [counts, setCounts] = useState(NOTHING)
  const [done, setDone] = useState<readonly Done[]>([])
  const [problem, setProblem] = useState<string>()
  const busy = useRef(false)
  const lookedAt = useRef(0)
  const told = useRef<ReadonlySet<number>>(new Set())

  const look = useCallback(
    async (keep: readonly Asked[]) => {
      if (busy.current) return
      busy.current = true
      lookedAt.current = performance.now()
      const args = { strategy, limit: MOST, ...(reasons ? { reasons } : {}) }
      try {
        const found = (await studio.run('labels.next', args)) as readonly Asked[]
        const held = new Set([...keep.map(({ request }) => request), ...told.current])
        setWaiting([...keep, ...found.filter(({ request }) => !held.has(request))])
        setCounts((await studio.run('labels.queue', {})) as LabelCounts)
      } catch (error) {
        setWaiting(keep)
        setProblem(error instanceof Error ? error.message : String(error))
      } finally {
        busy.current = false
      }
    },
    [studio, strategy, reasons],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: another service, another queue
  useEffect(() => {
    told.current = new Set()
    setDone([])
    setWaiting(undefined)
    busy.current = false
    void look([])
  }, [look, service])
  const few = waiting !== undefined && waiting.length < FEW
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked again as the log grows; the one in hand stays
  useEffect(() => {
    if (few || performance.now() - lookedAt.current > LOOK_MS) void look(waiting?.slice(0, few ? FEW : 1) ?? [])
  }, [grown, few])

  const asked = waiting === undefined ? undefined : (waiting[0] ?? null)
  const ask = (id: string, args: object) => {
    setProblem(undefined)
    studio.run(id, args).then(
      async () => setCounts((await studio.run('labels.queue', {})) as LabelCounts),
      (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    )
  }
  const end = (what: Done) => {
    told.current = new Set([...told.current, what.asked.request])
    setDone((before) => [...before, what])
    setWaiting((before) => before?.filter(({ request }) => request !== what.asked.request))
  }
  return {
    ...{ asked, counts, done, problem },
    behind: Math.max(0, (waiting?.length ?? 0) - 1),
    say(label) {
      if (!asked) return
      ask('labels.add', { request: asked.request, label })
      end({ asked, did: 'said', label })
    },
    skip() {
      if (!asked) return
      ask('labels.skip', { request: asked.request })
      end({ asked, did: 'skipped' })
    },
    unclear() {
      if (!asked) return
      ask('labels.add', { request: asked.request, label: null })
      end({ asked, did: 'unclear' })
    },
    back() {
      const last = done.at(-1)
      if (!last) return
      if (last.did !== 'said') ask('labels.skip', { request: last.asked.request, back: true })
      told.current = new Set([...told.current].filter((request) => request !== last.asked.request))
      setDone((before) => before.slice(0, -1))
      setWaiting((before) => [last.asked, ...(before ?? [])])
    },
  }
}
