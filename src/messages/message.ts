/**
 * @file Messages: a code with its arguments, which becomes a sentence only when it is shown to a user. Also the codes
 * of Netloom, and the English messages that every page needs. English is the source: its keys
 * and arguments define the type that other languages implement. Text for a page or feature is in `en/` and loads with
 * the module that imports it.
 */

import { textByCode } from './define'
import type { alerts } from './en/alerts'
import type { canary } from './en/canary'
import type { card } from './en/card'
import type { collect } from './en/collect'
import type { argumentProblems } from './en/commands/more'
import type { report } from './en/data/report'
import type { datasetEdits, datasetSteps } from './en/dataset-edits'
import type { drills } from './en/drills'
import type { evaluateMessages } from './en/evaluate/curves'
import type { ensembleMessages } from './en/evaluate/ensemble'
import type { labelBiasMessages } from './en/evaluate/label-bias'
import type { adversarialMessages } from './en/data/augment'
import type { guardMessages } from './en/evaluate/guard'
import type { robustnessMessages } from './en/evaluate/robustness'
import type { files, projectNotices } from './en/files'
import { binding, blocks, canvasEdits, graph } from './en/graph'
import type { ingest, ingestArrays } from './en/ingest'
import type { ingestFiles } from './en/ingest-files'
import type { handIns } from './en/hand-ins'
import { lesson } from './en/lesson'
import type { lessonCheck } from './en/lesson-check'
import type { clip, library } from './en/library'
import type { operate } from './en/operate'
import type { operatePage } from './en/operate-page'
import { plan } from './en/plan'
import type { prepare } from './en/prepare'
import { problems } from './en/problems'
import type { rawValues } from './en/raw-values'
import type { registry } from './en/registry'
import type { retraining } from './en/retraining'
import type { runs, versions } from './en/runs'
import type { insight, sanity } from './en/sanity'
import type { serving } from './en/serving'
import type { slices } from './en/slices'
import type { stages } from './en/stages'
import { data, datasets, storage } from './en/storage'
import { shellNotices, studio } from './en/studio'
import { training } from './en/training'
import type { url } from './en/url'

/** Messages that load with the first page. */
const first = {
  ...problems,
  ...binding,
  ...graph,
  ...blocks,
  ...canvasEdits,
  ...data,
  ...plan,
  ...training,
  ...lesson,
  ...datasets,
  ...shellNotices,
  ...storage,
  ...studio,
}

/**
 * The text of every message, keyed by code. A module that uses a message outside `first` imports the file that defines
 * it.
 */
type CodedText = typeof first &
  typeof alerts &
  typeof argumentProblems &
  typeof canary &
  typeof card &
  typeof clip &
  typeof collect &
  typeof datasetSteps &
  typeof operatePage &
  typeof drills &
  typeof evaluateMessages &
  typeof labelBiasMessages &
  typeof guardMessages &
  typeof adversarialMessages &
  typeof ensembleMessages &
  typeof robustnessMessages &
  typeof files &
  typeof handIns &
  typeof ingest &
  typeof ingestArrays &
  typeof ingestFiles &
  typeof insight &
  typeof lessonCheck &
  typeof library &
  typeof operate &
  typeof prepare &
  typeof projectNotices &
  typeof rawValues &
  typeof registry &
  typeof report &
  typeof retraining &
  typeof runs &
  typeof sanity &
  typeof serving &
  typeof datasetEdits &
  typeof slices &
  typeof stages &
  typeof url &
  typeof versions

type Code = keyof CodedText
/** The arguments of a message; `{}` for a message without arguments. */
export type Args<C extends Code> = CodedText[C] extends (args: infer A) => string ? A : Record<string, never>
/** A message of one of these codes. Any message is no union: TypeScript does not compare unions of 1,000 members. */
export type Message<C extends Code = Code> = [Code] extends [C] ? AnyMessage : { [K in C]: MessageOf<K> }[C]
/** A message of one code. */
export interface MessageOf<K extends Code> {
  readonly code: K
  readonly args: Args<K>
}
/** A message of any code. */
export interface AnyMessage {
  readonly code: Code
  readonly args: object
}

/** Creates a message. */
export function message<C extends Code>(code: C, args: Args<C>): Message<C> {
  return { code, args } as Message<C>
}

/** Whether a message has one of these codes, and so their arguments. */
export function isMessage<C extends Code>(
  message: Message | Message<C>,
  ...codes: readonly C[]
): message is Message<C> {
  return (codes as readonly Code[]).includes(message.code)
}

/** The sentence of a message, in the language of the page. */
export function formatMessage(message: Message): string {
  const text = textByCode[message.code]
  if (text === undefined) throw new Error(`no text is loaded for the message ${message.code}`)
  return typeof text === 'string' ? text : text(message.args as never)
}

/** The sentence of a message that may have been stored as text; text is returned unchanged. */
export function formatStored(stored: Message | string): string {
  return typeof stored === 'string' ? stored : formatMessage(stored)
}

/**
 * The error that a command throws if it cannot do what the user requested. The user sees the sentence of its message.
 */
export class Refusal extends Error {
  readonly code: Code
  readonly reason: Message
  constructor(reason: Message) {
    super(formatMessage(reason))
    this.name = 'Refusal'
    this.code = reason.code
    this.reason = reason
  }
}

/** Throws a `Refusal` with this message. */
export function refuse<C extends Code>(code: C, args: Args<C>): never {
  throw new Refusal(message(code, args) as Message)
}
