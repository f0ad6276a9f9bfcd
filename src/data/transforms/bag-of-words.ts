/** @file Bags of words: counts how often each word occurs in a text, as an input vector for a Dense layer. */
import { ok } from '../../base/result'
import { choice, int } from '../../catalog/params'
import { transformsText as texts } from '../../messages/en/data/transforms'
import { textsOf } from './channels'
import { HASH_PYTHON, hashOf } from './hash-step'
import { vocabularyOf } from './text-ids'
import { lower, mostFrequent, punctuation, runsOf, TOKENS_PYTHON, tokenize } from './tokenizer'
import { defineTransform } from './transform'

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
