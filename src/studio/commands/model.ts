/** @file Commands for models: save, predict, export, import. */
import { moreCommandsText } from '../../messages/en/commands/more'
import { message, Refusal, refuse } from '../../messages/message'
import type { ModelRecord } from '../../storage/records'
import { checkedLater, flag, instance, integer, list, number, oneOf, optional, shape, text } from '../arguments'
import { commandsWith } from '../command'
import { loadMetricsFor } from '../console/loaded-metrics'
import type { AppContext } from '../context'
import { NODE, ROW } from './common-arguments'
import { testSetViews } from '../data/test-set-views'
import { decidedPipeline, hasDecisions, refuseOpenElsewhere } from '../training/weights-in-use'
import { isFree } from '../training/run-lifecycle'
import { showUsage } from '../project/project-session'

const defineCommand = commandsWith(moreCommandsText)

const NAMED_MODEL = { name: text(), version: optional(integer()) }

async function kept(studio: AppContext, name: string, version?: number): Promise<ModelRecord> {
  return (await studio.storage.models.get(name, version)) ?? refuse('no-model', { name, version: version ?? 0 })
}

const isEdited = ({ store }: AppContext) => store.getState().inUse?.edits !== undefined
const isChanged = (studio: AppContext) => isEdited(studio) || studio.store.getState().inUse?.isReplay === true

async function listAgain(studio: AppContext): Promise<void> {
  const models = await studio.storage.models.list()
  await loadMetricsFor(models)
  studio.store.setState({ models })
  await showUsage(studio.store, studio.storage)
}

export const saveModel = defineCommand({
  id: 'model.save',
  args: { name: text() },
  async run(studio, { name }) {
    const trimmed = name.trim().slice(0, 80)
    if (trimmed === '') return refuse('name-empty', {})
    ;(await import('../models/change-weights')).refuseEdited(studio)
    const newest = await studio.runs.newest()
    const { model, pipeline, weights, hash, run } = newest
    const state = studio.store.getState()
    const { metrics, runs, models, storage, testLooks, data } = state
    const row = runs.find(({ id }) => id === run)
    const [{ lineageOf }, { evaluatedAsDecided }] = await Promise.all([
      import('../operate/registry/registry'),
      import('../evaluation/decisions'),
    ])
    const lineage = lineageOf(state, newest, trimmed)
    const decided = decidedPipeline(pipeline, row?.decisions)
    // After a reload, the metrics are those that the run ended with.
    const isStale = metrics && hasDecisions(row?.decisions) && !metrics.isDecided
    const evaluated = isStale ? await evaluatedAsDecided(studio, decided, metrics) : metrics
    const sets = [state.evaluated, data.tag === 'ready' ? data : null].find((one) => one?.key === evaluated?.data)
    const added = await studio.storage.models.add({
      name: trimmed,
      model,
      pipeline: decided,
      weights,
      hash,
      metrics: evaluated && {
        ...evaluated,
        testLooks: sets ? testSetViews(testLooks, sets) : (evaluated.testLooks ?? 0),
        ...(lineage.mayBeSeen && evaluated.split !== 'train' ? { mayBeSeen: true } : {}),
      },
      content: row?.content ?? studio.projects.content(),
      run: {
        id: run,
        ...(row?.chosen ? { chosen: row.chosen } : {}),
        ...(row?.engine ? { engine: row.engine.name } : {}),
      },
      lineage,
    })
    // Ask for persistent storage once there is something worth keeping.
    if (models.length === 0 && !storage.persisted) await studio.storage.persist().catch(() => false)
    await listAgain(studio)
    return { name: added.name, version: added.version }
  },
})

export const listModels = defineCommand({
  id: 'model.list',
  args: {},
  run: (studio) => studio.storage.models.list(),
})

export const removeModel = defineCommand({
  id: 'model.remove',
  args: NAMED_MODEL,
  async run(studio, { name, version }) {
    refuseOpenElsewhere(studio.store.getState())
    await kept(studio, name, version)
    await studio.storage.models.remove(name, version)
    await listAgain(studio)
  },
})

