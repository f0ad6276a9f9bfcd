/** @file English sentences of what is done to a drawing: fixes, and blocks that cannot be folded; one function a code. */
import { defineMessages } from '../define'
import { count, list, dimensions } from '../format'

type Shape = readonly number[]

export const graph = defineMessages('graph', {
  'fix-remove-wire': (a: { wires: number }) => (a.wires === 1 ? 'Remove the wire' : `Remove ${count(a.wires)} wires`),
  'fix-remove-node': (a: { layer: string }) => `Remove ${a.layer}`,
  'fix-add': (a: { layer: string }) => `Add ${a.layer}`,
  'fix-clamp': (a: { values: readonly { param: string; value: string }[] }) =>
    `Set ${list(a.values.map(({ param, value }) => `${param} to ${value}`))}`,
  'fold-nothing': (_: object) => 'Select the layers that are to become a block.',
  'fold-end': (a: { layer: string }) => `${a.layer} is an end and cannot be part of a block.`,
  'fold-around': (a: { layer: string }) =>
    `${a.layer} lies between the selected layers: folded without it, the block would feed itself. Select it too.`,
  'fix-unfreeze': (a: { layers: readonly string[] }) => `Unfreeze ${list(a.layers)}`,
  'fix-unfreeze-all': (_: object) => 'Unfreeze all',
  'fix-insert': (a: { layers: readonly string[] }) => `Insert ${list(a.layers)}`,
  'fix-flatten-hint': (a: { from: Shape; to: number }) =>
    `A Flatten before it turns ${dimensions(a.from)} into ${count(a.to)}.`,
  'fix-reshape': (a: { shape: Shape }) => `Reshape to ${dimensions(a.shape)}`,
  'fix-set': (a: { param: string; value: string }) => `Set ${a.param} to ${a.value}`,
  'fix-from-data': (a: { shape: Shape }) => `Take ${dimensions(a.shape)} from the data`,
  'fix-rename': (_: object) => 'Give it a name of its own',
  'fix-replace': (a: { layer: string; by: string }) => `Put ${a.by} in place of ${a.layer}`,
  'fix-project': (a: { branches: readonly string[] }) => `Fit ${list(a.branches)}`,
  'fix-project-hint': (a: { shape: Shape }) => `A small layer in between turns it into ${dimensions(a.shape)}.`,
  'fix-wire-from': (a: { layers: readonly string[] }) => `Wire it from ${list(a.layers)}`,
})
