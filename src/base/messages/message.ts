/** @file Messages: a code with its arguments is what the code passes around; a sentence is made only where a person reads it. */
import { en } from './en'
import type { alerts } from './en/alerts'
import type { canary } from './en/canary'
import type { card } from './en/card'
import type { clip } from './en/clip'
import type { collect } from './en/collect'
import type { desk } from './en/desk'
import type { drills } from './en/drills'
import type { ingest } from './en/ingest'
import type { ingestArrays } from './en/ingest-arrays'
import type { ingestFiles } from './en/ingest-files'
import type { operate } from './en/operate'
import type { prepare } from './en/prepare'
import type { registry } from './en/registry'
import type { report } from './en/report'
import type { ring } from './en/ring'
import type { sanity } from './en/sanity'
import type { serving } from './en/serving'
import type { setEdits } from './en/set-edits'
import type { slices } from './en/slices'
import type { stages } from './en/stages'
import type { url } from './en/url'

/** Rooms of sentences that come with the part that says them: the first page is spared their weight. */
interface Later
  extends Readonly<typeof alerts>,
    Readonly<typeof card>,
    Readonly<typeof clip>,
    Readonly<typeof collect>,
    Readonly<typeof desk>,
    Readonly<typeof drills>,
    Readonly<typeof ingest>,
    Readonly<typeof ingestArrays>,
    Readonly<typeof ingestFiles>,
    Readonly<typeof operate>,
    Readonly<typeof prepare>,
    Readonly<typeof registry>,
    Readonly<typeof canary>,
    Readonly<typeof report>,
    Readonly<typeof ring>,
    Readonly<typeof sanity>,
    Readonly<typeof serving>,
    Readonly<typeof setEdits>,
    Readonly<typeof slices>,
    Readonly<typeof stages>,
    Readonly<typeof url> {}
type Sentences = typeof en & Later
export type Code = keyof Sentences
/** A code whose sentence takes nothing has `{}` for its arguments. */
export type Args<C extends Code> = Parameters<Sentences[C]> extends [infer A] ? A : Record<string, never>
export type Message<C extends Code = Code> = { [K in C]: { readonly code: K; readonly args: Args<K> } }[C]

/** A message of this code with its typed arguments. */
export function message<C extends Code>(code: C, args: Args<C>): Message<C> {
  return { code, args } as Message<C>
}

const sentences: Record<string, unknown> = { ...en }

/** Makes sayable what a part loaded later has to say; called by whatever that part cannot be reached without. */
export function learnSentences(room: Readonly<Partial<Sentences>>): void {
  Object.assign(sentences, room)
}

/** The sentence of a message, in English. */
export function say(message: Message): string {
  const sentence = sentences[message.code] as (args: unknown) => string
  return sentence(message.args)
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
