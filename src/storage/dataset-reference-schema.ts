/**
 * @file The schemas for the dataset reference in a project file and for the schema of a custom dataset, with checks for
 * both.
 */
import * as z from 'zod/mini'
import { fileNames, expectedText } from '../messages/en/files'
import { type Message, message } from '../messages/message'
import type { DatasetSchema } from '../catalog/dataset-schema'
import type { ReadOptions } from '../protocol/ingest-messages'
import type { DatasetDef } from '../catalog/dataset-def'
import type { DataPick, SetMade } from '../compile/project'
import { finite, listOf, text, whole } from './shared-schemas'
import type { Condition } from '../data/condition'

const value = z.union([finite, text(10_000)])

const condition: z.ZodMiniType<Condition> = z.lazy(() =>
  z.union([
    z.object({ all: listOf(condition, 1000) }),
    z.object({ any: listOf(condition, 1000) }),
    z.object({ not: condition }),
    z.object({
      column: text(1000),
      is: z.enum(['=', '!=', '<', '<=', '>', '>=', 'contains', 'in', 'missing']),
      value: z.optional(z.union([value, listOf(value, 10_000)])),
    }),
  ]),
) as z.ZodMiniType<Condition>

/** Named slices, each with its condition. */
const slicesShape = listOf(z.object({ name: text(200), where: condition }), 1000)

/** Limits for imported tables. */
const MOST = {
  columns: 10_000,
  values: 1000,
  name: 200,
  about: 2000,
  axes: 8,
  rowValues: 1_000_000,
  steps: 10_000,
} as const

const about = z.optional(text(MOST.about))
const name = text(MOST.name)

const column = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('number'),
    name,
    unit: z.optional(text(MOST.name)),
    about,
    wide: z.optional(z.literal(true)),
  }),
  z.object({
    ...{ type: z.literal('category'), name, values: listOf(text(MOST.name), MOST.values), about },
    ordered: z.optional(z.literal(true)),
  }),
  z.object({
    type: z.literal('image'),
    name,
    height: whole,
    width: whole,
    channels: whole,
    mask: z.optional(z.literal(true)),
  }),
  z.object({ type: z.literal('text'), name, about }),
  z.object({ type: z.literal('time'), name, about }),
  z.object({ type: z.literal('array'), name, shape: listOf(whole, MOST.axes), about }),
])

/** Zod schema for a dataset schema that is stored in a file. */
export const datasetShape = z.object({
  id: text(64),
  title: text(MOST.name),
  kind: z.enum(['images', 'table', 'points', 'text', 'series']),
  columns: listOf(column, MOST.columns),
  rows: whole,
  testRows: whole,
  target: name,
  ignore: listOf(name, MOST.columns),
})

const sha = z.string().check(z.regex(/^[0-9a-f]{64}$/))

/** Import options that the user can correct; the image size comes from the schema. */
const readShape = z.object({
  format: z.optional(text(40)),
  encoding: z.optional(z.enum(['utf-8', 'utf-16le', 'utf-16be', 'latin1'])),
  separator: z.optional(text(8)),
  quote: z.optional(z.enum(['"', "'", ''])),
  decimal: z.optional(z.enum(['.', ','])),
  header: z.optional(z.boolean()),
  firstRow: z.optional(whole),
  missing: z.optional(listOf(text(MOST.name), MOST.values)),
  part: z.optional(text(MOST.about)),
  target: z.optional(name),
  columns: z.optional(
    z.record(
      name,
      z.object({
        type: z.optional(z.enum(['number', 'category', 'text', 'time', 'image', 'array'])),
        name: z.optional(name),
        leaveOut: z.optional(z.boolean()),
        order: z.optional(z.enum(['dmy', 'mdy', 'ymd'])),
      }),
    ),
  ),
} satisfies Record<Exclude<keyof ReadOptions, 'image' | 'joins'>, unknown>)

