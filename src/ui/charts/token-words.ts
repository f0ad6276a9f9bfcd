/** @file What is told of a text that is read: how many tokens, what of them the network does not see, whose vocabulary it is. */
import { count, counted } from '../../messages/format'
import type { TextTokens } from '../../studio/text-tokens'

/** In one line: "12 tokens, 2 unknown, 3 cut off, 25 places filled up". */
export function summaryOf({ tokens, fill }: TextTokens): string {
  const of = (state: string) => tokens.filter((token) => token.state === state).length
  const [unknown, cut] = [of('unknown'), of('cut')]
  return [
    counted(tokens.length, 'token'),
    ...(unknown > 0 ? [`${count(unknown)} unknown`] : []),
    ...(cut > 0 ? [`${count(cut)} cut off`] : []),
    ...(fill > 0 ? [`${counted(fill, 'place')} filled up`] : []),
  ].join(', ')
}

/** Whose vocabulary it is, and how large. */
export function aboutTokens({ as, of, vocabulary, length, by, rows = 0 }: TextTokens): string {
  const what = as === 'buckets' ? counted(vocabulary, 'bucket') : `${count(vocabulary)} ${of}`
  const places = length === undefined ? '' : `; ${counted(length, 'place')}`
  if (as === 'buckets') return `Each goes to one of ${what} by its letters: none is unknown.`
  return by === 'run'
    ? `The last run learnt ${what} from its training rows${places}.`
    : `${what}, found in ${counted(rows, 'training row')} as a run would${places}.`
}
