/**
 * @file cardOf: the model card of a version as sentences, each with where its evidence lies and whether it still holds. Pure: what was
 * measured, and what a person wrote, is handed in.
 */
import { message, say } from '../../messages/message'
import type { AliasCard, CardInput } from './input'
import { fewRows, metricSentences, sliceSentences } from './scores'
import {
  type Card,
  type CardPart,
  type CardSection,
  type CardSentence,
  type Freshness,
  FRESH,
  sentence,
  unmeasured,
} from './sentence'

const PART_WORDS = { use: 'what it is for', misuse: 'what it is not for', limits: 'its limits' } as const

/** The card of a version. */
export function cardOf(input: CardInput): Card {
  const stale = staleBy(input)
  const sections: readonly CardSection[] = [
    { id: 'what', title: 'What it is', sentences: whatItIs(input) },
    { id: 'use', title: 'Intended use', sentences: [person(input, 'use'), person(input, 'misuse')] },
    { id: 'data', title: 'Data', sentences: dataOf(input, stale) },
    { id: 'metrics', title: 'How well it does', sentences: metricSentences(input, stale) },
    { id: 'slices', title: 'By slice', sentences: sliceSentences(input, stale) },
    { id: 'calibration', title: 'Calibration', sentences: [calibration(input, stale)] },
    { id: 'limits', title: 'Limits', sentences: limitsOf(input) },
    { id: 'device', title: 'On this device', sentences: [latency(input), size(input)] },
    { id: 'lineage', title: 'Lineage', sentences: lineageOf(input) },
    { id: 'approved', title: 'Approved', sentences: approvals(input) },
  ]
  return {
    model: input.model,
    version: input.version,
    title: `${input.model}, version ${input.version}`,
    sections,
    evidence: input.evidence,
  }
}

function staleBy({ data }: CardInput): Freshness {
  if (data.version === undefined || data.now === undefined || data.now === data.version) return FRESH
  return { tag: 'stale', why: say(message('card-data-moved', { now: data.now })) }
}

function whatItIs(input: CardInput): readonly CardSentence[] {
  const { project, task, inputs, model, version, createdAt, newest, flags } = input
  const named = { project, target: task.target, inputs }
  const what =
    task.kind === 'classes'
      ? message('card-what-classes', { ...named, classes: task.classes })
      : task.kind === 'number'
        ? message('card-what-number', { ...named, ...(task.unit === undefined ? {} : { unit: task.unit }) })
        : message('card-what-other', named)
  return [
    ...(input.practice ? [sentence(message('card-practice', input.practice), 'record')] : []),
    sentence(what, 'drawing'),
    sentence(message('card-saved', { model, version, at: createdAt, newest }), 'record'),
    sentence(message('card-flags', { flags }), 'moves'),
  ]
}

function person({ model, version, words }: CardInput, part: CardPart): CardSentence {
  const own = words[part]
  if (!own || own.text.trim() === '') {
    const fresh: Freshness = { tag: 'not written', command: 'registry.describe', args: { model, part, text: '' } }
    return { ...sentence(message('card-unwritten', { part: PART_WORDS[part] }), 'words', fresh), part }
  }
  const fresh: Freshness =
    own.version < version ? { tag: 'stale', why: say(message('card-words-before', { version: own.version })) } : FRESH
  return { code: 'card-words', text: own.text, link: 'words', fresh, part }
}

function dataOf(input: CardInput, stale: Freshness): readonly CardSentence[] {
  const { data, split, reproduced, lineage, model } = input
  const { version, fingerprint, samples } = data
  const told = message('card-data', {
    dataset: data.title,
    ...(version === undefined ? {} : { version }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...(samples === undefined ? {} : { samples }),
  })
  const unknown = version === undefined && fingerprint === undefined
  // Rows that lead to the same weights once more are the ones it learnt from.
  const again = lineage?.from || lineage?.inexact !== undefined ? 'never' : reproduced ? 'tried' : 'not tried'
  const fresh: Freshness =
    again === 'not tried'
      ? { tag: 'not measured', command: 'registry.reproduce', args: { model, version: input.version } }
      : FRESH
  return [
    sentence(told, 'data', stale),
    ...(unknown ? [sentence(message('card-data-unknown', { again }), 'data', fresh)] : []),
    sentence(message('card-split', split), 'data'),
  ]
}

function calibration(input: CardInput, stale: Freshness): CardSentence {
  const { measured, task } = input
  if (task.kind !== 'classes')
    return sentence(message('card-unmeasured', { what: 'Calibration, which classes alone have,' }), 'metrics')
  if (measured?.calibration === undefined) return unmeasured({ what: 'Calibration' }, input)
  const { rows, split } = measured
  return sentence(message('card-calibration', { value: measured.calibration, rows, split }), 'metrics', stale)
}

function limitsOf(input: CardInput): readonly CardSentence[] {
  const { names, of } = fewRows(input)
  return [
    person(input, 'limits'),
    sentence(message('card-limits-ends', { columns: input.inputs }), 'record'),
    ...(names.length > 0 ? [sentence(message('card-limits-small', { slices: names, of }), 'slices')] : []),
  ]
}

function latency(input: CardInput): CardSentence {
  const { measured, device } = input
  if (!measured) return unmeasured({ what: 'Latency' }, input)
  const { latencyMs: ms, device: was, at } = measured
  const fresh: Freshness = was === device ? FRESH : { tag: 'stale', why: 'measured on another device' }
  return sentence(message('card-latency', { ms, device: was, at }), 'metrics', fresh)
}

function size({ weights, bytes }: CardInput): CardSentence {
  return sentence(message('card-size', { weights, bytes }), 'record')
}

function lineageOf(input: CardInput): readonly CardSentence[] {
  const { run, hash, lineage, reproduced, model, version } = input
  const again: CardSentence = reproduced
    ? sentence(message('card-again', { sentence: reproduced.sentence, at: reproduced.at }), 'run')
    : sentence(message('card-unmeasured', { what: 'Whether it can be trained again to the same weights' }), 'run', {
        tag: 'not measured',
        command: 'registry.reproduce',
        args: { model, version },
      })
  return [
    sentence(message('card-run', run), 'run'),
    ...(lineage?.from
      ? [
          sentence(
            message('card-parent', {
              step: lineage.from.step,
              ...(lineage.parent === undefined ? {} : { version: lineage.parent }),
            }),
            'run',
          ),
        ]
      : []),
    // What is wrong with one that was made so is told first of all.
    ...(lineage?.inexact === undefined || input.practice
      ? []
      : [sentence(message('card-inexact', { why: lineage.inexact }), 'run')]),
    sentence(message('card-hash', { hash }), 'record'),
    again,
  ]
}

function approvals({ approved }: CardInput): readonly CardSentence[] {
  if (approved.length === 0) return [sentence(message('card-unapproved', {}), 'moves')]
  return approved.map((move: AliasCard) => sentence(message('card-approved', move), 'moves'))
}
