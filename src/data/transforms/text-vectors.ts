/** @file Texts as the numbers that a network takes: ids of words or characters, and bags of words. */
import { ok, type Result } from '../../base/result'
import { choice, int, type ParamSpecs, type ValuesOf } from '../../catalog/params'
import { transformsText as texts } from '../../messages/en/data/transforms'
import type { Problem } from '../../messages/problem'
import { HASH_PYTHON, hashOf } from './categories'
import { textsOf } from './channels'
import { charactersOf, lower, mostFrequent, punctuation, runsOf, TOKENS_PYTHON, tokenize } from './tokenizer'
import { defineTransform, type Form, type Learned, type Source, type Values } from './transform'

const sides = ['left', 'right'] as const
const lengths = {
  pad: choice({ ...texts.text.pad, options: sides, default: 'right' }),
  cut: choice({ ...texts.text.cut, options: sides, default: 'right' }),
  atLeast: int({ ...texts.text.atLeast, min: 1, max: 10_000, default: 1, advanced: true }),
}

/** The same functions in Python. */
const IDS_PYTHON = `def ids_of(texts, p, known):
    ids = {word: i + 2 for i, word in enumerate(known)}
    out = np.zeros((len(texts), p["length"]))
    for row, found in enumerate(texts):
        kept = found[:p["length"]] if p["cut"] == "right" else found[max(0, len(found) - p["length"]):]
        start = p["length"] - len(kept) if p["pad"] == "left" else 0
        out[row, start:start + len(kept)] = [ids.get(word, 1) for word in kept]
    return out`

/** The first vocabulary id. The ids 0 and 1 stand for padding and unknown tokens. */
const FIRST = 2

export const words = defineTransform({
  kind: 'words',
  title: texts.words.title,
  about: texts.words.about,
  params: {
    most: int({ ...texts.words.params.most, min: 1, max: 100_000, default: 5000 }),
    length: int({ ...texts.words.params.length, min: 1, max: 10_000, default: 40 }),
    lower,
    punctuation,
    ...lengths,
  },
  takes: ['text'],
  output: idsForm,
  fit: (source, params) => vocabulary(source, params, (text) => tokenize(text, params.lower, params.punctuation)),
  isValidLearned: isVocabulary,
  apply: (values, { params, learned }) =>
    idsOf(textsOf(values), params, learned.known, (text) => tokenize(text, params.lower, params.punctuation)),
  describeLearned: ({ learned }) => texts.words.learned(vocabularyOf(learned.known)),
  pythonNeeds: [TOKENS_PYTHON, IDS_PYTHON],
  python: `def words(x, p, learned, form):
    return ids_of([words_of(t, p["lower"], p["punctuation"]) for t in x], p, learned["known"])`,
})

export const characters = defineTransform({
  kind: 'characters',
  title: texts.characters.title,
  about: texts.characters.about,
  params: {
    most: int({ ...texts.characters.params.most, min: 1, max: 10_000, default: 200 }),
    length: int({ ...texts.characters.params.length, min: 1, max: 10_000, default: 80 }),
    lower,
    ...lengths,
  },
  takes: ['text'],
  output: idsForm,
  fit: (source, params) => vocabulary(source, params, (text) => charactersOf(text, params.lower)),
  isValidLearned: isVocabulary,
  apply: (values, { params, learned }) =>
    idsOf(textsOf(values), params, learned.known, (text) => charactersOf(text, params.lower)),
  describeLearned: ({ learned }) => texts.characters.learned(vocabularyOf(learned.known)),
  pythonNeeds: [TOKENS_PYTHON, IDS_PYTHON],
  python: `def characters(x, p, learned, form):
    return ids_of([characters_of(t, p["lower"]) for t in x], p, learned["known"])`,
})

function idsForm(
  _: Form,
  { most: max, length }: { readonly most: number; readonly length: number },
): Result<Form, Problem> {
  return ok({ type: 'ids', shape: [length], count: max + FIRST })
}

function vocabulary(
  source: Source,
  { most: max, atLeast }: { readonly most: number; readonly atLeast: number },
  split: (text: string) => readonly string[],
): { readonly known: readonly string[] } {
  const counts = new Map<string, number>()
  for (const block of source.blocks()) {
    for (const text of textsOf(block)) for (const one of split(text)) counts.set(one, (counts.get(one) ?? 0) + 1)
  }
  return { known: mostFrequent(counts, max, atLeast) }
}

function isVocabulary<P extends ParamSpecs>({ known, ...rest }: Learned, _: Form, params: ValuesOf<P>): boolean {
  const { most: max } = params as { readonly most?: unknown }
  if (!Array.isArray(known) || known.length > Number(max) || Object.keys(rest).length > 0) return false
  return known.every((one) => typeof one === 'string') && new Set(known).size === known.length
}

