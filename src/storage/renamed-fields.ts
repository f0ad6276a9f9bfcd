/**
 * @file Renamed fields: projects saved by earlier versions of Netloom use other names for some fields. A service had a
 * `score` with `notes`, now a `scenario` with `events`; a lesson hid `rooms`, now `pages`; a service log kept user data
 * under `beside`, now `annotations`; a manual label had its time under `said`, now `labeledAt`.
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

/** An object with one field renamed; the same object if it does not have the old field. */
export function withRenamedField<T extends object>(object: T, from: string, to: string): T {
  if (!(from in object)) return object
  const { [from]: value, ...others } = object as Fields
  return (to in others ? others : { ...others, [to]: value }) as T
}

function currentService(service: unknown): unknown {
  if (!isObject(service) || !('score' in service)) return service
  const current = withRenamedField(service, 'score', 'scenario')
  const { scenario } = current
  return isObject(scenario) ? { ...current, scenario: withRenamedField(scenario, 'notes', 'events') } : current
}

/** A lesson whose former `hides.rooms` is renamed to `hides.pages`. */
export function currentLesson<T extends object>(lesson: T): T {
  const { hides } = lesson as Fields
  if (!isObject(hides) || !('rooms' in hides)) return lesson
  return { ...lesson, hides: withRenamedField(hides, 'rooms', 'pages') }
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
