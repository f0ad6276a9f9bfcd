/**
 * @file Turns the gallery's examples into training jobs on their own data, for tests in Node: bundled files are read
 * from disk.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatasetDef } from '../../catalog/dataset-def'
import { findDataset } from '../../catalog/datasets/all'
import { checkNetwork } from '../../compile/check-network'
import { toJob } from '../../compile/to-training-job'
import type { Dataset } from '../../data/dataset'
import { loadSplitStrategies } from '../../data/load-split-strategies'
import { makeSplit } from '../../data/split'
import type { TrainingJob } from '../../data/training-job'
import { templates } from '../../gallery'
import { DEFAULT_SEED } from '../../storage/load-dataset'
import { openStorage } from '../../storage/open-storage'
import { loadOnce } from './load-once'

export interface GalleryJob {
  readonly job: TrainingJob
  readonly dataset: Dataset
}

/** Every example that can be trained. */
export const EXAMPLES: readonly string[] = templates.filter(({ id }) => id !== 'blank').map(({ id }) => id)

/** The training job of an example with its original plan. */
export async function galleryJob(id: string): Promise<GalleryJob> {
  const content = templates.find((template) => template.id === id)?.content
  const def = findDataset(content?.data.dataset ?? '')
  const drawing = content?.networks[0]?.drawing
  if (!content || !def || !drawing) throw new Error(`no example is called ${id}`)
  const dataset = await rowsOf(def)
  const { plan } = content
  await loadSplitStrategies(plan.split)
  const split = makeSplit(dataset, plan.split, plan.seed, plan.target ?? def.schema.target)
  return { job: toJob(checkNetwork(drawing, def.schema, plan), plan, dataset, split).job, dataset }
}

/** Datasets that were loaded before, by id: several examples and tests use the same one. */
const loaded = new Map<string, Promise<Dataset>>()

function rowsOf(def: DatasetDef): Promise<Dataset> {
  const known = loaded.get(def.schema.id) ?? loadRows(def)
  loaded.set(def.schema.id, known)
  return known
}

async function loadRows(def: DatasetDef): Promise<Dataset> {
  const { chunks } = await openStorage()
  const fetch = async (url: string | URL | Request) =>
    new Response(await readFile(join('public/data', new URL(String(url)).pathname)))
  return loadOnce(def, {
    chunks,
    fetch: fetch as typeof globalThis.fetch,
    base: 'http://files/',
    seed: DEFAULT_SEED,
  })
}
