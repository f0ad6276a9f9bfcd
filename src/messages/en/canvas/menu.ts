/** @file UI text for the context menu of the canvas, and for the steps in its history. */
import { defineText } from '../../define'
import type { Noun } from './board'
import { counted } from '../../format'

export const menuText = defineText('canvas/menu', {
  fix: (a: { fix: string }) => `Fix: ${a.fix}`,
  add: (a: { noun: Noun }) => `Add a ${a.noun}…`,
  addAfter: (a: { noun: Noun }) => `Add a ${a.noun} after…`,
  addBefore: (a: { noun: Noun }) => `Add a ${a.noun} before…`,
  insert: (a: { noun: Noun }) => `Insert a ${a.noun}…`,
  insertNode: (a: { node: string }) => `Insert ${a.node}`,
  connectTo: 'Connect to…',
  connectFrom: 'Connect from…',
  reconnectTo: 'Reconnect to…',
  reconnectFrom: 'Reconnect from…',
  editNote: 'Edit note',
  attachToCanvas: 'Attach to canvas',
  attachToNode: (a: { node: string }) => `Attach to ${a.node}`,
  settings: 'Settings',
  rename: 'Rename',
  replace: 'Replace with…',
  arrange: 'Arrange',
  remove: 'Delete',
})

interface Ends {
  readonly from: string
  readonly to: string
}

export const stepsText = defineText('canvas/menu/steps', {
  /** A number of nodes, for use in the sentences below. */
  nodes: (a: { nodes: number; noun: Noun }) => counted(a.nodes, a.noun),
  /** One of several nodes with the same name. */
  nth: (a: { node: string; nth: number; of: number }) => `${a.node} (${a.nth} of ${a.of})`,
  group: (a: { block: string }) => `Group into ${a.block}`,
  ungroup: (a: { block: string }) => `Ungroup ${a.block}`,
  replace: (a: { before: string; after: string }) => `Replace ${a.before} with ${a.after}`,
  add: (a: { nodes: string }) => `Add ${a.nodes}`,
  remove: (a: { nodes: string }) => `Delete ${a.nodes}`,
  rename: (a: { before: string; after: string }) => `Rename ${a.before} to ${a.after}`,
  move: (a: { nodes: string }) => `Move ${a.nodes}`,
  moveAll: { layer: 'Move layers', stage: 'Move stages' } satisfies Record<Noun, string>,
  change: (a: { nodes: string }) => `Change ${a.nodes}`,
  set: (a: { param: string; nodes: string; value: string }) => `Set ${a.param} of ${a.nodes} to ${a.value}`,
  reset: (a: { param: string; nodes: string }) => `Reset ${a.param} of ${a.nodes} to its default`,
  setSeveral: (a: { params: number; nodes: string }) => `Change ${counted(a.params, 'setting')} of ${a.nodes}`,
  insert: (a: Ends & { node: string }) => `Insert ${a.node} between ${a.from} and ${a.to}`,
  connect: (a: Ends) => `Connect ${a.from} to ${a.to}`,
  connectSeveral: (a: { wires: number }) => `Connect ${counted(a.wires, 'wire')}`,
  reconnect: (a: Ends) => `Reconnect the wire: ${a.from} to ${a.to}`,
  disconnect: (a: Ends) => `Delete the wire from ${a.from} to ${a.to}`,
  disconnectSeveral: (a: { wires: number }) => `Delete ${counted(a.wires, 'wire')}`,
  block: {
    remove: (a: { block: string }) => `Delete the block ${a.block}`,
    change: (a: { block: string }) => `Change the block ${a.block}`,
    keep: (a: { block: string; version: number }) => `Save ${a.block} to the library as version ${a.version}`,
    update: (a: { block: string; version: number }) => `Update ${a.block} to version ${a.version}`,
    /** A step that was made inside a block. */
    inside: (a: { step: string; block: string }) => `${a.step}, in ${a.block}`,
  },
  note: {
    add: 'Add a note',
    addSeveral: (a: { notes: number }) => `Add ${counted(a.notes, 'note')}`,
    remove: 'Delete a note',
    removeSeveral: (a: { notes: number }) => `Delete ${counted(a.notes, 'note')}`,
    edit: 'Edit a note',
    attach: 'Attach a note',
    attachToCanvas: 'Attach a note to the canvas',
    move: 'Move a note',
  },
})
