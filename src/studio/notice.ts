/** @file Notices: how one is given to `notice.show`, the notice of an error, and when two say the same. */
import { stableJson } from '../base/stable-json'
import { type Message, Refusal } from '../messages/message'
import type { Notice } from './state'

/** A notice to be shown: its message, or its text where there is no message for it. */
export type GivenNotice = Omit<Notice, 'id' | 'text' | 'said'> &
  ({ readonly text: string; readonly said?: Message } | { readonly text?: undefined; readonly said: Message })

/** The notice of something that failed: a refusal brings its message, any other error its text. */
export function errorNotice(error: unknown): GivenNotice {
  if (error instanceof Refusal) return { tone: 'bad', said: error.reason }
  return { tone: 'bad', text: error instanceof Error ? error.message : String(error) }
}

/** Whether two messages have the same code and the same arguments. */
export function isSameMessage(a: Message, b: Message): boolean {
  return a.code === b.code && stableJson(a.args) === stableJson(b.args)
}

/** Whether two notices say the same: by their messages, or by the texts they were given where neither has a message. */
export function isSameNotice(a: Pick<Notice, 'text' | 'said'>, b: Pick<Notice, 'text' | 'said'>): boolean {
  if (a.said && b.said) return isSameMessage(a.said, b.said)
  return !a.said && !b.said && a.text === b.text
}