export const predict = defineCommand({
  id: 'model.predict',
  args: { model: optional(shape(NAMED_MODEL)), inputs: checkedLater<unknown>('raw samples') },
  async run(studio, { model, inputs }) {
    const record = model ? await kept(studio, model.name, model.version) : undefined
    const { pipeline } = record ?? studio.runs.loadable() ?? refuse('nothing-trained', {})
    const { encodeRaw } = await import('../../data/encode-raw')
    const { decodeOutputs } = await import('../../data/decode-outputs')
    const encoded = encodeRaw(pipeline, inputs)
    if (!encoded.ok) throw new Refusal(encoded.error)
    const { count } = encoded.value
    const outputs = record
      ? await studio.predictor.predict(
          `${record.name}@${record.version}:${record.hash}`,
          record,
          encoded.value.inputs,
          count,
        )
      : await studio.runs.predict(encoded.value.inputs, count)
    return { outputs: decodeOutputs(pipeline, outputs, count, inputs) }
  },
})

export const readLayer = defineCommand({
  id: 'layer.values',
  args: { node: NODE, row: optional(ROW) },
  run: async (studio, { node, row }) => (await import('../models/layer-values')).layerValues(studio, node, row),
})

export const readLayers = defineCommand({
  id: 'layer.all',
  args: {
    nodes: list(NODE),
    row: optional(ROW),
    points: optional(list(list(number()))),
    gradients: optional(flag()),
    kernels: optional(flag()),
    details: optional(flag()),
  },
  run: async (studio, query) => (await import('../models/layer-values')).readLayers(studio, query),
})

export const explainLayer = defineCommand({
  id: 'layer.explain',
  args: { node: NODE, row: optional(ROW), index: integer() },
  run: async (studio, query) => (await import('../models/layer-values')).explainLayer(studio, query),
})

export const muteLayer = defineCommand({
  id: 'layer.mute',
  args: { node: NODE, channels: optional(list(integer())) },
  run: async (studio, query) => (await import('../models/change-weights')).muteLayer(studio, query),
})

export const listWeights = defineCommand({
  id: 'weights.list',
  args: { node: NODE },
  run: async (studio, { node }) => (await import('../models/layer-values')).layerWeights(studio, node),
})

export const editWeight = defineCommand({
  id: 'weights.edit',
  args: { node: NODE, weight: text('weight'), index: integer(), value: number() },
  enabled: ({ store }) => isFree(store.getState().run),
  run: async (studio, edit) => (await import('../models/change-weights')).editWeight(studio, edit),
})

export const undoWeight = defineCommand({
  id: 'weights.undo',
  args: {},
  listed: true,
  enabled: isEdited,
  run: async (studio) => (await import('../models/change-weights')).takeBackEdits(studio, 'last'),
})

export const resetWeights = defineCommand({
  id: 'weights.reset',
  args: {},
  listed: true,
  enabled: isChanged,
  run: async (studio) => (await import('../models/change-weights')).takeBackEdits(studio, 'all'),
})

export const layerHistory = defineCommand({
  id: 'layer.history',
  args: { node: NODE },
  run: async (studio, { node }) => (await import('../models/layer-values')).layerHistory(studio, node),
})

export const showValues = defineCommand({
  id: 'view.values',
  args: { on: optional(flag()) },
  listed: true,
  run(studio, { on = studio.store.getState().canvas.hidesValues === true }) {
    studio.store.setState(({ canvas }) => ({ canvas: { ...canvas, hidesValues: !on } }))
  },
})

export const exportModel = defineCommand({
  id: 'model.export',
  args: {
    ...NAMED_MODEL,
    format: optional({
      ...oneOf('zip', 'server'),
      problem: (_: unknown, format: string) => message('unknown-format', { format }),
    }),
  },
  async run(studio, { name, version, format = 'zip' }): Promise<Uint8Array<ArrayBuffer>> {
    const { verify } = await import('../models/export-model')
    const record = await kept(studio, name, version)
    if (format === 'zip') return verify(studio, record)
    const { serverFor } = await import('../models/export-model')
    return verify(studio, record, await serverFor(record))
  },
})

export const importModel = defineCommand({
  id: 'model.import',
  args: { bytes: instance<Uint8Array>(Uint8Array) },
  async run(studio, { bytes }) {
    const { readVerified } = await import('../models/import-model')
    const added = await studio.storage.models.add(await readVerified(studio, bytes))
    await listAgain(studio)
    return { name: added.name, version: added.version }
  },
})