function idsOf(
  rows: readonly string[],
  { length, pad, cut }: { readonly length: number; readonly pad: string; readonly cut: string },
  known: readonly string[],
  split: (text: string) => readonly string[],
): Values {
  const ids = new Map(known.map((word, i) => [word, i + FIRST]))
  const out = new Float64Array(rows.length * length)
  rows.forEach((text, row) => {
    const all = split(text)
    const kept = cut === 'right' ? all.slice(0, length) : all.slice(Math.max(0, all.length - length))
    const from = row * length + (pad === 'left' ? length - kept.length : 0)
    kept.forEach((word, i) => {
      out[from + i] = ids.get(word) ?? 1
    })
  })
  return out
}

/** The number of entries in a vocabulary, and the first few entries. */
function vocabularyOf(known: readonly string[]): { readonly known: number; readonly first: readonly string[] } {
  return { known: known.length, first: known.slice(0, 8) }
}

const runs = int({ ...texts.text.runs, min: 1, max: 5, default: 1 })
const as = choice({ ...texts.text.as, options: ['counts', 'present'], default: 'counts' })

/** The same functions in Python. */
const BAGS_PYTHON = `def counted(texts, width, p, place):
    out = np.zeros((len(texts), width))
    for row, text in enumerate(texts):
        for run in runs_of(words_of(text, p["lower"], p["punctuation"]), p["runs"]):
            at = place(run)
            if at is not None:
                out[row, at] = 1.0 if p["as"] == "present" else out[row, at] + 1.0
    return out`

export const bagOfWords = defineTransform({
  kind: 'bagOfWords',
  title: texts.bagOfWords.title,
  about: texts.bagOfWords.about,
  params: {
    most: int({ ...texts.bagOfWords.params.most, min: 1, max: 20_000, default: 500 }),
    runs,
    as,
    lower,
    punctuation,
  },
  takes: ['text'],
  output: (_, { most: max }) => ok({ type: 'array', shape: [max] }),
  fit(source, params): { known: readonly string[] } {
    const counts = new Map<string, number>()
    for (const block of source.blocks()) {
      for (const text of textsOf(block)) {
        for (const run of runsOf(tokenize(text, params.lower, params.punctuation), params.runs)) {
          counts.set(run, (counts.get(run) ?? 0) + 1)
        }
      }
    }
    return { known: mostFrequent(counts, params.most, 1) }
  },
  isValidLearned({ known, ...rest }, _, { most: max }) {
    if (!Array.isArray(known) || known.length > max || Object.keys(rest).length > 0) return false
    return known.every((one) => typeof one === 'string') && new Set(known).size === known.length
  },
  apply(values, { params, learned: { known } }) {
    const index = new Map(known.map((word, i) => [word, i]))
    return countWords(textsOf(values), params.most, params, (run) => index.get(run))
  },
  describeLearned: ({ learned }) => texts.bagOfWords.learned(vocabularyOf(learned.known)),
  pythonNeeds: [TOKENS_PYTHON, BAGS_PYTHON],
  python: `def bag_of_words(x, p, learned, form):
    place = {word: i for i, word in enumerate(learned["known"])}
    return counted(x, p["most"], p, lambda run: place.get(run))`,
})

export const hashTokens = defineTransform({
  kind: 'hashedWords',
  title: texts.hashedWords.title,
  about: texts.hashedWords.about,
  params: {
    buckets: int({ ...texts.hashedWords.params.buckets, min: 2, max: 20_000, default: 512 }),
    runs,
    as,
    lower,
    punctuation,
    seed: int({ ...texts.hashedWords.params.seed, min: 0, max: 4_294_967_295, default: 0, advanced: true }),
  },
  takes: ['text'],
  output: (_, { buckets }) => ok({ type: 'array', shape: [buckets] }),
  apply: (values, { params }) =>
    countWords(textsOf(values), params.buckets, params, (run) => hashOf(run, params.seed) % params.buckets),
  pythonNeeds: [TOKENS_PYTHON, HASH_PYTHON, BAGS_PYTHON],
  python: `def hashed_words(x, p, learned, form):
    return counted(x, p["buckets"], p, lambda run: hash_of(run, p["seed"]) % p["buckets"])`,
})

interface Counting {
  readonly runs: number
  readonly as: string
  readonly lower: boolean
  readonly punctuation: boolean
}

function countWords(
  rows: readonly string[],
  width: number,
  { runs, as, lower, punctuation }: Counting,
  index: (run: string) => number | undefined,
): Float64Array<ArrayBuffer> {
  const out = new Float64Array(rows.length * width)
  rows.forEach((text, row) => {
    for (const run of runsOf(tokenize(text, lower, punctuation), runs)) {
      const at = index(run)
      if (at === undefined) continue
      const to = row * width + at
      out[to] = as === 'present' ? 1 : (out[to] as number) + 1
    }
  })
  return out
}
