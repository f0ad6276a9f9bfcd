/** @file TellServed: when a service is first served on this page it is said where, and what can be done next. */
import '../../messages/en/operate-page'
import { type Message, message, say } from '../../messages/message'
import type { Workshop } from '../context'
import type { Desk } from './controller'

/** By service, what was said of it. */
const told = new WeakMap<Workshop['store'], Map<string, string>>()

/** Where a service is called; undefined where nobody can call it. */
export function addressOf({ url }: Pick<Desk, 'url'>, service: string): string | undefined {
  const { base } = url.store.getState()
  return base === null ? undefined : `${base}v2/models/${encodeURIComponent(service)}/infer`
}

/** Says so once it is known where the service is called; once a service. */
export function tellServed(studio: Workshop, desk: Desk): void {
  const { service } = desk.store.getState()
  const before = told.get(studio.store) ?? new Map<string, string>()
  told.set(studio.store, before)
  if (service === null || before.has(service)) return
  const known = desk.url.store.getState()
  if (known.base !== null || known.missing !== null) {
    tell()
    return
  }
  const stop = desk.url.store.subscribe(({ base, missing, names }) => {
    if (names.length > 0 && base === null && missing === null) return
    stop()
    if (names.includes(service)) tell()
  })

  function tell(): void {
    if (service === null) return
    const at = addressOf(desk, service)
    const text = say(message('service-serves', { service, ...(at !== undefined && { at }) }) as Message)
    before?.set(service, text)
    const action = { title: 'Send one', command: 'room.open', args: { room: 'operate', tab: 'url' } }
    void studio.run('notice.show', { tone: 'good', text, action })
  }
}

/** Takes back what was said of a service that does not go by that name any more. */
export function untellServed(studio: Workshop, service: string): void {
  const before = told.get(studio.store)
  const text = before?.get(service)
  before?.delete(service)
  for (const notice of studio.store.getState().notices)
    if (notice.text === text) void studio.run('notice.close', { id: notice.id })
}
