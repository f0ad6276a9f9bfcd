/**
 * @file The stages of a small example pipeline: where records come from, how they are processed, and where they end.
 */
import { message } from '../../messages/message'
import { count } from '../../messages/format'
import { fail, ok } from '../../base/result'
import type { Catalog } from '../../catalog/node-def'
import { choice, float, int, text } from '../../catalog/params'
import { defineStage, type StageDef, type Stream } from './stage-def'

const name = (label: string, preset: string) => text({ label, default: preset, maxLength: 40 })
const share = (label: string, preset: number) => float({ label, default: preset, min: 0, max: 1, step: 0.05 })

/** Returns a problem if a stage needs a field that its input lacks. */
function unless(stream: Stream, label: string, field: string) {
  return stream.fields.includes(field)
    ? undefined
    : fail(message('param-choice', { param: label, value: field, options: stream.fields }))
}

const source = defineStage({
  kind: 'source',
  title: 'Source',
  family: 'end',
  summary: 'Records come from here.',
  inputs: 'none',
  params: {
    fields: text({ label: 'Fields', default: 'id amount country', maxLength: 200 }),
    rate: int({ label: 'Records a second', default: 1000, min: 1, max: 1_000_000 }),
  },
  glance: ({ rate }) => `${count(rate)} a second`,
  shape: (_, { fields, rate }) => ok({ fields: fields.split(/\s+/).filter(Boolean), rate }),
  micros: () => 0,
})

const filter = defineStage({
  kind: 'filter',
  title: 'Filter',
  family: 'regularises',
  summary: 'Lets through a share of the records, by one field.',
  search: 'where select drop',
  inputs: 'one',
  params: { field: name('Field', 'amount'), keeps: share('Keeps', 0.5) },
  glance: ({ field, keeps }) => `${count(Math.round(keeps * 100))} % by ${field}`,
  shape: ([stream = NOTHING], { field, keeps }) =>
    unless(stream, 'Field', field) ?? ok({ ...stream, rate: stream.rate * keeps }),
  micros: () => 2,
})

const map = defineStage({
  kind: 'map',
  title: 'Map',
  family: 'reshapes',
  summary: 'Works out a new field from another.',
  search: 'compute derive feature',
  inputs: 'one',
  params: {
    from: name('From', 'amount'),
    to: name('To', 'score'),
    how: choice({ label: 'How', default: 'log', options: ['log', 'square', 'bucket'] }),
  },
  glance: ({ from, to, how }) => `${to} = ${how} ${from}`,
  shape: ([stream = NOTHING], { from, to }) =>
    unless(stream, 'From', from) ?? ok({ ...stream, fields: [...stream.fields.filter((one) => one !== to), to] }),
  micros: ({ how }) => (how === 'bucket' ? 3 : 1),
})

const model = defineStage({
  kind: 'model',
  title: 'Model',
  family: 'learns',
  summary: 'Asks a model for an answer about each record.',
  inputs: 'one',
  params: {
    alias: choice({ label: 'Alias', default: 'champion', options: ['champion', 'challenger', 'shadow'] }),
    micros: int({ label: 'Microseconds a record', default: 200, min: 1, max: 1_000_000 }),
  },
  glance: ({ alias, micros }) => `${alias}, ${count(micros)} µs`,
  shape: ([stream = NOTHING]) =>
    ok({ ...stream, fields: [...stream.fields.filter((one) => one !== 'answer'), 'answer'] }),
  micros: ({ micros }) => micros,
})

const join = defineStage({
  kind: 'join',
  title: 'Join',
  family: 'combines',
  summary: 'Puts records of several streams together by a field that all of them have.',
  inputs: 'many',
  params: { by: name('By', 'id') },
  glance: ({ by }) => `by ${by}`,
  shape(streams, { by }) {
    for (const stream of streams) {
      const missing = unless(stream, 'By', by)
      if (missing) return missing
    }
    const fields = [...new Set(streams.flatMap((stream) => stream.fields))]
    return ok({ fields, rate: Math.min(...streams.map(({ rate }) => rate)) })
  },
  micros: () => 5,
})

const sink = defineStage({
  kind: 'sink',
  title: 'Sink',
  family: 'end',
  summary: 'Records are written here.',
  inputs: 'one',
  out: false,
  params: { table: name('Table', 'results') },
  glance: ({ table }) => `into ${table}`,
  shape: ([stream = NOTHING]) => ok(stream),
  micros: () => 1,
})

const NOTHING: Stream = { fields: [], rate: 0 }

const all: readonly StageDef[] = [source, filter, map, model, join, sink]
const byKind: ReadonlyMap<string, StageDef> = new Map(all.map((stage) => [stage.kind, stage]))

export const stages: Catalog<Stream, StageDef> = {
  kinds: all.map(({ kind }) => kind),
  find: (kind) => byKind.get(kind),
}
