/** @file argumentProblem: the message for a command argument that is missing, wrong, or unknown. */
import '../messages/en/commands/more'
import { message, type Message } from '../messages/message'
import { quotedValue, type WrongArgument } from './arguments'

/** The message for a wrong argument of a command. */
export function argumentProblem(command: string, wrong: WrongArgument): Message {
  const { name } = wrong
  if ('problem' in wrong && wrong.problem) return wrong.problem
  switch (wrong.fault) {
    case 'missing':
      return message('argument-missing', { command, name, type: wrong.type })
    case 'wrong':
      return message('argument-wrong', { command, name, type: wrong.type, value: quotedValue(wrong.value) })
    case 'unknown':
      return message('argument-unknown', { command, name, known: wrong.known })
  }
}
