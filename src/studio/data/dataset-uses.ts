/** @file Finds what uses a dataset: projects, their runs, and their saved versions. */
import { datasetsText } from '../../messages/en/studio/datasets'
import type { DataPick, ProjectContent } from '../../compile/project'
import type { Storage } from '../../storage/records'

export interface SetUse extends Pick<DataPick, 'version' | 'schema'> {
  /** The display name for use in a sentence: project "Flowers", run "run of v3" of "Flowers". */
  readonly title: string
  readonly project: string
  readonly run?: string
  /** Whether it is a saved version of the project. */
  readonly isVersion?: true
}

/** Lists what uses a dataset on this device, projects first. */
export async function usesOf(storage: Pick<Storage, 'projects' | 'runs' | 'versions'>, id: string): Promise<SetUse[]> {
  const uses: SetUse[] = []
  const add = ({ data }: Pick<ProjectContent, 'data'>, use: Omit<SetUse, 'version' | 'schema'>) => {
    if (data.dataset !== id) return
    const { version, schema } = data
    uses.push({ ...use, ...(version === undefined ? {} : { version }), ...(schema ? { schema } : {}) })
  }
  const { uses: text } = datasetsText
  const projects = await storage.projects.list()
  for (const { id: project, content } of projects)
    add(content, { title: text.project({ project: content.name }), project })
  for (const { id: project, content } of projects) {
    const { name } = content
    for (const run of await storage.runs.list(project))
      add(run.content, { title: text.run({ run: run.name, project: name }), project, run: run.id })
    for (const kept of (await storage.versions.list(project)).versions)
      add(kept.content, { title: text.version({ version: kept.name, project: name }), project, isVersion: true })
  }
  return uses
}
