/**
 * @file Sources of a comparison: lists the networks that can be compared as options, and loads the selected network
 * from state or storage.
 */
import { useEffect, useMemo, useState } from 'react'
import { compareText as text } from '../../../messages/en/build/compare'
import type { Drawing } from '../../../graph/drawing'
import { type Source, type SourcedNetwork, sourceNow } from '../../../studio/project/comparison-sources'
import { type Nouns, useCatalog } from '../../canvas/canvas-catalog'
import { historyStepText } from '../../canvas/history-step-text'
import type { Option } from '../../kit/field'
import { useRunCommand, useSelect, useStudio } from '../../studio-context'

export type SourceState =
  | ({ readonly tag: 'ready' } & SourcedNetwork)
  | { readonly tag: 'reading' }
  | { readonly tag: 'failed'; readonly why: string }

const READING: SourceState = { tag: 'reading' }

/** Loads the network from a source. */
export function useSource(source: Source): SourceState {
  const studio = useStudio()
  const project = useSelect((state) => state.project)
  const history = useSelect((state) => state.history)
  const runs = useSelect((state) => state.runs)
  const inState = useMemo(() => sourceNow({ project, history, runs }, source), [project, history, runs, source])
  const [loaded, setLoaded] = useState<{ readonly source: Source; readonly read: SourceState }>()
  const mustLoad = inState === undefined
  useEffect(() => {
    if (!mustLoad) return
    let isCurrent = true
    const store = (read: SourceState) => isCurrent && setLoaded({ source, read })
    studio.run('graph.read', source).then(
      (network) => store({ tag: 'ready', ...(network as SourcedNetwork) }),
      (error: unknown) => store({ tag: 'failed', why: error instanceof Error ? error.message : String(error) }),
    )
    return () => {
      isCurrent = false
    }
  }, [studio, source, mustLoad])
  return useMemo(
    () => (inState ? { tag: 'ready', ...inState } : loaded?.source === source ? loaded.read : READING),
    [inState, loaded, source],
  )
}

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

interface ProjectRow {
  readonly id: string
  readonly name: string
  readonly updatedAt: string
}

/** The options: the current network, saved versions, undo steps, networks of runs, other projects, and a file. */
export function useSources(): readonly Option[] {
  const studio = useStudio()
  const run = useRunCommand()
  const { nouns } = useCatalog()
  const history = useSelect((state) => state.history)
  const { id, drawing } = useSelect((state) => state.project)
  const versions = useSelect((state) => (state.versions?.project === id ? state.versions.versions : undefined))
  const runs = useSelect((state) => state.runs)
  const [projects, setProjects] = useState<readonly ProjectRow[]>([])
  const areVersionsMissing = versions === undefined
  useEffect(() => {
    if (areVersionsMissing) run('version.list')
  }, [run, areVersionsMissing])
  useEffect(() => {
    let isCurrent = true
    studio.run('project.list').then(
      (rows) => isCurrent && setProjects((rows as readonly ProjectRow[]).filter((row) => row.id !== id)),
      () => undefined,
    )
    return () => {
      isCurrent = false
    }
  }, [studio, id])
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
      ...projects.map((row) => ({
        value: optionValue({ project: row.id }),
        title: text.sources.project({ name: row.name }),
        about: text.sources.at({ at: row.updatedAt }),
      })),
      { value: 'file', title: text.sources.file },
    ]
  }, [history, drawing, versions, runs, projects, nouns])
}

function stepText(nouns: Nouns, steps: readonly Drawing[], step: Drawing, i: number): string {
  const before = steps[i - 1]
  return before ? historyStepText(nouns, before, step) : text.sources.original
}
