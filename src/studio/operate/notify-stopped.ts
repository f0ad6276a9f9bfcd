/** @file Shows a notice that a service stopped because another one was opened, and offers to go back to it. */
import { callOf } from '../run-command'
import { operateOffersText as offers } from '../../messages/en/studio/operate-offers'
import { message } from '../../messages/message'
import '../../messages/en/operate-page'
import type { AppContext } from '../context'

/** Shows the notice that a service stopped because `other` was opened. */
export function notifyStopped(studio: AppContext, service: string, other: string): void {
  const content = message('service-stopped', { service, other })
  const action = { title: offers.backTo({ name: service }), ...callOf('service.open', { name: service }) }
  void studio.run('notice.show', { tone: 'info', message: content, action })
}
