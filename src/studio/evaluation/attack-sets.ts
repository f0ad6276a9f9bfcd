/**
 * @file Attack sets: examples that fooled a network, saved as a dataset, so that other networks can be tested on them.
 * Values are saved as the columns have them (pixels as bytes), because networks prepare their inputs differently.
 */
import { thresholdsOfRows } from '../../data/group-thresholds'
import '../../messages/en/evaluate/robustness'
import { attackSetText } from '../../messages/en/evaluate/attack-sets'
import { message, refuse } from '../../messages/message'
import { columnIndex } from '../../catalog/dataset-schema'
import { encodeTargets } from '../../data/encode-rows'
import { packChunk } from '../../data/packed-chunk'
import { isImage } from '../../data/input-ranges'
import { sizeOf } from '../../data/pipeline'
import { type AttackOrigin, chunksOf, type SetRecord } from '../../storage/dataset-records'
import type { AppContext } from '../context'
import { changed, createSet, removeSet } from '../data/custom-dataset-session'
import { callOf } from '../run-command'
import { needColumns } from '../models/evaluate'
import {
  type Attacked,
  type AttackArgs,
  decideRows,
  EXAMPLES,
  type FooledRow,
  fool,
  rangesOf,
  shadesOf,
  shareOf,
} from './attack'
import { cleanColumns, every, joined, rawColumns, rowsAlone, setOf, sourcesOf, withColumns } from './attack-set-rows'
import { encode, explained } from './explain'
import { type Source, weightsOf } from './predictions'
import type { Encoded } from './robustness'

/**
 * Attacks examples, and saves those that fool the network under a name. An example that no longer fools it once its
 * values are rounded as the columns are stored is left out, and counted in `lost`.
 */
export async function saveAttackSet(studio: AppContext, source: Source, { name, ...args }: AttackArgs & Named) {
  const title = name.trim()
  if (title === '') return refuse('name-empty', {})
  if (attackSetsOf(studio).some((set) => set.title === title)) return refuse('attack-set-taken', { name: title })
  const { what, ranges, rows, fooled, targets, testLooks } = await fool(studio, source, args)
  const { weights } = what
  const { ready } = weights
  const sources = Uint32Array.from(fooled, ([i]) => rows[i] as number)
  const clean = await rowsAlone(ready.dataset, sources)
  const attacked = withColumns(
    clean,
    rawColumns(weights, ranges, clean, joined(fooled.map(([, { values }]) => values))),
  )
  const again = every(attacked)
  const thresholds = thresholdsOfRows(what.output, attacked, again)
  const decided = await decideRows(what, await encode(weights.pipeline, attacked, again), fooled.length, thresholds)
  const kept = Uint32Array.from(fooled.flatMap(([i], at) => (decided[at]?.predicted === targets[i] ? [] : [at])))
  if (kept.length === 0) return refuse('attack-set-empty', { examples: rows.length })
  const moved = clean.schema.columns.flatMap(({ name }, k) => (attacked.columns[k] === clean.columns[k] ? [] : [name]))
  const origin: AttackOrigin = {
    ...{ method: args.method, epsilon: args.epsilon, split: args.split, seed: args.seed },
    ...{ attacked: weights.name, data: ready.key, changed: moved },
  }
  const saved = setOf(clean, attacked, { kept, sources, changed: moved })
  const writer = await studio.storage.sets.beginImport()
  try {
    const chunk = await writer.put(packChunk(saved), kept.length)
    const card = { about: attackSetText.card({ ...origin, examples: kept.length }), source: ready.dataset.schema.title }
    const id = await createSet(studio, { writer, title, schema: saved.schema, chunks: [chunk], card, attack: origin })
    return { ...origin, id, name: title, n: kept.length, lost: fooled.length - kept.length, ...testLooks }
  } catch (error) {
    await writer.abandon().catch(() => undefined)
    throw error
  }
}

interface Named {
  readonly name: string
}

/** The attack sets whose columns fit the data in use, newest first. */
export function attackSetsOf({ store }: Pick<AppContext, 'store'>): readonly SetRecord[] {
  const { sets, data } = store.getState()
  const columns = data.tag === 'none' ? [] : data.schema.columns
  const fits = ({ schema }: SetRecord) =>
    columns.every(({ name, type }) => schema.columns[columnIndex(schema, name)]?.type === type)
  return sets.sets.filter((set) => set.attack && fits(set))
}

/** Lists the attack sets that fit the data in use. */
export function listAttackSets(studio: AppContext) {
  return attackSetsOf(studio).map(({ id, title, schema, createdAt, attack }) => ({
    ...(attack as AttackOrigin),
    ...{ id, name: title, n: schema.rows, at: createdAt },
  }))
}

/** An attack set by its name, or any dataset by its id. Refuses an unknown name. */
export async function attackSetCalled(studio: AppContext, name: string): Promise<SetRecord> {
  const named = attackSetsOf(studio).find(({ title, id }) => title === name || id === name)
  const { sets } = named ? { sets: [] } : await studio.storage.sets.list()
  const found = named ?? sets.find(({ title, id, attack }) => id === name || (attack && title === name))
  return found ?? refuse('attack-set-unknown', { name, names: attackSetsOf(studio).map(({ title }) => title) })
}

