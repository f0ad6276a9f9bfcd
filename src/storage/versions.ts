/** @file Versions of a project: kept under a name and a number, each a whole project content of its own. */
import { refuse } from '../messages/message'
import type { Engine, Rows, Transaction } from './engine'
import type { Storage, VersionRecord } from './records'
import { intact, seal } from './seal'

/** The versions room of storage; `now` dates them. */
export function versionsOn(engine: Engine, now: () => Date): Storage['versions'] {
  const rowOf = (project: string, number: number) =>
    engine.transact(['versions'], 'read', (t) => t.get('versions', [project, number]))
  return {
    async list(project) {
      const keys = await engine.transact(['versions'], 'read', (t) => t.keys('versions', project))
      const numbers = keys.map((key) => key[1] as number).reverse()
      // One by one: a row that is damaged or does not answer hides no other.
      const found = await Promise.all(numbers.map((number) => rowOf(project, number).catch(() => undefined)))
      return {
        versions: found.filter((row) => row !== undefined && intact(row)).map((row) => (row as Row).value),
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
  return intact(row) ? row.value : refuse('version-damaged', { number })
}

/** Takes away all versions of a project, in its own removal's transaction over `versions` and `settings`. */
export async function removeVersions(t: Transaction, project: string): Promise<void> {
  for (const key of await t.keys('versions', project)) await t.remove('versions', key)
  await t.remove('settings', counterOf(project))
}

/** Never given twice, also after the newest is removed. */
async function nextNumber(t: Transaction, project: string): Promise<number> {
  const newest = (await t.keys('versions', project)).at(-1)
  const counted = (await t.get('settings', counterOf(project)))?.value
  return Math.max(newest ? (newest[1] as number) : 0, typeof counted === 'number' ? counted : 0) + 1
}

/** Models count under `versions:`. */
function counterOf(project: string): string {
  return `project-versions:${project}`
}
