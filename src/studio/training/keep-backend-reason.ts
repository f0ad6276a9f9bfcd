/**
 * @file chosenBefore: a resumed run requests the backend that it used before, but should still report the original
 * reason for choosing that backend.
 */
import { message, formatMessage } from '../../messages/message'
import type { BackendChosen } from '../../protocol/backend'
import type { FromTrainer } from '../../protocol/trainer-messages'

/**
 * Replaces the reason in a `began` message with the reason in `before`, the backend choice of the earlier part of the
 * run. Other messages are unchanged.
 */
export function chosenBefore(received: FromTrainer, before: BackendChosen | undefined): FromTrainer {
  if (received.type !== 'began' || !before || before.backend !== received.chosen.backend) return received
  const { chosen } = received
  const reason =
    before.adapter === chosen.adapter
      ? before.reason
      : formatMessage(message('backend-as-before', { backend: chosen.backend }))
  return { ...received, chosen: { ...chosen, reason } }
}
