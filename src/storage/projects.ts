/**
 * @file Storage of projects: a save must include the revision that was read, and the previous save is retained until
 * the next one.
 */
import { refuse } from '../messages/message'
import type { Engine, Rows } from './storage-engine'
import type { ProjectRecord, Storage } from './records'
import { withCurrentContent } from './renamed-fields'
import { removeCheckpoints } from './runs'
import { intact, seal } from './checksums'
import { removeServiceLogs } from './service-log-removal'
import { removeVersions } from './versions'

/** The project storage on an engine. */
export function projectsOn(engine: Engine): Storage['projects'] {
  return {
    async list() {
      const ids = await engine.transact(['projects'], 'read', (t) => t.keys('projects'))
      const found = await Promise.all(ids.map((id) => read(engine, id as string).catch(() => undefined)))
      return found
        .filter((record) => record !== undefined)
        .sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : 0))
    },
    get: (id) => read(engine, id),
    async put(project) {
      const kept: ProjectRecord = { ...project, revision: project.revision + 1 }
      await engine.transact(['projects', 'projectsBefore'], 'write', async (t) => {
        const current = await t.get('projects', project.id)
        if (current && current.value.revision !== project.revision) {
          refuse('project-conflict', {
            name: project.content.name,
            kept: current.value.revision,
            yours: project.revision,
          })
        }
        if (current && intact(current)) await t.put('projectsBefore', project.id, current)
        await t.put('projects', project.id, seal(kept))
      })
      return kept
    },
    /** Removes the project's runs, checkpoints, versions, and service logs too; models stay. */
    async remove(id) {
      await engine.transact(
        [
          'projects',
          'projectsBefore',
          'runs',
          'checkpoints',
          'checkpointRows',
          'versions',
          'settings',
          'serviceLogs',
          'serviceLogParts',
        ],
        'write',
        async (t) => {
          await t.remove('projects', id)
          await t.remove('projectsBefore', id)
          for (const run of await t.runsOf(id)) {
            await t.remove('runs', run.id)
            await removeCheckpoints(t, run.id)
          }
          await removeVersions(t, id)
          await removeServiceLogs(t, id)
        },
      )
    },
  }
}

/** Reads the most recent save, or the previous one if the most recent is damaged or does not respond. */
async function read(engine: Engine, id: string): Promise<ProjectRecord | undefined> {
  let row: Rows['projects'] | undefined
  let trouble: unknown
  try {
    row = await engine.transact(['projects'], 'read', (t) => t.get('projects', id))
    if (row === undefined) return undefined
    if (intact(row)) return withCurrentContent(row.value)
  } catch (error) {
    trouble = error
  }
  const before = await engine
    .transact(['projectsBefore'], 'read', (t) => t.get('projectsBefore', id))
    .catch(() => undefined)
  // Return the previous save with the revision of the most recent one, so that the next save replaces the damaged one.
  if (before && intact(before)) return withCurrentContent({ ...before.value, revision: before.value.revision + 1 })
  if (trouble) throw trouble
  return refuse('project-damaged', { name: String(row?.value?.content?.name ?? id) })
}
