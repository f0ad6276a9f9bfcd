/** @file Words and characters: a text as ids of a vocabulary, of one length, for an Embedding. */
import { ok, type Result } from '../../base/result'
import type { Problem } from '../../messages/problem'
import { choice, int, type ParamSpecs, type ValuesOf } from '../../catalog/params'
import { textsOf } from './numbers'
import { charactersOf, lower, mostOf, punctuation, TOKENS_PYTHON, wordsOf } from './tokens'
import { defineTransform, type Form, type Learned, type Source, type Values } from './transform'

const sides = ['left', 'right'] as const
const lengths = {
  pad: choice({ label: 'Fill up on the', options: sides, default: 'right', help: 'With 0, where a text is shorter.' }),
  cut: choice({ label: 'Cut off on the', options: sides, default: 'right', help: 'Where a text is longer.' }),
  atLeast: int({
    label: 'Seen at least',
    min: 1,
    max: 10_000,
    default: 1,
    advanced: true,
    help: 'Times in the training rows; rarer ones count as unknown.',
  }),
}

/** The same in Python. */
const IDS_PYTHON = `def ids_of(texts, p, known):
    ids = {word: i + 2 for i, word in enumerate(known)}
    out = np.zeros((len(texts), p["length"]))
    for row, found in enumerate(texts):
        kept = found[:p["length"]] if p["cut"] == "right" else found[max(0, len(found) - p["length"]):]
        start = p["length"] - len(kept) if p["pad"] == "left" else 0
        out[row, start:start + len(kept)] = [ids.get(word, 1) for word in kept]
    return out`

/** Ids from here on are of the vocabulary: 0 fills up, 1 is unknown. */
const FIRST = 2

export const words = defineTransform({
  kind: 'words',
  title: 'Words as ids',
  about: 'Each word by its number in a vocabulary, the same length for every text. An Embedding layer comes next.',
  params: {
    most: int({ label: 'Vocabulary', min: 1, max: 100_000, default: 5000, help: 'The most frequent words.' }),
    length: int({ label: 'Length', min: 1, max: 10_000, default: 40 }),
    lower,
    punctuation,
    ...lengths,
  },
  takes: ['text'],
  output: idsForm,
  fit: (source, params) => vocabulary(source, params, (text) => wordsOf(text, params.lower, params.punctuation)),
  couldLearn: isVocabulary,
  apply: (values, { params, learned }) =>
    idsOf(textsOf(values), params, learned.known, (text) => wordsOf(text, params.lower, params.punctuation)),
  words: ({ learned }) => vocabularyWords(learned.known, 'words'),
  pythonNeeds: [TOKENS_PYTHON, IDS_PYTHON],
  python: `def words(x, p, learned, form):
    return ids_of([words_of(t, p["lower"], p["punctuation"]) for t in x], p, learned["known"])`,
})

export const characters = defineTransform({
  kind: 'characters',
  title: 'Characters as ids',
  about: 'Each character by its number, the same length for every text. An Embedding layer comes next.',
  params: {
    most: int({ label: 'Alphabet', min: 1, max: 10_000, default: 200, help: 'The most frequent characters.' }),
    length: int({ label: 'Length', min: 1, max: 10_000, default: 80 }),
    lower,
    ...lengths,
  },
  takes: ['text'],
  output: idsForm,
  fit: (source, params) => vocabulary(source, params, (text) => charactersOf(text, params.lower)),
  couldLearn: isVocabulary,
  apply: (values, { params, learned }) =>
    idsOf(textsOf(values), params, learned.known, (text) => charactersOf(text, params.lower)),
  words: ({ learned }) => vocabularyWords(learned.known, 'characters'),
  pythonNeeds: [TOKENS_PYTHON, IDS_PYTHON],
  python: `def characters(x, p, learned, form):
    return ids_of([characters_of(t, p["lower"]) for t in x], p, learned["known"])`,
})

function idsForm(_: Form, { most, length }: { readonly most: number; readonly length: number }): Result<Form, Problem> {
  return ok({ type: 'ids', shape: [length], count: most + FIRST })
}

function vocabulary(
  source: Source,
  { most, atLeast }: { readonly most: number; readonly atLeast: number },
  split: (text: string) => readonly string[],
): { readonly known: readonly string[] } {
  const counts = new Map<string, number>()
  for (const block of source.blocks()) {
    for (const text of textsOf(block)) for (const one of split(text)) counts.set(one, (counts.get(one) ?? 0) + 1)
  }
  return { known: mostOf(counts, most, atLeast) }
}

function isVocabulary<P extends ParamSpecs>({ known, ...rest }: Learned, _: Form, params: ValuesOf<P>): boolean {
  const { most } = params as { readonly most?: unknown }
  if (!Array.isArray(known) || known.length > Number(most) || Object.keys(rest).length > 0) return false
  return known.every((one) => typeof one === 'string') && new Set(known).size === known.length
}

function idsOf(
  texts: readonly string[],
  { length, pad, cut }: { readonly length: number; readonly pad: string; readonly cut: string },
  known: readonly string[],
  split: (text: string) => readonly string[],
): Values {
  const ids = new Map(known.map((word, i) => [word, i + FIRST]))
  const out = new Float64Array(texts.length * length)
  texts.forEach((text, row) => {
    const all = split(text)
    const kept = cut === 'right' ? all.slice(0, length) : all.slice(Math.max(0, all.length - length))
    const from = row * length + (pad === 'left' ? length - kept.length : 0)
    kept.forEach((word, i) => {
      out[from + i] = ids.get(word) ?? 1
    })
  })
  return out
}

/** How many, and the first of them. */
export function vocabularyWords(known: readonly string[], what: string): string {
  const some = known.slice(0, 8).map((word) => `“${word}”`)
  return `${known.length.toLocaleString('en-US')} ${what}${some.length > 0 ? `: ${some.join(', ')}` : ''}${known.length > 8 ? ', …' : ''}`
}
