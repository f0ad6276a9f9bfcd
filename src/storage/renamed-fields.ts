/**
 * @file Renamed fields: projects saved by earlier versions of Netloom use other names for some fields. A service had a
 * `score` with `notes`, now a `scenario` with `events`; a lesson hid `rooms`, now `pages`.
 */
import type { ProjectContent } from '../compile/project'

type Fields = Readonly<Record<string, unknown>>

/**
 * A saved project with the current field names; the same object if it uses no old names. Never fails, because the
 * schema is checked later.
 */
export function withCurrentFields<T>(content: T): T {
  if (!isObject(content)) return content
  const { services, lesson } = content
  const current = {
    ...(Array.isArray(services) ? { services: services.map(currentService) } : {}),
    ...(isObject(lesson) ? { lesson: currentLesson(lesson) } : {}),
  }
  const isSame =
    (current.lesson ?? lesson) === lesson &&
    (current.services ?? []).every((one, i) => one === (services as readonly unknown[])[i])
  return isSame ? content : { ...content, ...current }
}

/** A record that contains a project, with the current field names. */
export function withCurrentContent<T extends { readonly content: ProjectContent }>(record: T): T {
  const content = withCurrentFields(record.content)
  return content === record.content ? record : { ...record, content }
}

function currentService(service: unknown): unknown {
  if (!isObject(service) || !('score' in service)) return service
  const { score, ...others } = service
  return 'scenario' in others ? others : { ...others, scenario: currentScenario(score) }
}

/** A scenario whose former `notes` are renamed to `events`. */
function currentScenario(scenario: unknown): unknown {
  if (!isObject(scenario) || !('notes' in scenario)) return scenario
  const { notes, ...others } = scenario
  return 'events' in others ? others : { ...others, events: notes }
}

/** A lesson whose former `hides.rooms` is renamed to `hides.pages`. */
export function currentLesson<T extends object>(lesson: T): T {
  const { hides } = lesson as Fields
  if (!isObject(hides) || !('rooms' in hides)) return lesson
  const { rooms, ...others } = hides
  return { ...lesson, hides: 'pages' in others ? others : { ...others, pages: rooms } }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
