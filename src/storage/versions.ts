/** @file Versions of a project: each is a complete project, saved under a name and a number. */
import { refuse } from '../messages/message'
import type { Engine, Rows, Transaction } from './storage-engine'
import type { Storage, VersionRecord } from './records'
import { withCurrentContent } from './renamed-fields'
import { intact, seal } from './checksums'

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

type Row = Rows['versions']

function whole(row: Row, number: number): VersionRecord {
  return intact(row) ? withCurrentContent(row.value) : refuse('version-damaged', { number })
}

/**
 * Removes all versions of a project. Must run in the transaction over `versions` and `settings` that removes the
 * project.
 */
export async function removeVersions(t: Transaction, project: string): Promise<void> {
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
