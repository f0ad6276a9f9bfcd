/**
 * @file Messages about graph edits: fixes of problems, and why layers cannot be grouped into a block; one entry per
 * code.
 */
import { defineMessages } from '../define'
import { count, counted, dimensions, list } from '../format'
import { optionName } from './option-names'

type Shape = readonly number[]

export const graph = defineMessages('graph', {
  'fix-remove-wire': (a: { wires: number }) =>
    a.wires === 1 ? 'Delete the wire' : `Delete ${counted(a.wires, 'wire')}`,
  'fix-remove-node': (a: { layer: string }) => `Delete ${a.layer}`,
  'fix-add': (a: { layer: string }) => `Add ${a.layer}`,
  'fix-clamp': (a: { values: readonly { param: string; value: string }[] }) =>
    `Set ${list(a.values.map(({ param, value }) => `${param} to ${optionName(value)}`))}`,
  'fold-nothing': 'Select the layers to group into a block first.',
  'fold-end': (a: { layer: string }) => `${a.layer} is an input or an output, so it cannot be part of a block.`,
  'fold-around': (a: { layer: string }) =>
    `${a.layer} lies between the selected layers, so the block's output would flow back into the block. Also select ${a.layer}.`,
  'fix-unfreeze': (a: { layers: readonly string[] }) => `Unfreeze ${list(a.layers)}`,
  'fix-unfreeze-all': 'Unfreeze all',
  'fix-insert': (a: { layers: readonly string[] }) => `Insert ${list(a.layers)}`,
  'fix-flatten-hint': (a: { from: Shape; to: number }) =>
    `Adds a Flatten layer, which turns ${dimensions(a.from)} into ${count(a.to)}.`,
  'fix-reshape': (a: { shape: Shape }) => `Reshape to ${dimensions(a.shape)}`,
  'fix-set': (a: { param: string; value: string }) => `Set ${a.param} to ${optionName(a.value)}`,
  'fix-from-data': (a: { shape: Shape }) => `Use the shape of the data, ${dimensions(a.shape)}`,
  'fix-rename': 'Use a unique name',
  'fix-replace': (a: { layer: string; by: string }) => `Replace ${a.layer} with ${a.by}`,
  'fix-project': (a: { branches: readonly string[] }) => `Match the shape of ${list(a.branches)}`,
  'fix-project-hint': (a: { shape: Shape }) => `Adds a small layer that outputs ${dimensions(a.shape)}.`,
  'fix-wire-from': (a: { layers: readonly string[] }) => `Connect ${list(a.layers)} to it`,
})
