/**
 * @file Sources of networks to compare: the current network, or a network from a step of the undo history, a version, a
 * run, another project, or a file.
 */
import '../../messages/en/runs'
import { message, Refusal, refuse } from '../../messages/message'
import type { ProjectContent } from '../../compile/project'
import type { Drawing } from '../../graph/drawing'
import type { RunRecord, Storage } from '../../storage/records'
import { type ArgsOf, flag, instance, integer, optional, text } from '../arguments'

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
  /** The learning rates that were set during the run, for the network of a run. */
  readonly rateChanges?: RunRecord['rateChanges']
}

/** The part of the state that sources are read from. */
interface SourceState {
  readonly project: Pick<SourcedNetwork, 'drawing' | 'data' | 'plan'> & { readonly id: string }
  readonly history: { readonly past: readonly Drawing[]; readonly future: readonly Drawing[] }
  readonly runs: readonly RunRecord[]
}

export const NOW: Source = { now: true }

/** The command arguments that select a source. If several are given, the first one listed here is used. */
export const SOURCE_ARGS = {
  now: optional(flag()),
  step: optional({ ...integer(), problem: (step: unknown) => message('no-step', { step: Number(step) }) }),
  version: optional({ ...integer(), problem: (number: unknown) => message('no-version', { number: Number(number) }) }),
  run: optional(text('run id')),
  project: optional(text('project id')),
  file: optional(instance<Uint8Array>(Uint8Array)),
}

export type SourceArgs = ArgsOf<typeof SOURCE_ARGS>

/** The source that the arguments select; undefined if they select none. */
export function sourceIn({ now, step, version, run, project, file }: SourceArgs): Source | undefined {
  if (now) return NOW
  if (step !== undefined) return { step }
  if (version !== undefined) return { version }
  if (run !== undefined) return { run }
  if (project !== undefined) return { project }
  return file && { file }
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
    const { rateChanges } = run ?? {}
    return run && { ...sourced(run.content, run.name), ...(rateChanges ? { rateChanges } : {}) }
  }
  return undefined
}

/** The drawing of any source. Refuses an unknown source. */
export async function readSource(state: SourceState, storage: Storage, source: Source): Promise<SourcedNetwork> {
  const here = sourceNow(state, source)
  if (here) return here
  if ('step' in source) return refuse('no-step', { step: source.step })
  if ('run' in source) return refuse('no-such-run', { id: source.run })
  if ('version' in source) {
    const { version: number } = source
    const kept = await storage.versions.get(state.project.id, number)
    return kept ? sourced(kept.content, kept.name) : refuse('no-version', { number })
  }
  if ('project' in source) {
    const kept = await storage.projects.get(source.project)
    return kept ? sourced(kept.content) : refuse('no-project', { id: source.project })
  }
  if (!('file' in source)) return refuse('no-source', {})
  const { readProject } = await import('../../storage/project-file')
  const read = readProject(source.file)
  if (!read.ok) throw new Refusal(read.error)
  return sourced(read.value)
}

function sourced({ name, networks: [network], data, plan }: ProjectContent, called = name): SourcedNetwork {
  return network ? { name: called, drawing: network.drawing, data, plan } : refuse('project-empty', {})
}
