/** @file Marks: what was changed, as lines on every axis of time and in a few words. */
import { serviceChangeText } from '../../../../../ops/change-text'
import type { Change } from '../../../../../ops/record'

export interface Mark {
  readonly at: number
  readonly words: string
  /** Of its colour. */
  readonly token: string
  /** The world did it, not a person. */
  readonly soft: boolean
}

/** A mark for each change. */
export function marksOf(changes: readonly Change[]): readonly Mark[] {
  return changes.map(({ at, what }): Mark => {
    switch (what.type) {
      case 'alias':
        return { at, words: aliasWords(what), token: 'accent', soft: false }
      case 'share':
        return { at, words: `${what.stage}: share from ${what.from} to ${what.to} %`, token: 'class-1', soft: false }
      case 'canary':
        return { at, words: `canary ${what.did}, ${what.percent} %`, token: 'class-1', soft: false }
      case 'note':
        return {
          at,
          words: `${what.title} ${what.on ? 'begins' : 'ends'}`,
          token: what.lane === 'faults' ? 'bad' : 'validation',
          soft: true,
        }
      case 'service':
        return { at, words: serviceChangeText(what), token: 'faint', soft: true }
      default:
        return what satisfies never
    }
  })
}

function aliasWords({
  model,
  alias,
  to,
}: {
  readonly model: string
  readonly alias: string
  readonly to?: number
}): string {
  return to === undefined ? `${alias} of ${model} taken down` : `${alias} of ${model} is version ${to}`
}

/** The mark nearest to a moment, if it is within so many ms. */
export function markNear(marks: readonly Mark[], at: number, within: number): Mark | undefined {
  let best: Mark | undefined
  for (const mark of marks) {
    const apart = Math.abs(mark.at - at)
    if (apart <= within && (!best || apart <= Math.abs(best.at - at))) best = mark
  }
  return best
}

/** A change with who made it and why. */
export function sentenceOf(change: Change): string {
  const words = marksOf([change])[0]?.words ?? ''
  const { what } = change
  return 'by' in what ? `${words}, by ${what.by}: ${what.why}` : words
}
