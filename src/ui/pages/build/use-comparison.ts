/** @file useComparison: the two networks that are compared, the changes between them, and the check of each. */
import { useMemo } from 'react'
import { schemaOf } from '../../../compile/picked'
import { checkNetwork } from '../../../compile/check-network'
import type { NetworkReport } from '../../../compile/network-report'
import { type Change, diff } from '../../../graph/diff'
import { NOW, type Source, type Sourced } from '../../../studio/sources'
import type { AppState } from '../../../studio/state'
import { useSelect } from '../../studio-context'
import { type Read, useSourced } from './compare-source'

export interface Side extends Sourced {
  readonly report: NetworkReport
}

export interface Comparison {
  readonly from: Source
  readonly to: Source
  /** Whether the changes can be applied: they start from the current network. */
  readonly open: boolean
  /** Set once both networks are loaded. */
  readonly found?: { readonly from: Side; readonly to: Side; readonly changes: readonly Change[] }
  /** Why a network cannot be shown. */
  readonly why?: string
}

/** What the panel and the canvases show. */
export function useComparison(): Comparison {
  const from = useSelect(({ compared, project }) => (compared?.project === project.id ? compared.from : NOW))
  const to = useTarget()
  const [a, b] = [useSide(from), useSide(to)]
  const changes = useMemo(
    () => (a.tag === 'ready' && b.tag === 'ready' ? diff(a.drawing, b.drawing) : undefined),
    [a, b],
  )
  const why = a.tag === 'failed' ? a.why : b.tag === 'failed' ? b.why : undefined
  return {
    from,
    to,
    open: 'now' in from,
    ...(changes && a.tag === 'ready' && b.tag === 'ready' ? { found: { from: a, to: b, changes } } : {}),
    ...(why === undefined ? {} : { why }),
  }
}

/** The chosen source, else the step before, else the one after, else the newest version. */
function useTarget(): Source {
  const step = useSelect(({ history }) =>
    history.past.length > 0 ? history.past.length - 1 : history.future.length > 0 ? 1 : undefined,
  )
  const version = useSelect(newestVersion)
  const asked = useSelect(({ compared, project }) => (compared?.project === project.id ? compared.to : null))
  return useMemo(
    () => asked ?? (step !== undefined ? { step } : version !== undefined ? { version } : NOW),
    [asked, step, version],
  )
}

function newestVersion({ versions, project }: AppState): number | undefined {
  return versions?.project === project.id ? versions.versions[0]?.number : undefined
}

function useSide(source: Source): Exclude<Read, { tag: 'ready' }> | ({ readonly tag: 'ready' } & Side) {
  const read = useSourced(source)
  const now = useSelect((state) => state.report)
  const inUse = useSelect(({ project }) => project.data.dataset)
  const known = useSelect(({ data }) => (data.tag === 'none' ? undefined : data.schema))
  return useMemo(() => {
    if (read.tag !== 'ready') return read
    // The loaded schema of the dataset in use is more precise than the catalog.
    const schema = known && inUse === read.data.dataset ? known : schemaOf(read.data)
    const report = 'now' in source ? now : checkNetwork(read.drawing, schema, read.plan)
    return { ...read, report }
  }, [read, source, now, known, inUse])
}
