/**
 * @file The terms of the glossary: those with a text of their own, and those that the catalogs define. What to read
 * next is derived: the terms that occur in a text.
 */
import { layers } from '../../catalog/layers'
import { losses } from '../../catalog/losses'
import { optimizers } from '../../catalog/optimizers'
import { stages } from '../../catalog/service-stages'
import { dataTerms } from '../../messages/en/glossary/data'
import { evaluationTerms } from '../../messages/en/glossary/evaluation'
import { glossaryText } from '../../messages/en/glossary'
import { networkTerms } from '../../messages/en/glossary/networks'
import { operationTerms } from '../../messages/en/glossary/operation'
import { trainingTerms } from '../../messages/en/glossary/training'
import type { PageId } from '../../messages/en/shell/pages'
import { METRICS } from '../../metrics/catalog'
import type { EvaluateTab, DataTab } from '../state'
import type { OperateTab } from '../operate/state'

const WRITTEN = {
  networks: networkTerms,
  training: trainingTerms,
  data: dataTerms,
  evaluation: evaluationTerms,
  operation: operationTerms,
} as const

type Written = typeof WRITTEN
/** The id of a term with a text of its own. */
export type WrittenId = { [T in keyof Written]: keyof Written[T] }[keyof Written]
export type Topic = keyof typeof glossaryText.topics

/** Where a term can be seen. */
export interface Place {
  readonly room: PageId
  readonly tab?: EvaluateTab | DataTab | OperateTab
}

export interface GlossaryTerm {
  readonly id: string
  readonly topic: Topic
  readonly term: string
  /** Other words for it. */
  readonly also: readonly string[]
  readonly sentence: string
  /** The common mistake; terms of a catalog have none. */
  readonly mistake?: string
  readonly place: Place
}

const PLACES: { readonly [T in Topic]: Place } = {
  networks: { room: 'build' },
  training: { room: 'train' },
  data: { room: 'data', tab: 'overview' },
  evaluation: { room: 'evaluate', tab: 'results' },
  operation: { room: 'operate', tab: 'diagram' },
  layers: { room: 'build' },
  losses: { room: 'train' },
  optimizers: { room: 'train' },
  metrics: { room: 'evaluate', tab: 'results' },
  stages: { room: 'operate', tab: 'diagram' },
}

/** Terms that are not seen where their topic is. */
const OWN_PLACES: { readonly [Id in WrittenId]?: Place } = {
  ...at({ room: 'data', tab: 'rows' }, 'example', 'feature', 'target', 'missingValue', 'outlier', 'token'),
  ...at({ room: 'data', tab: 'split' }, 'split', 'stratified', 'trainingSet', 'validationSet', 'testSet', 'timeSeries'),
  ...at({ room: 'data', tab: 'report' }, 'leakage', 'imbalance'),
  ...at({ room: 'data', tab: 'prepare' }, 'scaling', 'oneHot', 'vocabulary'),
  ...at({ room: 'data', tab: 'augment' }, 'augmentation', 'classWeight'),
  ...at({ room: 'evaluate', tab: 'certainty' }, 'calibration', 'calibrationError', 'brierScore', 'confidence'),
  ...at({ room: 'evaluate', tab: 'certainty' }, 'predictionSet', 'uncertainty', 'ensemble'),
  ...at({ room: 'evaluate', tab: 'failures' }, 'slice', 'residual'),
  ...at({ room: 'evaluate', tab: 'explanations' }, 'explanation', 'shapley', 'counterfactual'),
  ...at({ room: 'evaluate', tab: 'groups' }, 'fairness'),
  ...at({ room: 'evaluate', tab: 'robustness' }, 'adversarialExample', 'robustness', 'inputGuard'),
  ...at({ room: 'evaluate', tab: 'comparison' }, 'significance', 'baseline'),
  ...at({ room: 'operate', tab: 'live' }, 'request', 'latency', 'percentile', 'throughput', 'queue', 'replica'),
  ...at({ room: 'operate', tab: 'objectives' }, 'slo', 'errorBudget', 'burnRate'),
  ...at({ room: 'operate', tab: 'incidents' }, 'alert', 'incident', 'runbook', 'postmortem'),
  ...at({ room: 'operate', tab: 'drift' }, 'drift', 'labelDrift', 'psi'),
  ...at({ room: 'operate', tab: 'labels' }, 'groundTruth'),
  ...at({ room: 'operate', tab: 'registry' }, 'version', 'alias', 'rollback'),
  ...at({ room: 'operate', tab: 'canary' }, 'canary', 'shadow'),
  ...at({ room: 'operate', tab: 'policies' }, 'retraining'),
  ...at({ room: 'operate', tab: 'drills' }, 'drill'),
}

function at(place: Place, ...ids: readonly WrittenId[]): { readonly [Id in WrittenId]?: Place } {
  return Object.fromEntries(ids.map((id) => [id, place]))
}

