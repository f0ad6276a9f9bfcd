/** @file Arguments that several commands have. */
import type { LooseParams } from '../../catalog/node-def'
import type { Condition } from '../../data/condition'
import { PAGE_IDS } from '../../messages/en/shell/pages'
import { message } from '../../messages/message'
import { BACKENDS } from '../../protocol/backend'
import {
  checkedLater,
  either,
  instance,
  integer,
  list,
  objectWith,
  oneOf,
  optional,
  position,
  text,
} from '../arguments'

export const NODE = text('node id')
export const WIRE = text('wire id')
export const BLOCK = text('block id')
export const NOTE = text('note id')

export const DATASET = text('dataset id')
export const COLUMN = text('column')
export const ROW = integer('row number')
export const ROWS = either(list(ROW), instance(Uint32Array))
/** A condition as text or as data, such as "age < 30". */
export const CONDITION = checkedLater<Condition | string>('condition')

/** Parameters of a node; the command checks them against the parameters of its kind. */
export const PARAMS = objectWith<LooseParams>('object')

/** A page of the app. */
export const PAGE = {
  ...oneOf(...PAGE_IDS),
  problem: (_: unknown, page: string) => message('no-page', { room: page }),
}

const unknownBackend = (_: unknown, backend: string) => message('unknown-backend', { backend })

export const BACKEND = { ...oneOf(...BACKENDS), problem: unknownBackend }

/** A backend, or `auto` for the best one. */
export const BACKEND_CHOICE = { ...oneOf('auto', ...BACKENDS), problem: unknownBackend }

/** Nodes to change; the selected ones if left out. */
export const NODES = optional(list(NODE))
export const NOTES = optional(list(NOTE))

/** Where to insert nodes. If several arguments are given, the first one listed here is used. */
export const INSERT_AT = {
  wire: optional(WIRE),
  after: optional(NODE),
  from: optional(NODE),
  out: optional(integer()),
  to: optional(NODE),
  port: optional(integer()),
  position: optional(position),
}
