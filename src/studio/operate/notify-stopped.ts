/** @file TellStopped: a service does not serve any more because another one was opened; the way back is a click. */
import { type Message, message, say } from '../../messages/message'
import '../../messages/en/operate-page'
import type { Workshop } from '../context'

/** Says so. */
export function tellStopped(studio: Workshop, service: string, other: string): void {
  const text = say(message('service-stopped', { service, other }) as Message)
  const action = { title: `Back to ${service}`, command: 'service.open', args: { name: service } }
  void studio.run('notice.show', { tone: 'info', text, action })
}
