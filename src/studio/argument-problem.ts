/** @file argumentProblem: the message for a command argument that is missing, wrong, or unknown. */
import '../messages/en/commands/argument-problems'
import { message, type Message } from '../messages/message'
import type { WrongArgument } from './arguments'

/** The message for a wrong argument of a command. */
export function argumentProblem(command: string, wrong: WrongArgument): Message {
  const { name } = wrong
  if ('problem' in wrong && wrong.problem) return wrong.problem
  switch (wrong.why) {
    case 'missing':
      return message('argument-missing', { command, name, type: wrong.type })
    case 'wrong':
      return message('argument-wrong', { command, name, type: wrong.type, value: valueText(wrong.value) })
    case 'unknown':
      return message('argument-unknown', { command, name, known: wrong.known })
  }
}

/** Characters of a value to show. */
const MOST = 40

function valueText(value: unknown): string {
  const whole = (typeof value === 'object' ? JSON.stringify(value) : undefined) ?? String(value)
  return whole.length > MOST ? `${whole.slice(0, MOST)}…` : whole
}
