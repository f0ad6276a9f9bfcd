/** @file evidenceOf: what the sentences of a card rest on, as it is kept: names with their values, one list a place that sentences link to. */
import { lossOf } from '../../catalog/plan'
import type { CardInput, Measured } from '../../ops/card/input'
import type { CardEvidence } from '../../ops/card/sentence'
import type { HeadEvaluation } from '../../metrics/evaluation'
import type { SliceScore } from '../../metrics/slice-report'
import { actorText, reasonText } from '../../ops/change-text'
import type { AliasMove } from '../../storage/alias-records'
import type { ModelRecord } from '../../storage/records'

type Facts = CardEvidence['facts']

/** The evidence of a version. */
export function evidenceOf(
  record: ModelRecord,
  own: { readonly [K in 'measured' | 'reproduced']?: CardInput[K] | undefined } & {
    readonly fingerprint: string | undefined
  },
  moves: readonly AliasMove[],
): readonly CardEvidence[] {
  const { content, run, lineage, metrics, pipeline, weights } = record
  const { data, plan } = content
  const { measured } = own
  const slices = measured?.slices ?? metrics?.slices ?? []
  const lists: readonly (readonly [CardEvidence['id'], string, Facts])[] = [
    [
      'drawing',
      'Its drawing',
      [
        ['project', content.name],
        ...content.networks.flatMap(
          ({ name, drawing }): Facts => [
            ['network', name],
            ['nodes', drawing.nodes.map(({ label }) => label).join(', ')],
          ],
        ),
        ...given('version of the drawing', lineage?.drawingVersion),
      ],
    ],
    [
      'record',
      'Its record',
      [
        ['saved', record.createdAt],
        ['SHA-256 of the weights', record.hash],
        ...weights.specs.map(({ name, shape }): Facts[number] => [name, `[${shape.join(', ')}]`]),
        ['reads', pipeline.inputs.map(({ label }) => label).join(', ')],
        ['answers', pipeline.outputs.map(({ label, kind }) => `${label} (${kind})`).join(', ')],
      ],
    ],
    [
      'data',
      'Its data',
      [
        ['set', data.dataset],
        ...given('version', data.version),
        ...given('fingerprint of the rows', own.fingerprint),
        ...given('rows at most', data.samples),
        ...given('seed', data.seed),
        ['split', wordsOf(plan.split)],
      ],
    ],
    [
      'metrics',
      'Its evaluation',
      [...(metrics ? metrics.heads.flatMap((head) => headFacts(head, metrics)) : []), ...measuredFacts(measured)],
    ],
    ['slices', 'Its slices', slices.map(sliceFact)],
    [
      'run',
      'Its run',
      [
        ...given('id', run?.id),
        ...given('engine', run?.engine),
        ...given('backend', run?.chosen?.backend),
        ...given('chosen because', run?.chosen?.reason),
        ...given('step', lineage?.step),
        ...given('of', lineage?.steps),
        ...given('ended', lineage?.why),
        ...given('inexact', lineage?.inexact),
        ['seed', String(plan.seed)],
        ...Object.entries({ ...plan, loss: pipeline.outputs.map(({ label }) => lossOf(plan, label)) }).flatMap(
          ([name, value]): Facts =>
            name === 'seed' || name === 'split' || value === undefined ? [] : [[nameWords(name), wordsOf(value)]],
        ),
        ...(own.reproduced ? ([['trained again', `${own.reproduced.at}: ${own.reproduced.sentence}`]] as const) : []),
      ],
    ],
    ['moves', 'Moves of the flags', moves.map(moveFact)],
  ]
  return lists.flatMap(([id, title, facts]) => [
    { id, title, facts: facts.length > 0 ? facts : [['nothing', 'not known']] },
  ])
}

/** A setting as a person reads it: names and values one after another. */
function wordsOf(value: unknown): string {
  if (typeof value === 'number') return String(Number.isInteger(value) ? value : Number(value.toPrecision(6)))
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(wordsOf).join('; ')
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([name, one]) => `${nameWords(name)} ${wordsOf(one)}`)
    .join(', ')
}

function nameWords(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, (_, before: string, letter: string) => `${before} ${letter.toLowerCase()}`)
}

function given(name: string, value: string | number | undefined): Facts {
  return value === undefined ? [] : [[name, String(value)]]
}

function headFacts(head: HeadEvaluation, { split, rows }: { readonly split: string; readonly rows: number }): Facts {
  const of: Facts = [
    ['output', head.label],
    ['rows', `${rows} of ${split}`],
    ['loss', wordsOf(head.loss)],
  ]
  switch (head.kind) {
    case 'classes':
      return [
        ...of,
        ['accuracy', wordsOf(head.accuracy)],
        ...head.perClass.map(({ label, precision, recall, f1, support }): Facts[number] => [
          label,
          `precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}, n ${support}`,
        ]),
      ]
    case 'number':
      return [...of, ['MAE', wordsOf(head.mae)], ['RMSE', wordsOf(head.rmse)], ['R²', wordsOf(head.r2)]]
    case 'image':
      return [...of, ['MAE of pixels', wordsOf(head.mae)]]
    case 'sequence':
      return [...of, ['signs right', wordsOf(head.accuracy)], ['texts right', wordsOf(head.sequenceAccuracy)]]
    default:
      return head satisfies never
  }
}

function measuredFacts(measured: Measured | undefined): Facts {
  if (!measured) return []
  const { at, device, latencyMs, calibration, rows, split, whole } = measured
  return [
    ['measured', `${at}, on ${device}`],
    ['one request', `${latencyMs.toPrecision(3)} ms`],
    ...given('expected calibration error', calibration === undefined ? undefined : wordsOf(calibration)),
    ['measured on', `${rows} of ${split}`],
    ...given(`${whole?.measure ?? ''} on these`, whole?.value === undefined ? undefined : wordsOf(whole.value)),
  ]
}

function sliceFact(slice: SliceScore): Facts[number] {
  if ('fault' in slice) return [slice.name, slice.fault]
  const { name, where, measure, value, low, high, support } = slice
  return [
    name,
    value === undefined
      ? `${where}: no rows`
      : `${where}: ${measure} ${wordsOf(value)}, ${wordsOf(low)} to ${wordsOf(high)}, n ${support}`,
  ]
}

function moveFact({ at, alias, from, to, by, why, kind }: AliasMove): Facts[number] {
  const way = `${alias} ${from === undefined ? '' : `from ${from} `}${to === undefined ? 'taken down' : `to ${to}`}`
  return [
    at,
    `${way}${kind === 'rollback' ? ', rolled back' : kind === 'start' ? ', begun anew' : ''}, by ${actorText(by)}${why ? `: ${reasonText(why)}` : ''}`,
  ]
}
