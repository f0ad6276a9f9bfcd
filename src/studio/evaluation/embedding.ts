/** @file What a layer makes of examples: a map of their values in it, and the examples with the most similar values. */
import { rng, shuffle } from '../../base/rng'
import { runInSlices } from '../../base/yield-to-main'
import { refuse } from '../../messages/message'
import type { SplitName } from '../../data/dataset'
import { nearestValues, principalComponents, umap } from '../../metrics/embedding'
import type { AppContext } from '../context'
import { layerRows } from '../models/layer-values'
import { countLook, weightsOf } from './predictions'

/** The most rows on a map, and those that neighbors are looked for in. */
const MOST_ROWS = 2000
const MOST_NEIGHBORS = 10_000

export interface EmbeddingQuery {
  /** A layer of the drawing; by default, the one before the output. */
  readonly layer?: string | undefined
  readonly split?: SplitName | undefined
  readonly method: 'pca' | 'umap'
  readonly seed: number
}

export interface Embedding {
  /** The node of the layer, and how many values it has for one example. */
  readonly layer: string
  readonly width: number
  readonly split: SplitName
  /** How many rows the set has. */
  readonly of: number
  readonly rows: Uint32Array
  readonly x: Float64Array
  readonly y: Float64Array
  /** The share of the variance that each axis of `pca` explains. */
  readonly shares?: readonly [number, number]
}

/** Maps the rows of a set, or a sample drawn by seed, by their values in a layer with the weights in use. */
export async function embeddingOf(studio: AppContext, query: EmbeddingQuery): Promise<Embedding> {
  const { layer, split = 'validation', method, seed } = query
  const { ready } = await weightsOf(studio, {})
  const all = ready.split[split]
  if (all.length === 0) return refuse('no-rows', { split })
  await countLook(studio, {}, split, ready)
  const rows = drawn(all, MOST_ROWS, seed)
  const { node, width, values } = await layerRows(studio, { dataset: ready.dataset, rows }, layer)
  const data = { values, rows: rows.length, width }
  const shared = { layer: node, width, split, of: all.length, rows }
  if (method === 'umap') return { ...shared, ...(await runInSlices(umap(data, seed))) }
  return { ...shared, ...(await runInSlices(principalComponents(data))) }
}

export interface NeighborsQuery {
  readonly row: number
  readonly layer?: string | undefined
  /** The set to look in; by default, the training set. */
  readonly split?: SplitName | undefined
  readonly most: number
  readonly metric: 'cosine' | 'euclidean'
}

/** The rows of a set whose values in a layer are nearest to those of a row. */
export async function neighborsOf(studio: AppContext, query: NeighborsQuery) {
  const { row, layer, split = 'train', most, metric } = query
  const { ready } = await weightsOf(studio, {})
  const { dataset, split: sets } = ready
  if (row < 0 || row >= dataset.schema.rows) return refuse('explain-no-row', { row, rows: dataset.schema.rows })
  if (sets[split].length === 0) return refuse('no-rows', { split })
  await countLook(studio, {}, split === 'test' || sets.test.includes(row) ? 'test' : split, ready)
  const rows = drawn(sets[split], MOST_NEIGHBORS, 0).filter((one) => one !== row)
  const own = await layerRows(studio, { dataset, rows: Uint32Array.of(row) }, layer)
  const { values, width, node } = await layerRows(studio, { dataset, rows }, layer)
  const near = nearestValues({ values, rows: rows.length, width }, own.values, most, metric)
  return {
    ...{ layer: node, split, metric, of: sets[split].length, compared: rows.length },
    neighbors: near.map(({ at, distance }) => ({ row: rows[at] as number, distance })),
  }
}

export type Neighbors = Awaited<ReturnType<typeof neighborsOf>>

/** The rows, or as many as are used of them, in ascending order. */
function drawn(rows: Uint32Array, most: number, seed: number): Uint32Array {
  if (rows.length <= most) return rows
  return shuffle(rows.slice(), rng(seed, { kind: 'resample', epoch: 8 }))
    .slice(0, most)
    .sort()
}
