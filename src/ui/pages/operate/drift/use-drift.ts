/**
 * @file useDrift: the drift in the log of the open service, computed in increments of a few milliseconds as the log
 * grows.
 */

import { useEffect, useMemo, useState } from 'react'
import { errorMessage } from '../../../../base/result'
import type { AccuracyNow } from '../../../../ops/drift/accuracy-now'
import type { DriftPlan, WindowDrift } from '../../../../ops/drift/window-drift'
import type { LogView } from '../../../../ops/log/fold-log'
import type { BaselineKind, DriftBaseline } from '../../../../studio/operate/drift/drift'
import { openDriftWatch } from '../../../../studio/operate/drift/drift'
import type { ServiceLogView } from '../../../../studio/operate/state'
import { useOnChange } from '../../../kit/use-on-change'
import { useStudio } from '../../../studio-context'
import { useDrillContinues } from '../drills'
import { useOperate, useOperateState } from '../use-operate'

export type BasisState =
  | { readonly tag: 'off' }
  | { readonly tag: 'reading' }
  | { readonly tag: 'failed'; readonly why: string }
  | { readonly tag: 'ready'; readonly basis: DriftBaseline }

export interface DriftView {
  readonly log: LogView
  /** The drift in each window, oldest first. */
  readonly windows: readonly WindowDrift[]
  readonly accuracy: readonly AccuracyNow[]
  /** Whether older windows are still being analyzed. */
  readonly more: boolean
}

/** The reference data, loaded when the service starts and reloaded when its model versions change. */
export function useBasis(against: BaselineKind): BasisState {
  const studio = useStudio()
  const service = useOperate((state) => state.service)
  const serving = useOperate((state) => state.serving.tag)
  const aliases = useOperate((state) => state.aliases)
  const [state, setState] = useState<BasisState>({ tag: 'off' })
  // Another service or other versions are another basis.
  useOnChange([studio, serving, service, aliases, against], () => {
    if (serving !== 'on') {
      setState((now) => (now.tag === 'ready' ? now : { tag: 'off' }))
      return
    }
    let current = true
    setState((now) => (now.tag === 'ready' && now.basis.against === against ? now : { tag: 'reading' }))
    studio.run('drift.baseline', { against }).then(
      (basis) => current && setState({ tag: 'ready', basis }),
      (error: unknown) => current && setState({ tag: 'failed', why: errorMessage(error) }),
    )
    return () => {
      current = false
    }
  })
  return state
}

/** `PAUSE_MS` is the pause between two increments of the analysis, and `LOOK_MS` the duration of an increment. */
const PAUSE_MS = 400
const LOOK_MS = 8

/** The drift in the current log; undefined until there is a log. */
export function useDrift(basis: DriftBaseline | undefined, plan: DriftPlan): DriftView | undefined {
  const operate = useOperateState()
  const [view, setView] = useState<DriftView>()
  const watch = useMemo(() => basis && openDriftWatch(basis.reference, plan), [basis, plan])
  useEffect(() => {
    setView(undefined)
    if (!watch) return
    let timer = 0
    let analyzed: ServiceLogView | undefined
    const analyze = () => {
      const now = operate.getState().log ?? undefined
      const log = now?.log
      let more = false
      if (log?.book) {
        const read: LogView = { book: log.book, buffer: log.fold.buffer }
        more = watch.advance(read, LOOK_MS)
        if (more || now !== analyzed)
          setView({ log: read, windows: watch.windows(read), accuracy: watch.accuracy(read), more })
        analyzed = more ? undefined : now
      } else setView(undefined)
      timer = window.setTimeout(analyze, more ? 0 : PAUSE_MS)
    }
    analyze()
    return () => clearTimeout(timer)
  }, [operate, watch])
  const drillGoesOn = useDrillContinues()
  return useMemo(() => (view && drillGoesOn ? withoutTruth(view) : view), [view, drillGoesOn])
}

/** Returns the view without the ground truth, for use during a drill. */
function withoutTruth(view: DriftView): DriftView {
  return { ...view, accuracy: view.accuracy.map(({ truth: _, ...visible }) => visible) }
}
