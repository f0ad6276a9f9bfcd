/** @file useComparison: the two networks being compared, the changes between them, and a report on each network. */
import { useMemo } from 'react'
import { schemaOf } from '../../../compile/dataset-of-project'
import { checkNetwork } from '../../../compile/check-network'
import type { NetworkReport } from '../../../compile/rules/rule-context'
import { type Change, diff } from '../../../graph/diff'
import { NOW, type Source, type SourcedNetwork } from '../../../studio/project/comparison-sources'
import type { AppState } from '../../../studio/state'
import { useSelect } from '../../studio-context'
import { type SourceState, useSource } from './comparison-source-options'

export interface ComparedNetwork extends SourcedNetwork {
  readonly report: NetworkReport
}

export interface Comparison {
  readonly from: Source
  readonly to: Source
  /** Whether the changes can be applied, which requires that they start from the current network. */
  readonly canApply: boolean
  /** Set once both networks are loaded. */
  readonly result?: {
    readonly from: ComparedNetwork
    readonly to: ComparedNetwork
    readonly changes: readonly Change[]
  }
  /** Why a network cannot be shown. */
  readonly error?: string
}

/** The comparison shown by the changes panel and the side-by-side view. */
export function useComparison(): Comparison {
  const from = useSelect(({ compared, project }) => (compared?.project === project.id ? compared.from : NOW))
  const to = useTarget()
  const [a, b] = [useComparedNetwork(from), useComparedNetwork(to)]
  const changes = useMemo(
    () => (a.tag === 'ready' && b.tag === 'ready' ? diff(a.drawing, b.drawing) : undefined),
    [a, b],
  )
  const why = a.tag === 'failed' ? a.why : b.tag === 'failed' ? b.why : undefined
  return {
    from,
    to,
    canApply: 'now' in from,
    ...(changes && a.tag === 'ready' && b.tag === 'ready' ? { result: { from: a, to: b, changes } } : {}),
    ...(why === undefined ? {} : { error: why }),
  }
}

/** The selected target; by default, the previous undo step, or else the next undo step, or else the newest version. */
function useTarget(): Source {
  const step = useSelect(({ history }) =>
    history.past.length > 0 ? history.past.length - 1 : history.future.length > 0 ? 1 : undefined,
  )
  const version = useSelect(newestVersion)
  const selected = useSelect(({ compared, project }) => (compared?.project === project.id ? compared.to : null))
  return useMemo(
    () => selected ?? (step !== undefined ? { step } : version !== undefined ? { version } : NOW),
    [selected, step, version],
  )
}

function newestVersion({ versions, project }: AppState): number | undefined {
  return versions?.project === project.id ? versions.versions[0]?.number : undefined
}

function useComparedNetwork(
  source: Source,
): Exclude<SourceState, { tag: 'ready' }> | ({ readonly tag: 'ready' } & ComparedNetwork) {
  const read = useSource(source)
  const now = useSelect((state) => state.report)
  const inUse = useSelect(({ project }) => project.data.dataset)
  const loaded = useSelect(({ data }) => (data.tag === 'none' ? undefined : data.schema))
  return useMemo(() => {
    if (read.tag !== 'ready') return read
    // The loaded schema of the dataset in use is more precise than the catalog's schema.
    const schema = loaded && inUse === read.data.dataset ? loaded : schemaOf(read.data)
    const report = 'now' in source ? now : checkNetwork(read.drawing, schema, read.plan)
    return { ...read, report }
  }, [read, source, now, loaded, inUse])
}
