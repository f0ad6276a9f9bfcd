/** @file Notices: the argument of `notice.show`, the notice for an error, and when two notices are equal. */
import { stableJson } from '../base/stable-json'
import { type Message, Refusal } from '../messages/message'
import type { Notice } from './state'

/** A notice to show: a message, or text if there is no message for it. */
export type GivenNotice = Omit<Notice, 'id' | 'text' | 'said'> &
  ({ readonly text: string; readonly said?: Message } | { readonly text?: undefined; readonly said: Message })

/** The notice for an error: a refusal gives its message, any other error its text. */
export function errorNotice(error: unknown): GivenNotice {
  if (error instanceof Refusal) return { tone: 'bad', said: error.reason }
  return { tone: 'bad', text: error instanceof Error ? error.message : String(error) }
}

/** Whether two messages have the same code and arguments. */
export function isSameMessage(a: Message, b: Message): boolean {
  return a.code === b.code && stableJson(a.args) === stableJson(b.args)
}

/** Whether two notices are equal: by message, or by text if neither has one. */
export function isSameNotice(a: Pick<Notice, 'text' | 'said'>, b: Pick<Notice, 'text' | 'said'>): boolean {
  if (a.said && b.said) return isSameMessage(a.said, b.said)
  return !a.said && !b.said && a.text === b.text
}
