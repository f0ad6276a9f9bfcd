/** @file Into: files that join a set which is there: which sets they may fit, how they are to be read for it, and why they do not fit. */
import '../../../../messages/en/dataset-edits'
import { say } from '../../../../messages/message'
import { columnsMisfit } from '../../../../data/steps/append'
import type { ColumnChoice, Look, ReadOptions } from '../../../../protocol/ingest-messages'
import type { SetRecord } from '../../../../storage/dataset-records'
import type { BringBack } from '../../../../studio/state'
import { useSelect } from '../../../studio-context'

/** The set that the files join, where there is one, and those of the device. */
export function useInto(): { readonly into: SetRecord | undefined; readonly sets: readonly SetRecord[] } {
  const id = useSelect((state) => state.bringInto)
  const sets = useSelect((state) => state.sets.sets)
  return { into: sets.find((one) => one.id === id), sets }
}

/** Files are read as the set is: its types, its size of pictures, its columns alone. */
export function optionsFor({ schema }: Pick<SetRecord, 'schema'>, look: Look | undefined): ReadOptions {
  const columns: Record<string, ColumnChoice> = {}
  for (const { name, type } of schema.columns) if (type !== 'image' && type !== 'array') columns[name] = { type }
  for (const { name } of look?.columns ?? []) if (!mine(schema, name)) columns[name] = { leaveOut: true }
  const picture = schema.columns.find((column) => column.type === 'image')
  const image = picture && {
    height: picture.height,
    width: picture.width,
    channels: picture.channels === 1 ? (1 as const) : (3 as const),
  }
  return { columns, target: schema.target, joins: true, ...(image ? { image } : {}) }
}

/** Files that bring a set back are read as they were then; where that is not known, as they are found, with what its columns say else. */
export function optionsBack(set: BringBack, look: Look | undefined): ReadOptions {
  const { image, target } = optionsFor(set, look)
  const size = image ? { image } : {}
  if (set.read) return { ...size, ...(set.read as ReadOptions) }
  const columns: Record<string, ColumnChoice> = {}
  for (const { name, schema } of look?.columns ?? []) {
    const was = set.schema.columns.find((column) => column.name === schema.name)
    if (!was) columns[name] = { leaveOut: true }
    else if (was.type !== schema.type) columns[name] = { type: was.type }
  }
  return { ...size, ...(target === undefined ? {} : { target }), columns }
}

/** Whether files may be those of a set that is not here: its columns are in them; and whether they are called as it is. */
export function mayBringBack(
  { schema, title }: BringBack,
  look: Look,
  called: string,
): 'so called' | 'may be' | undefined {
  const has = (name: string) => look.columns.some((column) => column.name === name || column.schema.name === name)
  if (!schema.columns.every(({ name }) => has(name))) return undefined
  return title === called || schema.title === called ? 'so called' : 'may be'
}

/** The sets all of whose columns are in the files, by name. */
export function setsThatMayFit(sets: readonly SetRecord[], { columns }: Look): readonly SetRecord[] {
  return sets.filter(({ schema }) =>
    schema.columns.every(({ name }) => columns.some((column) => column.name === name || column.schema.name === name)),
  )
}

/** Why the files do not fit as they are read; undefined where they do. */
export function misfitWords({ schema }: SetRecord, { columns }: Look, asked: ReadOptions): string | undefined {
  const kept = columns.filter(({ name }) => asked.columns?.[name]?.leaveOut !== true)
  const misfit = columnsMisfit(
    schema.columns,
    kept.map((column) => column.schema),
  )
  return misfit && say(misfit)
}

function mine(schema: SetRecord['schema'], name: string): boolean {
  return schema.columns.some((column) => column.name === name)
}
