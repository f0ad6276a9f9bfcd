/** @file VersionNotes: what is kept beside the versions of a model: a person's words for its card, what was measured, what training it again came to. */
import type { CardInput, Measured } from '../../ops/card/input'
import type { ModelRecord } from '../../storage/records'
import type { AppContext } from '../context'

export interface VersionNotes {
  /** Of the weights it was measured of: a name that began anew has other ones. */
  readonly hash: string
  readonly measured?: Measured
  readonly reproduced?: CardInput['reproduced']
}

/** What is kept for the cards of a model, in settings under its name. */
export interface CardNotes {
  readonly words: CardInput['words']
  readonly versions: Readonly<Record<number, VersionNotes>>
}

/** What is kept beside a model. */
export async function notesOf({ storage }: Pick<AppContext, 'storage'>, model: string): Promise<CardNotes> {
  const kept = (await storage.settings.get(`card:${model}`)) as Partial<CardNotes> | undefined
  return { words: kept?.words ?? {}, versions: kept?.versions ?? {} }
}

/** Keeps a person's words beside a model. */
export async function keepWords({ storage }: AppContext, model: string, words: CardNotes['words']): Promise<void> {
  await storage.settings.put(`card:${model}`, { ...(await notesOf({ storage }, model)), words })
}

/** Keeps what was found of a version. */
export async function note(studio: AppContext, record: ModelRecord, part: Partial<VersionNotes>): Promise<void> {
  const { name, version, hash } = record
  const notes = await notesOf(studio, name)
  const own = { ...ofWeights(notes, record), hash, ...part }
  await studio.storage.settings.put(`card:${name}`, { ...notes, versions: { ...notes.versions, [version]: own } })
}

/** What was found of these very weights; undefined where nothing was. */
export function ofWeights(
  { versions }: CardNotes,
  { version, hash }: Pick<ModelRecord, 'version' | 'hash'>,
): VersionNotes | undefined {
  const kept = versions[version]
  return kept?.hash === hash ? kept : undefined
}

/**
 * The fingerprint of the rows that a version learnt from: as it was saved with it, or of those by which it was trained again to the same
 * weights, which are the ones. Undefined where neither is known.
 */
export async function rowsLearnt(
  studio: Pick<AppContext, 'storage'>,
  record: ModelRecord,
): Promise<string | undefined> {
  return record.lineage?.data ?? ofWeights(await notesOf(studio, record.name), record)?.reproduced?.data
}
