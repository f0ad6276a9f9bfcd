/** @file UI text about tokens: how the network reads text, and with which vocabulary. */
import { defineText } from '../../define'
import { count, counted, commaList } from '../../format'

/** A vocabulary of words or characters, or of hash buckets. */
interface Vocabulary {
  readonly of: 'words' | 'characters'
  readonly size: number
  /** The number of positions; undefined if the order of tokens does not matter. */
  readonly positions: number | undefined
}

/** The number of tokens or characters that the network reads of a text. */
const lengthOf = (of: Vocabulary['of'], positions: number) =>
  of === 'words' ? counted(positions, 'token') : counted(positions, 'character')

const sizeOf = ({ of, size }: Vocabulary) => (of === 'words' ? counted(size, 'word') : counted(size, 'character'))

export const tokensText = defineText('charts/tokens', {
  summary: (a: { tokens: number; unknown: number; cut: number; padding: number }) =>
    commaList([
      counted(a.tokens, 'token'),
      ...(a.unknown > 0 ? [`${count(a.unknown)} unknown`] : []),
      ...(a.cut > 0 ? [`${count(a.cut)} cut off`] : []),
      ...(a.padding > 0 ? [`${count(a.padding)} padding`] : []),
    ]),
  padding: (a: { positions: number }) => `${count(a.positions)} × padding`,
  paddingTip: 'The text is shorter than the input, so the network receives a 0 here.',
  more: (a: { tokens: number }) => `and ${count(a.tokens)} more`,
  cut: 'Cut off: the network does not see this token.',
  known: (a: { id: number }) => `Token ${a.id}`,
  ignored: 'Not in the vocabulary, so the network ignores it.',
  unknown: (a: { id: number }) => `Not in the vocabulary, so it becomes token ${a.id}, like all unknown tokens.`,
  buckets: (a: { buckets: number }) =>
    `A hash assigns each word to one of ${counted(a.buckets, 'bucket')}, so no word is unknown.`,
  ofRun: (a: Vocabulary) => {
    const learned = `The last run learned a vocabulary of ${sizeOf(a)} from the training set.`
    if (a.positions === undefined) return learned
    return `${learned} The network reads at most ${lengthOf(a.of, a.positions)} of each text.`
  },
  ofRows: (a: Vocabulary & { rows: number }) => {
    const learned = `A run would learn a vocabulary of ${sizeOf(a)} from ${counted(a.rows, 'training example')}.`
    if (a.positions === undefined) return learned
    return `${learned} The network would read at most ${lengthOf(a.of, a.positions)} of each text.`
  },
})
