/**
 * @file Storage of projects and their versions: a save must include the revision that was read, and the previous save
 * is retained until the next one.
 */
import { refuse } from '../messages/message'
import type { Engine, Rows, Transaction } from './storage-engine'
import type { ProjectRecord, Storage, VersionRecord } from './records'
import { withCurrentContent } from './renamed-fields'
import { removeCheckpoints } from './runs'
import { intact, seal } from './checksums'

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
          await t.remove('settings', undoHistoryKey(id))
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

/** The version storage on an engine; `now` returns the date for new versions. */
export function versionsOn(engine: Engine, now: () => Date): Storage['versions'] {
  const rowOf = (project: string, number: number) =>
    engine.transact(['versions'], 'read', (t) => t.get('versions', [project, number]))
  return {
    async list(project) {
      const keys = await engine.transact(['versions'], 'read', (t) => t.keys('versions', project))
      const numbers = keys.map((key) => key[1] as number).reverse()
      // Read each row separately, so that a damaged or unresponsive one does not hide the others.
      const found = await Promise.all(numbers.map((number) => rowOf(project, number).catch(() => undefined)))
      return {
        versions: found
          .filter((row) => row !== undefined && intact(row))
          .map((row) => withCurrentContent((row as Row).value)),
        damaged: numbers.filter((_, i) => !intact(found[i])),
      }
    },
    async get(project, number) {
      const row = await rowOf(project, number)
      return row && whole(row, number)
    },
    add: ({ project, name, content }) =>
      engine.transact(['versions', 'settings'], 'write', async (t) => {
        const number = await nextNumber(t, project)
        const record: VersionRecord = {
          project,
          number,
          name: name ?? `Version ${number}`,
          at: now().toISOString(),
          content,
        }
        await t.put('settings', counterOf(project), { value: number })
        await t.put('versions', [project, number], seal(record))
        return record
      }),
    rename: (project, number, name) =>
      engine.transact(['versions'], 'write', async (t) => {
        const row = (await t.get('versions', [project, number])) ?? refuse('no-version', { number })
        await t.put('versions', [project, number], seal({ ...whole(row, number), name }))
      }),
    remove: (project, number) => engine.transact(['versions'], 'write', (t) => t.remove('versions', [project, number])),
  }
}

/** The settings key of a project's undo history. */
export function undoHistoryKey(project: string): string {
  return `undo:${project}`
}

type Row = Rows['versions']

function whole(row: Row, number: number): VersionRecord {
  return intact(row) ? withCurrentContent(row.value) : refuse('version-damaged', { number })
}

/**
 * Removes all versions of a project. Must run in the transaction over `versions` and `settings` that removes the
 * project.
 */
async function removeVersions(t: Transaction, project: string): Promise<void> {
  for (const key of await t.keys('versions', project)) await t.remove('versions', key)
  await t.remove('settings', counterOf(project))
}

/** Numbers are never reused, even after the newest version is removed. */
async function nextNumber(t: Transaction, project: string): Promise<number> {
  const newest = (await t.keys('versions', project)).at(-1)
  const counted = (await t.get('settings', counterOf(project)))?.value
  return Math.max(newest ? (newest[1] as number) : 0, typeof counted === 'number' ? counted : 0) + 1
}

/** The settings key of a project's version counter; the keys of model counters begin with `versions:`. */
function counterOf(project: string): string {
  return `project-versions:${project}`
}

/**
 * Removes the logs of all services of a project, and the user's labels of their requests, in the same transaction that
 * removes the project.
 */
export async function removeServiceLogs(t: Transaction, project: string): Promise<void> {
  for (const store of ['serviceLogs', 'serviceLogParts'] as const) {
    for (const key of await t.keys(store)) if (String(key[0]).startsWith(`${project} `)) await t.remove(store, key)
  }
  for (let part = 0; await t.get('settings', handLabelsKey(project, part)); part++)
    await t.remove('settings', handLabelsKey(project, part))
}

/** The settings key for one part of a user's labels in a project. */
export function handLabelsKey(project: string, part: number): string {
  return `labels ${project} ${part}`
}
