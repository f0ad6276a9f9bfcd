/**
 * @file Version notes, which are saved for the model cards of a model: the user's text, measurements, and results of
 * training a version again to reproduce it.
 */
import type { CardInput, EvaluatedSections, Measured } from '../../../ops/model-card/card-parts'
import type { ModelRecord } from '../../../storage/records'
import type { AppContext } from '../../context'

export interface VersionNotes {
  /**
   * The hash of the measured weights. The name and version alone do not identify them: a removed model's name can be
   * used again.
   */
  readonly hash: string
  readonly measured?: Measured
  readonly reproduced?: CardInput['reproduced']
  readonly evaluated?: EvaluatedSections
}

/** The saved notes of a model, stored as a setting under the model's name. */
export interface CardNotes {
  readonly words: CardInput['words']
  readonly versions: Readonly<Record<number, VersionNotes>>
}

/** Reads the saved notes of a model. */
export async function readCardNotes({ storage }: Pick<AppContext, 'storage'>, model: string): Promise<CardNotes> {
  const kept = (await storage.settings.get(`card:${model}`)) as Partial<CardNotes> | undefined
  return { words: kept?.words ?? {}, versions: kept?.versions ?? {} }
}

/** Saves the user's text for the cards of a model. */
export async function saveCardText({ storage }: AppContext, model: string, words: CardNotes['words']): Promise<void> {
  await storage.settings.put(`card:${model}`, { ...(await readCardNotes({ storage }, model)), words })
}

/** Saves measurements of a version. */
export async function saveVersionNotes(
  studio: AppContext,
  record: ModelRecord,
  part: Partial<VersionNotes>,
): Promise<void> {
  const { name, version, hash } = record
  const notes = await readCardNotes(studio, name)
  const own = { ...notesOfWeights(notes, record), hash, ...part }
  await studio.storage.settings.put(`card:${name}`, { ...notes, versions: { ...notes.versions, [version]: own } })
}

/** The notes of exactly these weights; undefined if there are none. */
export function notesOfWeights(
  { versions }: CardNotes,
  { version, hash }: Pick<ModelRecord, 'version' | 'hash'>,
): VersionNotes | undefined {
  const kept = versions[version]
  return kept?.hash === hash ? kept : undefined
}

/**
 * The fingerprint of the training data of a version: either saved with the version, or found by training it again to
 * equal weights. Undefined if neither is known.
 */
export async function trainingDataFingerprint(
  studio: Pick<AppContext, 'storage'>,
  record: ModelRecord,
): Promise<string | undefined> {
  return record.lineage?.data ?? notesOfWeights(await readCardNotes(studio, record.name), record)?.reproduced?.data
}
