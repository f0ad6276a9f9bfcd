/** @file argumentProblem: the message for a command argument that is missing, wrong, or unknown. */
import '../messages/en/commands/more'
import { message, type Message } from '../messages/message'
import type { WrongArgument } from './arguments'

/** The message for a wrong argument of a command. */
export function argumentProblem(command: string, wrong: WrongArgument): Message {
  const { name } = wrong
  if ('problem' in wrong && wrong.problem) return wrong.problem
  switch (wrong.fault) {
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

/** A short text of any value; never fails, and does not print large values in full. */
function valueText(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(shortened(value))
  if (Array.isArray(value)) return `[${shortened(value.slice(0, MOST).map(valueText).join(', '))}]`
  if (typeof value !== 'object' || value === null) return shortened(String(value))
  const { name } = value.constructor ?? Object
  return name === 'Object' ? `{${shortened(Object.keys(value).slice(0, MOST).join(', '))}}` : name
}

function shortened(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text
}
