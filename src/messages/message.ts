/** @file Messages: a code with its arguments, which becomes a sentence only when it is shown to a user. */
import { textByCode } from './define'
import type { CodedText } from './en'
import './en'

export type Code = keyof CodedText
/** The arguments of a message; `{}` for a message without arguments. */
export type Args<C extends Code> = CodedText[C] extends (args: infer A) => string ? A : Record<string, never>
export type Message<C extends Code = Code> = { [K in C]: { readonly code: K; readonly args: Args<K> } }[C]

/** Creates a message. */
export function message<C extends Code>(code: C, args: Args<C>): Message<C> {
  return { code, args } as Message<C>
}

/** The sentence of a message, in the language of the page. */
export function formatMessage(message: Message): string {
  const text = textByCode[message.code]
  if (text === undefined) throw new Error(`no text is loaded for the message ${message.code}`)
  return typeof text === 'string' ? text : text(message.args as never)
}

/** The sentence of a message that may have been stored as text; text is returned unchanged. */
export function formatStored(stored: Message | string): string {
  return typeof stored === 'string' ? stored : formatMessage(stored)
}

/**
 * The error that a command throws if it cannot do what the user requested. The user sees the sentence of its message.
 */
export class Refusal extends Error {
  readonly code: Code
  readonly reason: Message
  constructor(reason: Message) {
    super(formatMessage(reason))
    this.name = 'Refusal'
    this.code = reason.code
    this.reason = reason
  }
}

/** Throws a `Refusal` with this message. */
export function refuse<C extends Code>(code: C, args: Args<C>): never {
  throw new Refusal(message(code, args) as Message)
}
