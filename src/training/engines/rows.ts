/**
 * @file Rows: the data that steps train on. Usually all rows are on the device, and each step picks its rows according
 * to the epoch's order. If all rows would need too much memory, the device stores only a window of rows, which is
 * filled with the batches of each chunk before the chunk runs.
 */
import { perRow } from '../../data/column-operations'
import { SPARE_BATCHES } from '../../data/engine-limits'
import type { Column, Dataset } from '../../data/dataset'
import type { TrainingJob } from '../../data/training-job'
import { stageAhead } from '../../data/paged-columns'
import type { FittedInput, FittedOutput } from '../../data/pipeline'
import { hasPaged } from '../../data/column-values'
import { rowBytes, rowWriter, writeData, writeTables } from '../program/write-data'
import { rowsOf } from '../program/plan-heads'
import type { Memory } from '../program/machine'
import type { StepConstants } from '../program/ops'
import type { Program } from '../program/program'

export interface Rows {
  /** Sets the rows of the next steps, in the order of training. */
  order(rows: Uint32Array): void
  /**
   * Loads the batches of these steps, with `count` rows each, onto the device. Returns the steps with `first` set to
   * the position of their batch on the device.
   */
  load(steps: readonly StepConstants[], count: number): readonly StepConstants[]
  /** Replaces the start of the order, which step 0 reads, with these rows until the returned function is called. */
  override(rows: Uint32Array): () => void
  /** The maximum number of steps whose batches of `count` rows fit on the device at once. */
  mostSteps(count: number): number
}

/**
 * Returns the number of rows stored on the device: all, or a window for `steps` batches of `batch` rows, or as many as
 * fit in `bytes`. Augmented rows differ in every step, and the rows of a paged dataset are not in memory, so both
 * always use a window.
 */
export function loadedRows(
  { pipeline, augment }: Pick<TrainingJob, 'pipeline' | 'augment'>,
  dataset: Pick<Dataset, 'schema' | 'columns'>,
  { bytes, batch, steps }: { readonly bytes: number; readonly batch: number; readonly steps: number },
): number {
  const all = rowsOf(dataset)
  const fit = Math.floor(bytes / rowBytes(pipeline))
  // Leave room for at least a few full batches, because every step needs its own batch.
  const window = Math.max(SPARE_BATCHES * batch, Math.min(fit, steps * batch))
  if (augment || hasPaged(dataset)) return window
  return all <= fit ? all : Math.min(all, window)
}

/** Creates the rows of a program that stores `held` rows on the device. */
export function makeRows(memory: Memory, program: Program, job: TrainingJob, dataset: Dataset, held: number): Rows {
  return job.augment || hasPaged(dataset) || held < rowsOf(dataset)
    ? windowedRows(memory, program, job, dataset, held)
    : residentRows(memory, program, job, dataset)
}

function residentRows(memory: Memory, program: Program, job: TrainingJob, dataset: Dataset): Rows {
  const at = program.views.order
  const most = program.buffers[at.buffer]?.words ?? 0
  let order = new Uint32Array(0)
  writeData(memory, program, job, dataset)
  return {
    order(rows) {
      if (rows.length > most) throw new Error(`an order of ${rows.length} rows where ${most} have room`)
      order = rows.slice()
      memory.write(at, order)
    },
    load: (steps) => steps,
    override(rows) {
      memory.write(at, rows)
      return () => {
        if (order.length > 0) memory.write(at, order.subarray(0, rows.length))
      }
    },
    mostSteps: () => Number.POSITIVE_INFINITY,
  }
}

/** Returns a function that starts reading the next rows of columns that are not in memory. */
function stagerOf({ pipeline }: TrainingJob, { schema, columns }: Dataset) {
  const read = new Set([...pipeline.inputs, ...pipeline.outputs].flatMap(columnsRead))
  return (order: Uint32Array, from: number, count: number): void => {
    for (const [i, of] of schema.columns.entries())
      if (read.has(of.name)) stageAhead(columns[i] as Column, perRow(of), order, from, count)
  }
}

function columnsRead(end: FittedInput | FittedOutput): readonly string[] {
  return 'columns' in end ? end.columns.map(({ column }) => column) : 'column' in end ? [end.column] : []
}

/** The order on the device lists the rows of the window and never changes; only the contents of these rows do. */
function windowedRows(memory: Memory, program: Program, job: TrainingJob, dataset: Dataset, held: number): Rows {
  const write = rowWriter(memory, program, job, dataset, held)
  const ahead = stagerOf(job, dataset)
  const next = new Uint32Array(held)
  let order = new Uint32Array(0)
  writeTables(memory, program, job)
  memory.write(
    program.views.order,
    next.map((_, row) => row),
  )
  return {
    order(rows) {
      order = rows.slice()
    },
    load(steps, count) {
      if (steps.length * count > held)
        throw new Error(`${steps.length} batches of ${count} rows in a window of ${held}`)
      steps.forEach(({ first }, i) => {
        next.set(order.subarray(first, first + count), i * count)
      })
      ahead(order, steps[0]?.first ?? 0, steps.length * count)
      const placeOf = (i: number) => ({ step: (steps[Math.floor(i / count)] as StepConstants).step, at: i % count })
      write(next.subarray(0, steps.length * count), placeOf)
      return steps.map((step, i) => ({ ...step, first: i * count }))
    },
    override(rows) {
      write(rows)
      return () => undefined
    },
    mostSteps: (count) => Math.floor(held / count),
  }
}
