/** @file The canvas commands, which run on any board. */
import type { BoardCommand } from '../command'
import * as blockParams from './block-params'
import * as blocks from './blocks'
import * as canvas from './canvas'
import * as clip from './clipboard'
import * as edit from './edit'
import * as graph from './graph'
import * as order from './layer-order'
import * as notes from './notes'

/**
 * To add a canvas command, define it in the file for its topic and add it to this list, which is part of the studio's
 * command list.
 */
export const boardCommands: readonly BoardCommand[] = [
  graph,
  blocks,
  blockParams,
  canvas,
  clip,
  edit,
  notes,
  order,
].flatMap((group) => Object.values(group) as readonly BoardCommand[])

const ids: ReadonlySet<string> = new Set(boardCommands.map(({ id }) => id))

/** Whether a command is a canvas command and so runs on any board. */
export function isOnBoard(id: string): boolean {
  return ids.has(id)
}
