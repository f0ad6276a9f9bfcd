/** @file chosenBefore: a run taken up again asks for the backend it had; why it had it is told as it was told then. */
import { message, formatMessage } from '../messages/message'
import type { BackendChosen } from '../protocol/backend'
import type { FromTrainer } from '../protocol/trainer-messages'

/** The message with the reason that `before`, the backend of the same run earlier, was chosen for; any other message as it came. */
export function chosenBefore(said: FromTrainer, before: BackendChosen | undefined): FromTrainer {
  if (said.type !== 'began' || !before || before.backend !== said.chosen.backend) return said
  const { chosen } = said
  const reason =
    before.adapter === chosen.adapter
      ? before.reason
      : formatMessage(message('backend-as-before', { backend: chosen.backend }))
  return { ...said, chosen: { ...chosen, reason } }
}
