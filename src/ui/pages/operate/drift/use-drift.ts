/** @file useDrift: the drift in the log of the open service, computed a few milliseconds at a time as the log grows. */
import { useEffect, useMemo, useState } from 'react'
import type { AccuracyNow } from '../../../../ops/drift/accuracy-now'
import type { DriftPlan, WindowDrift } from '../../../../ops/drift/window-drift'
import type { LogView } from '../../../../ops/log/fold'
import type { AppContext } from '../../../../studio/context'
import { type Against, type DriftBasis, readDriftBasis } from '../../../../studio/operate/drift-basis'
import { openDriftWatch } from '../../../../studio/operate/drift-watch'
import { useStudio } from '../../../studio-context'
import { useDrillGoesOn } from '../drills/use-drill'
import { useDesk, useOperate } from '../use-operate'

export type BasisState =
  | { readonly tag: 'off' }
  | { readonly tag: 'reading' }
  | { readonly tag: 'failed'; readonly why: string }
  | { readonly tag: 'ready'; readonly basis: DriftBasis }

export interface DriftView {
  readonly log: LogView
  /** Oldest first. */
  readonly windows: readonly WindowDrift[]
  readonly accuracy: readonly AccuracyNow[]
  /** Older windows are still being analyzed. */
  readonly more: boolean
}

/** The reference data: read when the service starts, and again when its versions change. */
export function useBasis(against: Against): BasisState {
  const studio = useStudio() as AppContext
  const desk = useDesk()
  const service = useOperate((state) => state.service)
  const serving = useOperate((state) => state.serving.tag)
  const aliases = useOperate((state) => state.aliases)
  const [state, setState] = useState<BasisState>({ tag: 'off' })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another service or other versions are another basis
  useEffect(() => {
    if (serving !== 'on') {
      setState((now) => (now.tag === 'ready' ? now : { tag: 'off' }))
      return
    }
    let current = true
    setState((now) => (now.tag === 'ready' && now.basis.against === against ? now : { tag: 'reading' }))
    readDriftBasis(studio, desk, against).then(
      (basis) => current && setState({ tag: 'ready', basis }),
      (error: unknown) =>
        current && setState({ tag: 'failed', why: error instanceof Error ? error.message : String(error) }),
    )
    return () => {
      current = false
    }
  }, [studio, desk, serving, service, aliases, against])
  return state
}

/** The pause between two looks and the length of one, in milliseconds. */
const PAUSE_MS = 400
const LOOK_MS = 8

/** The drift of the current log; undefined before there is one. */
export function useDrift(basis: DriftBasis | undefined, plan: DriftPlan): DriftView | undefined {
  const desk = useDesk()
  const [view, setView] = useState<DriftView>()
  const watch = useMemo(() => basis && openDriftWatch(basis.reference, plan), [basis, plan])
  useEffect(() => {
    setView(undefined)
    if (!watch) return
    let timer = 0
    let looked = -1
    const look = () => {
      const { service, grown } = desk.store.getState()
      const log = service === null ? undefined : desk.log()
      let more = false
      if (log?.book) {
        const read: LogView = { book: log.book, ring: log.fold.ring }
        more = watch.look(read, LOOK_MS)
        if (more || grown !== looked || looked < 0)
          setView({ log: read, windows: watch.windows(read), accuracy: watch.accuracy(read), more })
        looked = more ? -1 : grown
      } else setView(undefined)
      timer = window.setTimeout(look, more ? 0 : PAUSE_MS)
    }
    look()
    return () => clearTimeout(timer)
  }, [desk, watch])
  const drillGoesOn = useDrillGoesOn()
  return useMemo(() => (view && drillGoesOn ? withoutTruth(view) : view), [view, drillGoesOn])
}

/** As it is shown during a drill. */
function withoutTruth(view: DriftView): DriftView {
  return { ...view, accuracy: view.accuracy.map(({ truth: _, ...told }) => told) }
}
