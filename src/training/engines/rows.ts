/**
 * @file Rows: what steps train on. All rows lie on the device, and the order of an epoch says which come next; where they would take
 * too much of it, a window of them does, and is filled with the batches of each chunk of steps before it runs.
 */
import { perRow } from '../../data/columns'
import type { Column, Dataset } from '../../data/dataset'
import type { TrainingJob } from '../../data/job'
import { stageAhead } from '../../data/paged'
import type { FittedInput, FittedOutput } from '../../data/pipeline'
import { hasPaged } from '../../data/is-paged'
import { rowBytes, rowWriter, writeData, writeTables } from '../program/host'
import { rowsOf } from '../program/heads'
import type { Memory } from '../program/machine'
import type { StepConstants } from '../program/ops'
import type { Program } from '../program/program'
import { SPARE_BATCHES } from '../program/to-program'

export interface Rows {
  /** The rows of the steps to come, in the order they are trained on. */
  order(rows: Uint32Array): void
  /** Sees to it that the device finds the batches of these steps, `count` rows each; the steps come back with their `first` there. */
  bring(steps: readonly StepConstants[], count: number): readonly StepConstants[]
  /** These rows stand where a step from 0 on finds them, in place of the epoch's, until the returned function is called. */
  front(rows: Uint32Array): () => void
  /** Most steps over so many rows whose batches are there together. */
  most(count: number): number
}

/**
 * How many rows the device holds: all, or a window with room for `steps` batches of `batch` rows, or as many as `bytes` allow. Rows that
 * are varied are other ones in every step, and those of a paged set come from outside of memory, so all of them never lie there.
 */
export function heldRows(
  { pipeline, augment }: Pick<TrainingJob, 'pipeline' | 'augment'>,
  dataset: Pick<Dataset, 'schema' | 'columns'>,
  { bytes, batch, steps }: { readonly bytes: number; readonly batch: number; readonly steps: number },
): number {
  const all = rowsOf(dataset)
  const fit = Math.floor(bytes / rowBytes(pipeline))
  // A few batches at least, whatever they take: a step needs its own.
  const window = Math.max(SPARE_BATCHES * batch, Math.min(fit, steps * batch))
  if (augment || hasPaged(dataset)) return window
  return all <= fit ? all : Math.min(all, window)
}

/** The rows of a program that holds `held` of them. */
export function makeRows(memory: Memory, program: Program, job: TrainingJob, dataset: Dataset, held: number): Rows {
  return job.augment || hasPaged(dataset) || held < rowsOf(dataset)
    ? windowOf(memory, program, job, dataset, held)
    : resident(memory, program, job, dataset)
}

function resident(memory: Memory, program: Program, job: TrainingJob, dataset: Dataset): Rows {
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
    bring: (steps) => steps,
    front(rows) {
      memory.write(at, rows)
      return () => {
        if (order.length > 0) memory.write(at, order.subarray(0, rows.length))
      }
    },
    most: () => Number.POSITIVE_INFINITY,
  }
}

/** What reads the rows that come next of columns outside of memory. */
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

/** The order on the device names the window's rows one after another and stays; what lies in them changes. */
function windowOf(memory: Memory, program: Program, job: TrainingJob, dataset: Dataset, held: number): Rows {
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
    bring(steps, count) {
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
    front(rows) {
      write(rows)
      return () => undefined
    },
    most: (count) => Math.floor(held / count),
  }
}
