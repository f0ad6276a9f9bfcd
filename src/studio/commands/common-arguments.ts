/** @file Arguments that several commands have. */
import type { LooseParams } from '../../catalog/node-def'
import { checkedLater, integer, list, optional, position, text } from '../arguments'

export const NODE = text('node id')
export const WIRE = text('wire id')
export const BLOCK = text('block id')
export const NOTE = text('note id')

/** Parameters of a node; the command checks them against the parameters of its kind. */
export const PARAMS = checkedLater<LooseParams>('object')

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