interface Removed {
  readonly set: SetRecord
  readonly chunks: readonly { readonly bytes: Uint8Array<ArrayBuffer>; readonly rows: number }[]
}

/** The attack set of each studio that was deleted last, so that this can be undone. */
const lastRemoved = new WeakMap<AppContext['storage'], Removed>()

/** Deletes an attack set. The last one can be restored until the page is closed. */
export async function removeAttackSet(studio: AppContext, name: string): Promise<void> {
  const { storage } = studio
  const set = await attackSetCalled(studio, name)
  const needed = await studio.run('registry.requirements', {})
  const user = needed.find(({ id }) => id === set.id)
  if (user) return refuse('attack-set-required', { name: set.title, model: user.model })
  const chunks = await Promise.all(
    [...chunksOf(set)].map(async (sha256) => ({ bytes: await storage.chunks.get(sha256), rows: 0 })),
  )
  await removeSet(studio, set.id, false)
  if (chunks.every((chunk): chunk is Removed['chunks'][number] => chunk.bytes !== undefined))
    lastRemoved.set(storage, { set, chunks })
  const action = { title: attackSetText.undo, ...callOf('attackSet.restore', {}) }
  const content = message('attack-set-removed', { name: set.title })
  void studio.run('notice.show', { tone: 'info', message: content, action })
}

/** Restores the attack set that was deleted last. */
export async function restoreAttackSet(studio: AppContext): Promise<string> {
  const { set, chunks } = lastRemoved.get(studio.storage) ?? refuse('attack-set-none-removed', {})
  const writer = await studio.storage.sets.beginImport()
  for (const { bytes, rows } of chunks) await writer.put(bytes, rows)
  await writer.finish(set)
  lastRemoved.delete(studio.storage)
  await changed(studio)
  return set.title
}

/** Predicts the examples of an attack set by other weights. Refuses outputs without classes. */
export async function evaluateAttackSet(studio: AppContext, source: Source, { name, output }: Named & Output) {
  const set = await attackSetCalled(studio, name)
  const [weights, dataset] = [await weightsOf(studio, source), await studio.data.after(set, set.steps)]
  needColumns(weights.pipeline, dataset)
  const found = explained(weights, output)
  if (found.output.kind !== 'classes') return refuse('attack-no-classes', { output: found.output.label })
  const what: Attacked = { ...found, output: found.output }
  const { labels } = what.output
  const all = every(dataset)
  const targets = encodeTargets(what.output, dataset, all)
  const inputs = await encode(weights.pipeline, dataset, all)
  const before = withColumns(dataset, cleanColumns(dataset, set.attack?.changed ?? []))
  const cleanInputs = await encode(weights.pipeline, before, all)
  const thresholds = thresholdsOfRows(what.output, dataset, all)
  const decided = await decideRows(what, inputs, all.length, thresholds)
  const cleanly = await decideRows(what, cleanInputs, all.length, thresholds)
  const known = [...all].filter((i) => !Number.isNaN(targets[i] as number))
  if (known.length === 0)
    return refuse('attack-set-other-classes', { name: set.title, column: what.output.column, labels })
  const isRight = (of: typeof decided) => (i: number) => of[i]?.predicted === targets[i]
  const rowIn = sourcesOf(dataset)
  const listed = known.map((i): FooledRow & { readonly place: number } => {
    const { predicted, scores } = decided[i] as (typeof decided)[number]
    const [actual, label] = [labels[targets[i] as number] as string, labels[predicted] as string]
    return { place: i, row: rowIn?.[i] ?? i, actual, predicted: label, probability: scores[predicted] as number }
  })
  const rows = listed.filter(({ place }) => !isRight(decided)(place))
  const resisted = listed.filter(({ place }) => isRight(decided)(place))
  const picture = weights.pipeline.inputs.findIndex(isImage)
  const range = picture < 0 ? undefined : (await rangesOf(weights))[picture]
  const input = weights.pipeline.inputs[picture]
  const train = weights.ready.key === set.attack?.data ? new Set(weights.ready.split.train) : undefined
  return {
    ...{ name: set.title, id: set.id, by: weights.name, output: what.output.label, n: known.length },
    ...(set.attack && { method: set.attack.method, epsilon: set.attack.epsilon, attacked: set.attack.attacked }),
    accuracy: shareOf(resisted.length, known.length),
    clean: shareOf(known.filter(isRight(cleanly)).length, known.length),
    /** Whether these are the rows of the data of the weights, so that they can be opened there. */
    isHere: train !== undefined,
    /** How many of the examples the weights were trained on, before the attack. */
    ...(train && !weights.isUnseen && { trainedOn: known.filter((i) => train.has(rowIn?.[i] as number)).length }),
    ...{ rows, resisted },
    ...(range &&
      input && {
        pictures: [...rows.slice(0, EXAMPLES), ...resisted.slice(0, EXAMPLES)].map(({ place, row }) => {
          const pixels = (of: Encoded) => {
            const size = sizeOf(input)
            return shadesOf((of[picture] as Float32Array).subarray(place * size, (place + 1) * size), range)
          }
          return { row, shape: input.shape, before: pixels(cleanInputs), after: pixels(inputs) }
        }),
      }),
  }
}

interface Output {
  readonly output?: string | undefined
}

export type AttackSetReport = Awaited<ReturnType<typeof evaluateAttackSet>>