const madeShape = z.object({
  base: z.union([
    z.object({ hash: sha, schema: datasetShape }),
    z.object({ dataset: text(64), seed: z.optional(finite), bias: z.optional(finite.check(z.gte(0), z.lte(1))) }),
  ]),
  read: z.optional(readShape),
  steps: z.optional(listOf(z.looseObject({ kind: text(64) }), MOST.steps)),
})

export const pickShape = z.object({
  dataset: text(64),
  samples: z.optional(whole),
  seed: z.optional(finite),
  bias: z.optional(finite.check(z.gte(0), z.lte(1))),
  version: z.optional(text(64)),
  schema: z.optional(datasetShape),
  slices: z.optional(slicesShape),
  made: z.optional(madeShape),
})

/** Whether an id is plain and not the name of a property that every object has, because ids become object keys. */
export function isId(id: string): boolean {
  return /^[A-Za-z0-9][\w.:-]{0,63}$/.test(id) && !(id in Object.prototype)
}

/**
 * What is wrong with a dataset reference that matches the schema; `shipped` finds the datasets that come with Netloom.
 */
export function pickProblem(
  { dataset, version, schema, made }: DataPick,
  shipped: (id: string) => DatasetDef | undefined,
): Message | undefined {
  const known = shipped(dataset)
  if (version === undefined && schema === undefined)
    return known ? undefined : message('file-unknown', { what: 'dataset', kind: dataset.slice(0, 40) })
  const wrong = (where: string, wants: string) =>
    message('file-shape', { file: fileNames.project, where: `data.${where}`, wants })
  if (known || !isId(dataset)) return wrong('dataset', expectedText.ownDatasetId)
  if (version === undefined || !/^[0-9a-f]{64}$/.test(version)) return wrong('version', expectedText.hash)
  if (!schema) return wrong('schema', expectedText.columns)
  if (schema.id !== dataset) return wrong('schema.id', expectedText.value({ value: dataset }))
  return schemaProblem(schema, 'data.schema') ?? (made && madeProblem(made))
}

/**
 * What is wrong with the origin of a dataset. Steps are checked when they are applied, and the shipped dataset when the
 * rows are rebuilt, because the project can be opened without its rows.
 */
function madeProblem({ base }: SetMade): Message | undefined {
  if ('schema' in base) return schemaProblem(base.schema, 'data.made.base.schema', 0)
  const wants = expectedText.datasetId
  return isId(base.dataset)
    ? undefined
    : message('file-shape', { file: fileNames.file, where: 'data.made.base.dataset', wants })
}

/**
 * The first problem with a dataset schema; undefined if it is valid. `leastRows` is 0 for what a dataset began as: one
 * that is collected begins empty.
 */
export function schemaProblem(schema: DatasetSchema, where: string, leastRows = 1): Message | undefined {
  const wrong = (part: string, wants: string) =>
    message('file-shape', { file: fileNames.file, where: `${where}.${part}`, wants })
  const names = new Set(schema.columns.map((one) => one.name))
  if (names.size < schema.columns.length) return wrong('columns', expectedText.differentColumns)
  if (!names.has(schema.target)) return wrong('target', expectedText.oneOfColumns)
  if (schema.ignore.some((one) => !names.has(one))) return wrong('ignore', expectedText.someOfColumns)
  if (schema.rows < leastRows || schema.rows > 1e9 || schema.testRows > schema.rows)
    return wrong('rows', expectedText.atLeast({ least: leastRows }))
  for (const [i, one] of schema.columns.entries()) {
    const sizes = one.type === 'image' ? [one.height, one.width, one.channels] : one.type === 'array' ? one.shape : []
    if (sizes.some((size) => size < 1) || sizes.reduce((product, size) => product * size, 1) > 16 * MOST.rowValues)
      return wrong(`columns[${i}]`, expectedText.possibleSize)
    if (one.type === 'category' && new Set(one.values).size < one.values.length)
      return wrong(`columns[${i}].values`, expectedText.differentValues)
  }
  return undefined
}
