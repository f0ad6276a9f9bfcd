/**
 * @file The project with its rows: one zip with the project file, the dataset's record, and its chunks. Read as
 * strictly as a model's zip: every byte is accounted for, every chunk matches its hash, and the dataset is exactly the
 * version that the project refers to.
 */
import * as z from 'zod/mini'
import { hash } from '../base/hash'
import '../messages/en/files'
import { type Message, message, Refusal, refuse } from '../messages/message'
import '../messages/en/dataset-edits'
import { fail, ok, type Result } from '../base/result'
import { stableJson } from '../base/stable-json'
import { findDataset } from '../catalog/datasets/all'
import type { ProjectContent } from '../compile/project'
import type { DataStep } from '../data/dataset-edit'
import { checkStep } from '../data/edit-steps'
import type { SetBase, SetCard, SetRecord, StoredChunk } from './dataset-records'
import { datasetShape, schemaProblem } from './dataset-reference-schema'
import { setHashes, stepsOf, versionOf } from './dataset-versions'
import { parseGuarded } from './json-guard'
import { readZip, writeZip } from './model-artifact/zip'
import { readProject, writeProject } from './project-file'
import type { Storage } from './records'
import { conform, finite, listOf, text, whole } from './shared-schemas'

const PROJECT = 'project.json'
const SET = 'set.json'
const FORMAT = 'netloom-set'
/** Limits on the total size in bytes and on the number of files: what a browser can assemble in memory. */
const MOST_BYTES = 500_000_000
const MOST_FILES = 1000
const MOST_STEPS = 10_000

/** A dataset that is stored with a project. */
export interface ArchivedDataset {
  readonly title: string
  readonly card: SetCard
  readonly base: SetBase
  readonly steps: readonly DataStep[]
  readonly chunks: ReadonlyMap<string, Uint8Array<ArrayBuffer>>
}

export interface ProjectArchive {
  readonly content: ProjectContent
  readonly set: ArchivedDataset
}

/** The chunks that a version with these steps needs. */
export function chunksNeeded(base: SetBase, steps: readonly DataStep[]): readonly StoredChunk[] {
  const added = steps.flatMap(({ chunks }) => (Array.isArray(chunks) ? (chunks as readonly StoredChunk[]) : []))
  const all = [...(base.kind === 'chunks' ? base.chunks : []), ...added]
  return [...new Map(all.map((chunk) => [chunk.sha256, chunk])).values()]
}

/**
 * Writes a project with the rows of its dataset; refuses if the rows are not on this device or are too many for one
 * file.
 */
export async function writeArchive(
  content: ProjectContent,
  set: SetRecord,
  chunks: Pick<Storage['chunks'], 'get'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const { title, card, base } = set
  const steps = stepsOf(set, content.data.version)
  if (!steps) return refuse('dataset-version-gone', { title, version: content.data.version?.slice(0, 8) ?? '' })
  const needed = chunksNeeded(base, steps)
  const bytes = needed.reduce((sum, chunk) => sum + chunk.bytes, 0)
  if (bytes > MOST_BYTES || needed.length > MOST_FILES - 2)
    throw new Refusal(message('rows-file-large', { title, bytes, most: MOST_BYTES }))
  const files = new Map<string, Uint8Array>([
    [PROJECT, writeProject(content)],
    [SET, new TextEncoder().encode(stableJson({ format: FORMAT, version: 1, title, card, base, steps }, 2))],
  ])
  for (const [i, { sha256 }] of needed.entries()) {
    const chunk = await chunks.get(sha256)
    if (!chunk) return refuse('kept-chunk-gone', { title, part: i + 1, parts: needed.length })
    files.set(`chunks/${sha256}`, chunk)
  }
  return writeZip(files)
}

const sha = z.string().check(z.regex(/^[0-9a-f]{64}$/))
const setShape = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  title: text(200),
  card: z.object({ about: text(2000), licence: text(2000), source: text(2000) }),
  base: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('chunks'),
      schema: datasetShape,
      chunks: listOf(z.object({ sha256: sha, rows: whole, bytes: whole }), MOST_FILES),
    }),
    z.object({
      kind: z.literal('shipped'),
      dataset: text(64),
      seed: z.optional(finite),
      bias: z.optional(finite.check(z.gte(0), z.lte(1))),
    }),
  ]),
  steps: listOf(z.record(text(64), z.unknown()), MOST_STEPS),
})

/** Reads a zip as a project with its dataset, or returns a message about why it is invalid. */
export async function readArchive(bytes: Uint8Array): Promise<Result<ProjectArchive, Message>> {
  const files = readZip(bytes, MOST_FILES)
  if (!files.ok) return files
  const [project, setFile] = [files.value.get(PROJECT), files.value.get(SET)]
  if (!project || !setFile) return fail(message('rows-file-no-project', { file: project ? SET : PROJECT }))
  const content = readProject(project)
  if (!content.ok) return content
  const parsed = parseGuarded(setFile, MOST_BYTES)
  if (!parsed.ok) return parsed
  const shaped = conform(setShape, parsed.value, SET)
  if (!shaped.ok) return shaped
  const { title, card } = shaped.value
  const base = shaped.value.base as SetBase
  const steps: DataStep[] = []
  for (const step of shaped.value.steps) {
    const checked = checkStep(step)
    if (!checked.ok) return checked
    steps.push(checked.value)
  }
  const wrong = base.kind === 'chunks' ? schemaProblem(base.schema, 'set.base.schema', 0) : shippedProblem(base.dataset)
  if (wrong) return fail(wrong)
  if (setHashes(base, steps).at(-1) !== content.value.data.version) return fail(message('rows-file-version', { title }))
  const needed = chunksNeeded(base, steps)
  const chunks = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const { sha256 } of needed) {
    const chunk = files.value.get(`chunks/${sha256}`)
    if (!chunk || (await hash(chunk)) !== sha256)
      return fail(message('rows-file-chunk', { title, file: `chunks/${sha256.slice(0, 8)}…` }))
    chunks.set(sha256, chunk)
  }
  if (files.value.size !== needed.length + 2)
    return fail(message('rows-file-extra', { has: files.value.size, wants: needed.length + 2 }))
  return ok({ content: content.value, set: { title, card, base, steps, chunks } })
}

function shippedProblem(dataset: string): Message | undefined {
  return findDataset(dataset) ? undefined : message('file-unknown', { what: 'dataset', kind: dataset.slice(0, 40) })
}

/** Whether a dataset on this device has the version that a project refers to. */
export function hasVersion(set: SetRecord | undefined, version: string | undefined): boolean {
  return set !== undefined && (versionOf(set) === version || stepsOf(set, version) !== undefined)
}
