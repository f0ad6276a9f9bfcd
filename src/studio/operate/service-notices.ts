/** @file Notices about the service: that it serves, and that it stopped because another service was opened. */
import { callOf } from '../run-command'
import '../../messages/en/operate-page'
import { operateOffersText as offers } from '../../messages/en/studio/operate-offers'
import { type Message, message } from '../../messages/message'
import type { AppContext } from '../context'
import { isSameMessage } from '../notice'
import { perStudio } from './per-studio'
import type { OperateHost } from './state'

/** The notices that were shown, keyed by service name. */
const shownIn = perStudio((_: Pick<AppContext, 'store'>) => new Map<string, Message>())

/** The URL of a service; undefined if it has none. */
export function serviceUrl({ store }: Pick<OperateHost, 'store'>, service: string): string | undefined {
  const { base } = store.getState().url
  return base === null ? undefined : `${base}v2/models/${encodeURIComponent(service)}/infer`
}

/** Shows the notice as soon as the URL of the service is known, once per service. */
export function notifyServing(studio: AppContext, controller: Pick<OperateHost, 'store'>): void {
  const { service } = controller.store.getState()
  const before = shownIn(studio)
  if (service === null || before.has(service)) return
  const known = controller.store.getState().url
  if (known.base !== null || known.missing !== null) {
    show()
    return
  }
  const stop = controller.store.subscribe(({ url: { base, missing, names } }) => {
    if (names.length > 0 && base === null && missing === null) return
    stop()
    if (names.includes(service)) show()
  })

  function show(): void {
    if (service === null) return
    const at = serviceUrl(controller, service)
    const content = message('service-serves', { service, ...(at !== undefined && { at }) })
    before.set(service, content)
    const action = { title: offers.sendRequest, ...callOf('room.open', { room: 'operate', tab: 'url' }) }
    void studio.run('notice.show', { tone: 'good', message: content, action })
  }
}

/** Closes the notice of a service whose name has changed. */
export function closeServingNotice(studio: AppContext, service: string): void {
  const before = shownIn(studio)
  const shownMessage = before.get(service)
  before.delete(service)
  for (const notice of studio.store.getState().notices)
    if (shownMessage && notice.message && isSameMessage(notice.message, shownMessage))
      void studio.run('notice.close', { id: notice.id })
}

// Shows a notice that a service stopped because another one was opened, and offers to go back to it.

/** Shows the notice that a service stopped because `other` was opened. */
export function notifyStopped(studio: AppContext, service: string, other: string): void {
  const content = message('service-stopped', { service, other })
  const action = { title: offers.backTo({ name: service }), ...callOf('service.open', { name: service }) }
  void studio.run('notice.show', { tone: 'info', message: content, action })
}
