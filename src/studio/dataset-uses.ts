/** @file Who needs a set: the projects that point at it, their runs and the versions kept of them. */
import type { DataPick, ProjectContent } from '../compile/project'
import type { Storage } from '../storage/records'

export interface SetUse extends Pick<DataPick, 'version' | 'schema'> {
  /** In words: project "Flowers", run "run of v3" of "Flowers". */
  readonly words: string
  readonly project: string
  readonly run?: string
}

/** What on this device points at a set, projects first. */
export async function usesOf(storage: Pick<Storage, 'projects' | 'runs' | 'versions'>, id: string): Promise<SetUse[]> {
  const uses: SetUse[] = []
  const add = ({ data }: Pick<ProjectContent, 'data'>, use: Omit<SetUse, 'version' | 'schema'>) => {
    if (data.dataset !== id) return
    const { version, schema } = data
    uses.push({ ...use, ...(version === undefined ? {} : { version }), ...(schema ? { schema } : {}) })
  }
  const projects = await storage.projects.list()
  for (const { id: project, content } of projects) add(content, { words: `project "${content.name}"`, project })
  for (const { id: project, content } of projects) {
    const of = `of "${content.name}"`
    for (const run of await storage.runs.list(project))
      add(run.content, { words: `run "${run.name}" ${of}`, project, run: run.id })
    for (const kept of (await storage.versions.list(project)).versions)
      add(kept.content, { words: `version "${kept.name}" ${of}`, project })
  }
  return uses
}
