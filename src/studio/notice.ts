/** @file Notices: the argument of `notice.show`, the notice for an error, and which notices are equal or outdated. */
import { stableJson } from '../base/stable-json'
import { type Message, Refusal } from '../messages/message'
import type { Notice } from './state'

/** A notice to show: a message, or text if there is no message for it. */
export type NewNotice = Omit<Notice, 'id' | 'text' | 'message'> &
  ({ readonly text: string; readonly message?: Message } | { readonly text?: undefined; readonly message: Message })

/** The notice for an error: it shows the message of a refusal, or the text of any other error. */
export function errorNotice(error: unknown): NewNotice {
  if (error instanceof Refusal) return { tone: 'bad', message: error.reason }
  return { tone: 'bad', text: error instanceof Error ? error.message : String(error) }
}

/** Whether two messages have the same code and arguments. */
export function isSameMessage(a: Message, b: Message): boolean {
  return a.code === b.code && stableJson(a.args) === stableJson(b.args)
}

/**
 * Whether a new notice takes the place of an earlier one: it is equal, by message or, if neither has a message, by text;
 * or it reports the new state of what the earlier one reported.
 */
export function replaces(a: Pick<Notice, 'text' | 'message' | 'tone'>, b: Pick<Notice, 'text' | 'message' | 'tone'>) {
  if (!a.message || !b.message) return !a.message && !b.message && a.text === b.text
  return isSameMessage(a.message, b.message) || (a.tone !== 'bad' && a.message.code === b.message.code)
}

/** Offers to start a run, and to undo an edit of the rows that the run then trains on. */
const BEFORE_RUN = new Set(['run.start', 'run.continue', 'run.goOn', 'dataset.undo'])

/** Why earlier weights cannot be measured on the data in use: a new run is trained on it. */
const OF_EARLIER_WEIGHTS = new Set<string>(['data-lacks-classes', 'data-lacks-column'])

/** The notices that remain valid once a run starts or its project is left. */
export function withoutOffers(notices: readonly Notice[]): readonly Notice[] {
  return notices.filter(
    ({ action, message }) =>
      !(action && BEFORE_RUN.has(action.command)) && !(message && OF_EARLIER_WEIGHTS.has(message.code)),
  )
}

/** The notices that remain valid once another project is open: offers that do not need its data, and unsaved work. */
export function ofEveryProject(notices: readonly Notice[]): readonly Notice[] {
  return notices.filter(
    ({ about, action, message }) =>
      about === 'saving' || (action !== undefined && message?.code !== 'dataset-not-here'),
  )
}

/** The notices that remain valid once the canvas shows another drawing. */
export function withoutCanvas(notices: readonly Notice[]): readonly Notice[] {
  return notices.filter(({ about, action }) => about !== 'canvas' || action !== undefined)
}
