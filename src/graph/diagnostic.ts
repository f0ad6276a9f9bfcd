/** @file Diagnostics: a problem at its node, as a sentence with its numbers, with fixes that one click applies. */
import type { Message } from '../base/messages/message'
import type { Edit } from './edit'

export interface Fix {
  /** Stable: insert-flatten, set-units, set-activation, project, remove-wire, ... */
  readonly id: string
  readonly title: string
  /** What it comes to, in a sentence with its numbers: "A Flatten before it turns 5×5×64 into 1,600." */
  readonly hint?: string
  readonly edits: readonly Edit[]
}

export interface Diagnostic {
  readonly severity: 'error' | 'advice'
  readonly said: Message
  readonly node?: string
  readonly wire?: string
  readonly fixes: readonly Fix[]
}
