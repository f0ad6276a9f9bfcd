/** @file Messages: a code with its arguments is what the code passes around; a sentence is made only where a person reads it. */
import { byCode } from './define'
import type { CodedText } from './en'
import './en'

export type Code = keyof CodedText
/** A code whose sentence takes nothing has `{}` for its arguments. */
export type Args<C extends Code> = CodedText[C] extends (args: infer A) => string ? A : Record<string, never>
export type Message<C extends Code = Code> = { [K in C]: { readonly code: K; readonly args: Args<K> } }[C]

/** A message of this code with its typed arguments. */
export function message<C extends Code>(code: C, args: Args<C>): Message<C> {
  return { code, args } as Message<C>
}

/** The sentence of a message, in the language of the page. */
export function say(message: Message): string {
  const text = byCode[message.code]
  if (text === undefined) throw new Error(`no text is loaded for the message ${message.code}`)
  return typeof text === 'string' ? text : text(message.args as never)
}

/** A refusal of something the user asked for: thrown by commands, shown as its sentence. */
export class Refusal extends Error {
  readonly code: Code
  readonly said: Message
  constructor(said: Message) {
    super(say(said))
    this.name = 'Refusal'
    this.code = said.code
    this.said = said
  }
}

/** Throws the refusal of this code: the way a command says no. */
export function refuse<C extends Code>(code: C, args: Args<C>): never {
  throw new Refusal(message(code, args) as Message)
}
