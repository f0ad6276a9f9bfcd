/**
 * @file The course of a run: how the weights, gradients, and activations of each layer are distributed at its
 * checkpoints, kept with its record, and its weights at moments of it.
 */
import { concatFloat32 } from '../../base/bytes'
import { hashArrays } from '../../base/hash'
import { histogramOf } from '../../base/value-histogram'
import { encodeRows } from '../../data/encode-rows'
import { loadPagedRows } from '../../data/paged-columns'
import { type Moment, mostMoments, thinned } from '../../data/training-job'
import type { TrainerClient } from '../../protocol/trainer-client'
import type { CheckpointRecord, Storage } from '../../storage/records'
import type { RunRecorder } from './run-recorder'
import type { LoadedModel } from './trainer-handle'

/** Rows whose activations are counted, and the most values to read at a time: 4 MB. */
const ROWS = 16
const MAX_VALUES = 1e6
/** The most layers, the most checkpoints, and the most layers in all checkpoints. */
const MAX_LAYERS = 64
const MAX_CHECKPOINTS = 100
const MAX_TOTAL = 1000

/** Recorders that are reading; on a slow machine, checkpoints in the meantime are left out. */
const reading = new WeakSet<object>()

/** The number of values that a network computes for one row. */
const sizes = new WeakMap<object, number>()

/** Adds the histograms of the newest checkpoint to the record of its run. */
export async function recordHistograms(
  { model, pipeline, ready }: LoadedModel,
  trainer: TrainerClient,
  recorder: RunRecorder,
): Promise<void> {
  const checkpoint = recorder.snapshot?.checkpoint
  if (!ready || !checkpoint || reading.has(recorder)) return
  const { run, step, epoch, weights } = checkpoint
  reading.add(recorder)
  try {
    const own = model.config.layers.filter(({ class_name }) => class_name !== 'InputLayer').slice(0, MAX_LAYERS)
    const names = own.map(({ name }) => name)
    const known = ready.split.validation.length > 0 ? ready.split.validation : ready.split.train
    const read = async (count: number) => {
      const rows = known.slice(0, count)
      const dataset = await loadPagedRows(ready.dataset, rows)
      const inputs = pipeline.inputs.map((input) => encodeRows(input, dataset, rows))
      const answer = await trainer.ask({ type: 'layers', inputs, count: rows.length, names, gradients: true })
      return answer.type === 'layers' ? answer : undefined
    }
    const size = sizes.get(model) ?? (await read(1))?.results.reduce((sum, { values }) => sum + values.length, 1) ?? 1
    sizes.set(model, size)
    const answer = await read(Math.min(ROWS, Math.max(1, Math.floor(MAX_VALUES / size))))
    const activations = new Map(answer?.results.map(({ layer, values }) => [layer, histogramOf([values])]))
    const gradients = new Map(answer?.gradients?.map(({ layer, histogram }) => [layer, histogram]))
    const parts = new Map<string, Float32Array[]>()
    let at = 0
    for (const { name, shape } of weights.specs) {
      const layer = name.split('/')[0] as string
      const from = at
      at += shape.reduce((product, n) => product * n, 1)
      parts.set(layer, [...(parts.get(layer) ?? []), weights.data.subarray(from, at)])
    }
    const layers = Object.fromEntries(
      names.map((layer) => {
        const own = parts.get(layer)
        const found = { activations: activations.get(layer), gradients: gradients.get(layer) }
        const known = Object.entries({ ...found, weights: own && histogramOf(own) })
        return [layer, Object.fromEntries(known.filter(([, histogram]) => histogram))]
      }),
    )
    const record = recorder.snapshot?.record
    if (record?.id !== run || record.histograms?.at(-1)?.step === step) return
    const most = Math.max(8, Math.min(MAX_CHECKPOINTS, Math.floor(MAX_TOTAL / names.length)))
    const kept = thinned([...(record.histograms ?? []), { step, epoch, layers }], most)
    recorder.note(run, { histograms: kept })
  } catch {
    // The run or its worker has ended; the record stays as it is.
  } finally {
    reading.delete(recorder)
  }
}

/** Stores the moments of the run of a checkpoint; those of a resumed run follow its earlier ones. */
export async function storeMoments(
  { runs }: Pick<Storage, 'runs'>,
  checkpoint: CheckpointRecord | undefined,
  moments: readonly Moment[],
): Promise<void> {
  const last = moments.at(-1)
  if (!checkpoint || !last) return
  const { run, model, pipeline, weights } = checkpoint
  const before = momentsOf(await runs.moments(run)).filter(({ step }) => step < (moments[0]?.step ?? 0))
  const all = thinned([...before, ...moments], mostMoments(last.data.length))
  const data = concatFloat32(all.map((one) => one.data))
  const place = { run, step: last.step, epoch: last.epoch, hash: hashArrays([data]) }
  const times = all.map(({ step, epoch }) => ({ step, epoch }))
  await runs.putMoments({ ...place, model, pipeline, weights: { specs: weights.specs, data }, moments: times })
}

/** The moments in their stored record. */
export function momentsOf(record: CheckpointRecord | undefined): readonly Moment[] {
  const { moments = [], weights } = record ?? {}
  const size = (weights?.data.length ?? 0) / moments.length
  return moments.map((one, i) => ({
    ...one,
    data: weights?.data.slice(i * size, (i + 1) * size) ?? new Float32Array(0),
  }))
}
