/** @file A comparison of two networks: where they can come from, loading them, and the changes between them. */
import { useEffect, useMemo } from 'react'
import { errorMessage } from '../../../base/result'
import { checkNetwork } from '../../../compile/check-network'
import { schemaOf } from '../../../compile/dataset-of-project'
import type { NetworkReport } from '../../../compile/rules/rule-context'
import { type Change, diff } from '../../../graph/diff'
import type { Drawing } from '../../../graph/drawing'
import { compareText as text } from '../../../messages/en/build/compare'
import { NOW, type Source, type SourcedNetwork, sourceNow } from '../../../studio/project/comparison-sources'
import type { AppState } from '../../../studio/state'
import { type Nouns, useCatalog } from '../../canvas/canvas-catalog'
import { historyStepText } from '../../canvas/history-step-text'
import type { Option } from '../../kit/field'
import { useResult } from '../../kit/use-on-change'
import { useRunCommand, useSelect, useStudio } from '../../studio-context'

/** Encodes a source as an option value. */
export function optionValue(source: Source): string {
  return Object.entries(source)
    .map(([kind, which]) => (kind === 'now' || kind === 'file' ? kind : `${kind}:${which}`))
    .join()
}

/** Decodes an option value into a source; undefined for a file, because the user must pick a file first. */
export function sourceOf(value: string): Source | undefined {
  const at = value.indexOf(':')
  const [kind, which] = at < 0 ? [value, ''] : [value.slice(0, at), value.slice(at + 1)]
  switch (kind) {
    case 'now':
      return { now: true }
    case 'step':
      return { step: Number(which) }
    case 'version':
      return { version: Number(which) }
    case 'run':
      return { run: which }
    case 'project':
      return { project: which }
    default:
      return undefined
  }
}

const NO_PROJECTS = [] as const

/** The options: the current network, saved versions, undo steps, networks of runs, other projects, and a file. */
export function useSources(): readonly Option[] {
  const studio = useStudio()
  const run = useRunCommand()
  const { nouns } = useCatalog()
  const history = useSelect((state) => state.history)
  const { id, drawing } = useSelect((state) => state.project)
  const versions = useSelect((state) => (state.versions?.project === id ? state.versions.versions : undefined))
  const runs = useSelect((state) => state.runs)
  const { value: projects = NO_PROJECTS } = useResult([studio, id], () => studio.run('project.list'))
  const areVersionsMissing = versions === undefined
  useEffect(() => {
    if (areVersionsMissing) run('version.list')
  }, [run, areVersionsMissing])
  return useMemo(() => {
    const steps = [...history.past, drawing, ...history.future]
    return [
      { value: 'now', title: text.sources.now },
      ...(versions ?? []).map(({ number, name, at }) => ({
        value: optionValue({ version: number }),
        title: text.sources.version({ number, name }),
        about: text.sources.at({ at }),
      })),
      ...steps.flatMap((step, i) =>
        i === history.past.length
          ? []
          : [
              {
                value: optionValue({ step: i }),
                title: text.sources.step({ number: i, step: stepText(nouns, steps, step, i) }),
              },
            ],
      ),
      ...runs.map((one) => ({
        value: optionValue({ run: one.id }),
        title: text.sources.run({ name: one.name }),
        about: text.sources.runAbout({ version: one.drawingVersion }),
      })),
      ...projects
        .filter((row) => row.id !== id)
        .map((row) => ({
          value: optionValue({ project: row.id }),
          title: text.sources.project({ name: row.name }),
          about: text.sources.at({ at: row.updatedAt }),
        })),
      { value: 'file', title: text.sources.file },
    ]
  }, [id, history, drawing, versions, runs, projects, nouns])
}

function stepText(nouns: Nouns, steps: readonly Drawing[], step: Drawing, i: number): string {
  const before = steps[i - 1]
  return before ? historyStepText(nouns, before, step) : text.sources.original
}

export interface ComparedNetwork extends SourcedNetwork {
  readonly report: NetworkReport
}

export interface Comparison {
  readonly from: Source
  readonly to: Source
  /** Whether the changes can be applied, which requires that they start from the current network. */
  readonly canApply: boolean
  /** Undefined until both networks are loaded. */
  readonly result:
    | {
        readonly from: ComparedNetwork
        readonly to: ComparedNetwork
        readonly changes: readonly Change[]
      }
    | undefined
  /** Why a network cannot be shown. */
  readonly error: string | undefined
}

/** The comparison shown by the changes panel and the side-by-side view. */
export function useComparison(): Comparison {
  const from = useSelect(({ compared, project }) => (compared?.project === project.id ? compared.from : NOW))
  const to = useTarget()
  const [before, after] = [useComparedNetwork(from), useComparedNetwork(to)]
  const [a, b] = [before.network, after.network]
  const result = useMemo(() => a && b && { from: a, to: b, changes: diff(a.drawing, b.drawing) }, [a, b])
  return { from, to, canApply: 'now' in from, result, error: before.error ?? after.error }
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

/** The network from a source, with its report; neither a network nor an error while it is being read. */
function useComparedNetwork(source: Source): { readonly network?: ComparedNetwork; readonly error?: string } {
  const studio = useStudio()
  const project = useSelect((state) => state.project)
  const history = useSelect((state) => state.history)
  const runs = useSelect((state) => state.runs)
  const inState = useMemo(() => sourceNow({ project, history, runs }, source), [project, history, runs, source])
  const mustLoad = inState === undefined
  const stored = useResult([studio, source, mustLoad], () => (mustLoad ? studio.run('graph.read', source) : undefined))
  const read = inState ?? (stored.isCurrent ? stored.value : undefined)
  const now = useSelect((state) => state.report)
  const inUse = useSelect(({ project }) => project.data.dataset)
  const loaded = useSelect(({ data }) => (data.tag === 'none' ? undefined : data.schema))
  const network = useMemo(() => {
    if (!read) return undefined
    // The loaded schema of the dataset in use is more precise than the catalog's schema.
    const schema = loaded && inUse === read.data.dataset ? loaded : schemaOf(read.data)
    const report = 'now' in source ? now : checkNetwork(read.drawing, schema, read.plan)
    return { ...read, report }
  }, [read, source, now, loaded, inUse])
  if (network) return { network }
  return mustLoad && stored.isCurrent && stored.error !== undefined ? { error: errorMessage(stored.error) } : {}
}
