/** @file UI text for the context menu of the canvas. */
import { defineText } from '../../define'
import type { Noun } from './nouns'

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
