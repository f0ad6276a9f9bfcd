/**
 * @file Sources of networks to compare: the current network, or a network from a step of the undo history, a version, a
 * run, another project, or a file.
 */
import '../messages/en/versions'
import { Refusal, refuse } from '../messages/message'
import type { ProjectContent } from '../compile/project'
import type { Drawing } from '../graph/drawing'
import type { RunRecord, Storage } from '../storage/records'

export type Source =
  | { readonly now: true }
  /** The number of an undo step, counted from the oldest one; undone steps count too. */
  | { readonly step: number }
  | { readonly version: number }
  | { readonly run: string }
  /** The id of another project, or of the open project to read its saved state. */
  | { readonly project: string }
  /** The bytes of a project file. */
  | { readonly file: Uint8Array }

export interface SourcedNetwork extends Pick<ProjectContent, 'data' | 'plan'> {
  /** The name of the network; empty if it has none. */
  readonly name: string
  readonly drawing: Drawing
}

/** The part of the state that sources are read from. */
interface SourceState {
  readonly project: Pick<SourcedNetwork, 'drawing' | 'data' | 'plan'> & { readonly id: string }
  readonly history: { readonly past: readonly Drawing[]; readonly future: readonly Drawing[] }
  readonly runs: readonly RunRecord[]
}

export const NOW: Source = { now: true }

/** The command arguments that select a source. */
export const SOURCE_ARGS = {
  step: 'number: 0 is the oldest that undo remembers', // not text: help on arguments in the console
  version: 'number',
  run: 'run id',
  project: 'project id',
  file: 'Uint8Array: a project file', // not text: help on arguments in the console
} as const

/** The source that the arguments select; undefined if they select none. */
export function sourceIn(args: object): Source | undefined {
  const given = new Map(Object.entries(args).filter(([, value]) => value !== undefined))
  const key = ['now', ...Object.keys(SOURCE_ARGS)].find((one) => given.has(one))
  return key === undefined ? undefined : ({ [key]: given.get(key) } as unknown as Source)
}

/** The drawing of a source that is already in the state; undefined if it has to be loaded. */
export function sourceNow(state: SourceState, source: Source): SourcedNetwork | undefined {
  const { project, history } = state
  const at = (drawing: Drawing): SourcedNetwork => ({ name: '', drawing, data: project.data, plan: project.plan })
  if ('now' in source) return at(project.drawing)
  if ('step' in source) {
    const drawing = [...history.past, project.drawing, ...history.future][source.step]
    return drawing && at(drawing)
  }
  if ('run' in source) {
    const run = state.runs.find(({ id }) => id === source.run)
    return run && sourced(run.content, run.name)
  }
  return undefined
}

/** The drawing of any source. Refuses an unknown source. */
export async function readSource(state: SourceState, storage: Storage, source: Source): Promise<SourcedNetwork> {
  const here = sourceNow(state, source)
  if (here) return here
  if ('step' in source) return refuse('no-step', { step: Number(source.step) })
  if ('run' in source) return refuse('no-such-run', { id: String(source.run) })
  if ('version' in source) {
    const { version: number } = source
    const kept = Number.isInteger(number) ? await storage.versions.get(state.project.id, number) : undefined
    return kept ? sourced(kept.content, kept.name) : refuse('no-version', { number: Number(number) })
  }
  if ('project' in source) {
    const kept = await storage.projects.get(String(source.project))
    return kept ? sourced(kept.content) : refuse('no-project', { id: String(source.project) })
  }
  if (!('file' in source)) return refuse('no-source', {})
  const { readProject } = await import('../storage/project-file')
  const read = readProject(source.file)
  if (!read.ok) throw new Refusal(read.error)
  return sourced(read.value)
}

function sourced({ name, networks: [network], data, plan }: ProjectContent, called = name): SourcedNetwork {
  return network ? { name: called, drawing: network.drawing, data, plan } : refuse('project-empty', {})
}