interface TermText {
  readonly term: string
  readonly also: string
  readonly sentence: string
  readonly mistake: string
}

const written: readonly GlossaryTerm[] = (Object.keys(WRITTEN) as (keyof Written)[]).flatMap((topic) =>
  Object.entries<TermText>(WRITTEN[topic]).map(([id, { also, ...text }]) => ({
    ...{ id, topic, ...text, also: also.split(',').flatMap((word) => word.trim() || []) },
    place: (OWN_PLACES as Readonly<Record<string, Place>>)[id] ?? PLACES[topic],
  })),
)

/** The terms that the catalogs define, unless they have a text of their own. */
function fromCatalogs(): readonly GlossaryTerm[] {
  const known = new Set(written.flatMap(wordsOf).map((word) => word.toLowerCase()))
  const of = (topic: Topic, id: string, term: string, sentence: string): readonly GlossaryTerm[] =>
    known.has(term.toLowerCase())
      ? []
      : [{ id: `${topic}/${id}`, topic, term, also: [], sentence, place: PLACES[topic] }]
  return [
    ...layers.kinds.flatMap((kind) => {
      const def = layers.find(kind)
      return def ? of('layers', kind, def.title, def.summary) : []
    }),
    ...losses.flatMap(({ kind, title, summary }) => of('losses', kind, title, summary)),
    ...optimizers.flatMap(({ kind, title, summary }) => of('optimizers', kind, title, summary)),
    ...METRICS.flatMap(({ id, text }) => of('metrics', id, text.title, text.about)),
    ...stages.kinds.flatMap((kind) => {
      const def = stages.find(kind)
      return def ? of('stages', kind, def.title, def.summary) : []
    }),
  ]
}

/** All terms, by topic. */
export const glossary: readonly GlossaryTerm[] = [...written, ...fromCatalogs()]

/** All words for a term. */
export function wordsOf({ term, also }: Pick<GlossaryTerm, 'term' | 'also'>): readonly string[] {
  return [term, ...also]
}

/** Each word of a term in small letters; if two terms have a word, the first one has it. */
const byWord = new Map(glossary.toReversed().flatMap((one) => wordsOf(one).map((word) => [word.toLowerCase(), one])))

/** Longer words first, because "learning rate schedule" is not a "learning rate". */
const ANY_WORD = [...byWord.keys()]
  .toSorted((a, b) => b.length - a.length)
  .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  .join('|')
const ENDINGS = glossaryText.endings.split(' ').join('|')
const OCCURRENCE = new RegExp(`(?<![\\p{L}\\p{N}])(${ANY_WORD})(?:${ENDINGS})?(?![\\p{L}\\p{N}])`, 'giu')

const isOfCatalog = ({ topic }: GlossaryTerm) => !Object.hasOwn(WRITTEN, topic)

export interface Occurrence {
  readonly term: GlossaryTerm
  readonly from: number
  readonly to: number
}

/** Finds the terms in a text, in their order. */
export function termsIn(text: string): readonly Occurrence[] {
  return [...text.matchAll(OCCURRENCE)].flatMap((match) => {
    const word = match[1] as string
    const term = byWord.get(word.toLowerCase())
    // In a sentence, "average" is not the layer Average.
    if (!term || (isOfCatalog(term) && word !== term.term)) return []
    return [{ term, from: match.index, to: match.index + match[0].length }]
  })
}

/** The most terms to read next. */
const MOST_NEXT = 4

/** The terms that occur in the text of a term, and that it does not name itself. */
export function nextTerms(of: GlossaryTerm): readonly GlossaryTerm[] {
  const found = termsIn(`${of.sentence} ${of.mistake ?? ''}`).flatMap(({ term }) => (term.id === of.id ? [] : [term]))
  const near = glossary.filter(({ topic }) => topic === of.topic)
  const after = near[(near.indexOf(of) + 1) % near.length]
  const all = found.length > 0 || !after ? found : [after]
  return [...new Set(all)].slice(0, MOST_NEXT)
}

/** Finds a term by its id or by one of its words. */
export function findTerm(name: string): GlossaryTerm | undefined {
  const word = name.trim().toLowerCase()
  return glossary.find(({ id }) => id === name) ?? byWord.get(word) ?? exactlyIn(word)
}

/** A word in another form, such as "learning rates". */
function exactlyIn(word: string): GlossaryTerm | undefined {
  const [first] = termsIn(word)
  return first?.from === 0 && first.to === word.length ? first.term : undefined
}

/** The terms with words that contain a part of a name, for suggestions. */
export function nearTerms(name: string, most: number): readonly GlossaryTerm[] {
  const parts = name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part.length > 2)
  const scoreOf = (one: GlossaryTerm) =>
    Math.max(
      ...wordsOf(one).map((word) => parts.filter((part) => word.toLowerCase().includes(part.slice(0, 5))).length),
    )
  return glossary
    .map((term) => ({ term, score: scoreOf(term) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ term }) => term)
}
