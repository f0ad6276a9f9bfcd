/**
 * @file Marker of saved projects: the time of the last save of each project, kept apart from the database, because a
 * browser can delete or roll back its database without reporting it.
 */
import type { LostSave, Storage } from './records'
import type { TabMemory } from './tab-locks'

const KEY = 'saved-projects'
/** Maximum number of projects in the marker: those saved last. */
const MAX_PROJECTS = 30

type Marker = Readonly<Record<string, { readonly name: string; readonly at: string }>>

/** The storage of projects, which also keeps a marker of each save in `memory`. */
export function withMarker(
  projects: Storage['projects'],
  memory: TabMemory,
): Pick<Storage, 'projects'> & Required<Pick<Storage, 'lostSaves'>> {
  const write = (marker: Marker) => {
    const newest = Object.entries(marker).sort(([, a], [, b]) => (a.at < b.at ? 1 : -1))
    memory.put(KEY, JSON.stringify(Object.fromEntries(newest.slice(0, MAX_PROJECTS))))
  }
  const without = (id: string): Marker => Object.fromEntries(Object.entries(read(memory)).filter(([key]) => key !== id))
  return {
    projects: {
      ...projects,
      async put(project) {
        const kept = await projects.put(project)
        write({ ...without(kept.id), [kept.id]: { name: kept.content.name, at: kept.updatedAt } })
        return kept
      },
      async remove(id) {
        await projects.remove(id)
        write(without(id))
      },
    },
    async lostSaves() {
      const lost: LostSave[] = []
      for (const [id, { name, at }] of Object.entries(read(memory))) {
        // A damaged project or a database that does not respond is reported when it is opened.
        const found = await projects.get(id).catch(() => 'unknown' as const)
        if (found === 'unknown' || (found && found.updatedAt >= at)) continue
        lost.push({ name, found: found ? 'earlier' : 'nothing' })
        // Each loss is reported once.
        if (found) write({ ...without(id), [id]: { name, at: found.updatedAt } })
        else write(without(id))
      }
      return lost
    },
  }
}

function read(memory: TabMemory): Marker {
  try {
    const marker: unknown = JSON.parse(memory.get(KEY) ?? '{}')
    const entries = typeof marker === 'object' && marker !== null ? Object.entries(marker) : []
    return Object.fromEntries(entries.filter(([, one]) => typeof one?.name === 'string' && typeof one?.at === 'string'))
  } catch {
    return {}
  }
}
