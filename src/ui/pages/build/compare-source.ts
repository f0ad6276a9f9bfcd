/** @file The networks that can be compared, as options; and the chosen one, read from the state or from storage. */
import { useEffect, useMemo, useState } from 'react'
import { compareText as text } from '../../../messages/en/build/compare'
import type { Drawing } from '../../../graph/drawing'
import { type Source, type Sourced, sourceNow } from '../../../studio/sources'
import { type Nouns, useCatalog } from '../../canvas/catalog'
import { stepWords } from '../../canvas/step-text'
import type { Option } from '../../kit/option'
import { useRun, useSelect, useStudio } from '../../studio-context'

export type Read =
  | ({ readonly tag: 'ready' } & Sourced)
  | { readonly tag: 'reading' }
  | { readonly tag: 'failed'; readonly why: string }

const READING: Read = { tag: 'reading' }

/** The network of a source. */
export function useSourced(source: Source): Read {
  const studio = useStudio()
  const project = useSelect((state) => state.project)
  const history = useSelect((state) => state.history)
  const runs = useSelect((state) => state.runs)
  const here = useMemo(() => sourceNow({ project, history, runs }, source), [project, history, runs, source])
  const [kept, setKept] = useState<{ readonly source: Source; readonly read: Read }>()
  const toRead = here === undefined
  useEffect(() => {
    if (!toRead) return
    let wanted = true
    const keep = (read: Read) => wanted && setKept({ source, read })
    studio.run('graph.read', source).then(
      (found) => keep({ tag: 'ready', ...(found as Sourced) }),
      (error: unknown) => keep({ tag: 'failed', why: error instanceof Error ? error.message : String(error) }),
    )
    return () => {
      wanted = false
    }
  }, [studio, source, toRead])
  return useMemo(
    () => (here ? { tag: 'ready', ...here } : kept?.source === source ? kept.read : READING),
    [here, kept, source],
  )
}

/** A source as the value of an option. */
export function choiceOf(source: Source): string {
  return Object.entries(source)
    .map(([kind, which]) => (kind === 'now' || kind === 'file' ? kind : `${kind}:${which}`))
    .join()
}

/** The source of an option; undefined for a file, which must be picked first. */
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

/** The options: the current network, versions, steps, the networks of runs, other projects, and a file. */
export function useSources(): readonly Option[] {
  const studio = useStudio()
  const run = useRun()
  const { nouns } = useCatalog()
  const history = useSelect((state) => state.history)
  const { id, drawing } = useSelect((state) => state.project)
  const versions = useSelect((state) => (state.versions?.project === id ? state.versions.versions : undefined))
  const runs = useSelect((state) => state.runs)
  const [projects, setProjects] = useState<readonly ProjectRow[]>([])
  const unknown = versions === undefined
  useEffect(() => {
    if (unknown) run('version.list')
  }, [run, unknown])
  useEffect(() => {
    let wanted = true
    studio.run('project.list').then(
      (rows) => wanted && setProjects((rows as readonly ProjectRow[]).filter((row) => row.id !== id)),
      () => undefined,
    )
    return () => {
      wanted = false
    }
  }, [studio, id])
  return useMemo(() => {
    const steps = [...history.past, drawing, ...history.future]
    return [
      { value: 'now', title: text.sources.now },
      ...(versions ?? []).map(({ number, name, at }) => ({
        value: choiceOf({ version: number }),
        title: text.sources.version({ number, name }),
        about: text.sources.at({ at }),
      })),
      ...steps.flatMap((step, i) =>
        i === history.past.length
          ? []
          : [
              {
                value: choiceOf({ step: i }),
                title: text.sources.step({ number: i, step: stepText(nouns, steps, step, i) }),
              },
            ],
      ),
      ...runs.map((one) => ({
        value: choiceOf({ run: one.id }),
        title: text.sources.run({ name: one.name }),
        about: text.sources.runAbout({ version: one.drawingVersion }),
      })),
      ...projects.map((row) => ({
        value: choiceOf({ project: row.id }),
        title: text.sources.project({ name: row.name }),
        about: text.sources.at({ at: row.updatedAt }),
      })),
      { value: 'file', title: text.sources.file },
    ]
  }, [history, drawing, versions, runs, projects, nouns])
}

function stepText(nouns: Nouns, steps: readonly Drawing[], step: Drawing, i: number): string {
  const before = steps[i - 1]
  return before ? stepWords(nouns, before, step) : text.sources.original
}
