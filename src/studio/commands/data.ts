/** @file Commands for the data in use. */
import { findDataset, knownDataset } from '../../catalog/datasets'
import { datasetOf } from '../../compile/dataset-of-project'
import type { DataPick } from '../../compile/project'
import { commandsText } from '../../messages/en/commands/studio'
import { message, refuse } from '../../messages/message'
import { flag, integer, number, optional, text } from '../arguments'
import { commandsWith } from '../command'
import type { AppContext } from '../context'
import { datasetNamed, planForData, sameTask, setNamed } from '../data/data-session'
import { COLUMN, DATASET } from './common-arguments'

const defineCommand = commandsWith(commandsText)

const isShare = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1

export const useData = defineCommand({
  id: 'data.use',
  args: {
    dataset: DATASET,
    samples: optional(integer()),
    seed: optional({ ...integer(), problem: (seed) => message('seed-not-whole', { seed: Number(seed) }) }),
    bias: optional({
      ...number('rate of a planted bias, 0 to 1'),
      accepts: isShare,
      problem: (bias) => message('bias-rate', { bias: Number(bias) }),
    }),
    version: optional(text('version hash')),
    network: optional(flag()),
  },
  async run(studio, { dataset, samples, seed, bias, version, network }) {
    if (samples !== undefined && samples < 10) return refuse('too-few-samples', { samples })
    const { project } = studio.store.getState()
    const { slices } = project.data.dataset === dataset ? project.data : {}
    const pick: DataPick = {
      ...(await pickNamed(studio, dataset, version)),
      ...(slices && slices.length > 0 ? { slices } : {}),
      ...(samples === undefined ? {} : { samples }),
      ...(seed === undefined ? {} : { seed }),
      // That of a dataset with edits is part of what was edited.
      ...(bias === undefined || !hasPlantedBias(dataset) ? {} : { bias }),
    }
    const before = datasetOf(project.data)
    // Only a user's dataset has a schema in its pick; how its texts are read depends on its rows.
    const isNew = pick.schema && before?.schema.id !== dataset
    const def = isNew
      ? await (await import('../network/draw-network-for-dataset')).readySet(studio, pick)
      : setNamed(pick)
    const plan = planForData(before, def, project.plan)
    // The trial input and its prediction do not fit a different task, so clear them.
    if (!before || !sameTask(before, def)) studio.store.setState({ trial: null, answer: null })
    await studio.data.use(pick, plan)
    if (network) await (await import('../network/draw-network-for-dataset')).fitNetwork(studio, project)
  },
})

function hasPlantedBias(dataset: string): boolean {
  const rows = findDataset(dataset)?.rows
  return rows?.kind === 'generated' && rows.bias !== undefined
}

/**
 * Resolves a dataset id to a pick: a built-in dataset, the dataset in use, or a custom dataset at the given version (by
 * default, its current version).
 */
async function pickNamed(studio: AppContext, dataset: string, version: string | undefined): Promise<DataPick> {
  if (await knownDataset(dataset)) return { dataset }
  const inUse = studio.store.getState().project.data
  if (inUse.dataset === dataset && (version === undefined || version === inUse.version)) {
    const { samples: _samples, seed: _seed, ...rest } = inUse
    return rest
  }
  const { customDatasetPick: ownPick } = await import('../data/custom-dataset-session')
  return ownPick(studio, dataset, version)
}

export const drawForData = defineCommand({
  id: 'data.draw',
  args: {},
  listed: true,
  run: async (studio) => (await import('../network/draw-network-for-dataset')).drawFitting(studio),
})

export const predictColumn = defineCommand({
  id: 'data.predict',
  args: { column: optional(COLUMN), fit: optional(flag()) },
  run: async (studio, request) => (await import('../network/draw-network-for-dataset')).predict(studio, request),
})

export const cancelData = defineCommand({
  id: 'data.cancel',
  args: {},
  enabled: (studio) => studio.store.getState().data.tag === 'loading',
  run: (studio) => studio.data.cancel(),
})

/** Continues training on a larger dataset of the same kind. The active run keeps training while that dataset loads. */
export const goOnWithData = defineCommand({
  id: 'data.goOn',
  args: { dataset: DATASET },
  async run(studio, { dataset }): Promise<string> {
    await knownDataset(dataset)
    datasetNamed(dataset)
    // Download first, so that the active run keeps training meanwhile; switching to the dataset then reads from the
    // cache.
    await studio.data.fetch({ dataset })
    const { run } = studio.store.getState()
    const newest = await studio.runs.newest().catch(() => undefined)
    if (run.tag === 'training' || run.tag === 'paused') await studio.runs.steer('stop')
    await studio.run('data.use', { dataset })
    return studio.runs.start(newest ? { from: { ...newest, epoch: 0 }, orFresh: true } : {})
  },
})
