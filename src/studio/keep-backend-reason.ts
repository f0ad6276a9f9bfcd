/**
 * @file chosenBefore: a resumed run requests its earlier backend; it should still report why that was chosen
 * originally.
 */
import { message, formatMessage } from '../messages/message'
import type { BackendChosen } from '../protocol/backend'
import type { FromTrainer } from '../protocol/trainer-messages'

/** The message with the reason from `before`, the run's earlier backend; other messages pass unchanged. */
export function chosenBefore(received: FromTrainer, before: BackendChosen | undefined): FromTrainer {
  if (received.type !== 'began' || !before || before.backend !== received.chosen.backend) return received
  const { chosen } = received
  const reason =
    before.adapter === chosen.adapter
      ? before.reason
      : formatMessage(message('backend-as-before', { backend: chosen.backend }))
  return { ...received, chosen: { ...chosen, reason } }
}
