/**
 * @file Files for an existing dataset: which datasets the files may fit, how to read the files to add rows to a dataset
 * or to restore it, and why files do not fit.
 */
import '../../../../messages/en/dataset-edits'
import { formatMessage } from '../../../../messages/message'
import { columnMismatch } from '../../../../data/edit-steps/append-step'
import type { ColumnChoice, ImportPreview, ReadOptions } from '../../../../protocol/ingest-messages'
import type { SetRecord } from '../../../../storage/dataset-records'
import type { MissingDataset } from '../../../../studio/state'
import { useSelect } from '../../../studio-context'

/** Returns the dataset to which the files are added, if any, and all datasets on the device. */
export function useTargetDataset(): { readonly into: SetRecord | undefined; readonly sets: readonly SetRecord[] } {
  const id = useSelect((state) => state.bringInto)
  const datasets = useSelect((state) => state.sets.sets)
  return { into: datasets.find((one) => one.id === id), sets: datasets }
}

/**
 * Options for reading the files in the same way as the dataset: with its column types, its image size, and only its
 * columns.
 */
export function optionsFor({ schema }: Pick<SetRecord, 'schema'>, preview: ImportPreview | undefined): ReadOptions {
  const columns: Record<string, ColumnChoice> = {}
  for (const { name, type } of schema.columns) if (type !== 'image' && type !== 'array') columns[name] = { type }
  for (const { name } of preview?.columns ?? []) if (!hasColumn(schema, name)) columns[name] = { leaveOut: true }
  const imageColumn = schema.columns.find((column) => column.type === 'image')
  const image = imageColumn && {
    height: imageColumn.height,
    width: imageColumn.width,
    channels: imageColumn.channels === 1 ? (1 as const) : (3 as const),
  }
  return { columns, target: schema.target, joins: true, ...(image ? { image } : {}) }
}

/**
 * The options for restoring a dataset: the options of its first import or, if those are unknown, the detected options
 * adjusted to its columns.
 */
export function optionsToRestore(missing: MissingDataset, preview: ImportPreview | undefined): ReadOptions {
  const { image, target } = optionsFor(missing, preview)
  const size = image ? { image } : {}
  if (missing.read) return { ...size, ...(missing.read as ReadOptions) }
  const columns: Record<string, ColumnChoice> = {}
  for (const { name, schema } of preview?.columns ?? []) {
    const was = missing.schema.columns.find((column) => column.name === schema.name)
    if (!was) columns[name] = { leaveOut: true }
    else if (was.type !== schema.type) columns[name] = { type: was.type }
  }
  return { ...size, ...(target === undefined ? {} : { target }), columns }
}

/**
 * Whether the files may belong to a missing dataset, in which case they contain all its columns. The result also says
 * whether the name matches.
 */
export function mayRestore(
  { schema, title }: MissingDataset,
  preview: ImportPreview,
  called: string,
): 'sameName' | 'sameColumns' | undefined {
  const has = (name: string) => preview.columns.some((column) => column.name === name || column.schema.name === name)
  if (!schema.columns.every(({ name }) => has(name))) return undefined
  return title === called || schema.title === called ? 'sameName' : 'sameColumns'
}

/** The datasets whose columns all occur in the files, matched by column name. */
export function datasetsThatMayFit(datasets: readonly SetRecord[], { columns }: ImportPreview): readonly SetRecord[] {
  return datasets.filter(({ schema }) =>
    schema.columns.every(({ name }) => columns.some((column) => column.name === name || column.schema.name === name)),
  )
}

/** Explains why the files do not fit with the current options; undefined if they fit. */
export function misfitText(
  { schema }: SetRecord,
  { columns }: ImportPreview,
  requested: ReadOptions,
): string | undefined {
  const kept = columns.filter(({ name }) => requested.columns?.[name]?.leaveOut !== true)
  const misfit = columnMismatch(
    schema.columns,
    kept.map((column) => column.schema),
  )
  return misfit && formatMessage(misfit)
}

function hasColumn(schema: SetRecord['schema'], name: string): boolean {
  return schema.columns.some((column) => column.name === name)
}
