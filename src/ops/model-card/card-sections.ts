/**
 * @file A model card as data: sections made up of sentences, each with a link to its evidence and whether it is still
 * valid.
 */

import '../../messages/en/card'
import { type Args, type Message, message, formatMessage } from '../../messages/message'

export const CARD_PARTS = ['use', 'misuse', 'limits'] as const
/** The sections that can only be written by a user: intended use, out-of-scope use, and limitations. */
export type CardPart = (typeof CARD_PARTS)[number]

/**
 * Whether a sentence is still valid: the version or its data may have changed since, or a measurement may be missing.
 */
export type Freshness =
  | { readonly tag: 'fresh' }
  | { readonly tag: 'stale'; readonly why: string }
  /**
   * A measurement or text is missing; includes the command that takes the measurement or lets the user write the text.
   */
  | {
      readonly tag: 'not measured' | 'not written'
      readonly command: string
      readonly args: Readonly<Record<string, unknown>>
    }

/** The kind of evidence behind a sentence. */
export type CardLink = 'drawing' | 'record' | 'data' | 'metrics' | 'slices' | 'run' | 'moves' | 'words'

export interface CardSentence {
  readonly code: string
  readonly text: string
  readonly link: CardLink
  readonly fresh: Freshness
  /** Identifies the section if it is written by the user. */
  readonly part?: CardPart
}

export interface CardSection {
  readonly id: string
  readonly title: string
  readonly sentences: readonly CardSentence[]
}

/** Stored evidence, as pairs of names and values. */
export interface CardEvidence {
  readonly id: CardLink
  readonly title: string
  readonly facts: readonly (readonly [string, string])[]
}

export interface Card {
  readonly model: string
  readonly version: number
  readonly title: string
  readonly sections: readonly CardSection[]
  readonly evidence: readonly CardEvidence[]
}

/** The anchor of a list of evidence in an exported card. */
export function anchorOf(link: CardLink): string {
  return link === 'drawing' ? 'network' : link
}

export const FRESH: Freshness = { tag: 'fresh' }

/** Creates a sentence from a message. */
export function sentence(content: Message, link: CardSentence['link'], fresh: Freshness = FRESH): CardSentence {
  return { code: content.code, text: formatMessage(content), link, fresh }
}

/** Creates a sentence for a missing measurement, with the command that takes the measurement. */
export function unmeasured(
  what: Args<'card-unmeasured'>,
  { model, version }: Pick<Card, 'model' | 'version'>,
): CardSentence {
  const fresh: Freshness = { tag: 'not measured', command: 'registry.measure', args: { model, version } }
  return sentence(message('card-unmeasured', what), 'metrics', fresh)
}
