/** @file UI text for comparing two networks: what can be compared, the changes between them, and their effects. */
import { defineText } from '../../define'
import { count, counted, dimensions, list, when } from '../../format'
import type { Noun } from '../canvas/board'

export const compareText = defineText('build/compare', {
  from: 'From',
  to: 'To',
  swap: 'Swap',
  sideBySide: 'Side by side',
  loading: 'Loading…',
  fileFailed: 'This file could not be read.',
  unchanged:
    'Nothing has changed since this network was opened. Choose a version, a run, another project, or a file to compare with.',
  identical: 'Both networks are identical.',
  identicalNetworks: 'Both networks are identical. The data or the training settings differ.',
  parameters: (a: { before: number; after: number }) => `Parameters: ${count(a.before)} → ${count(a.after)}`,
  apply: 'Apply',
  applyChange: (a: { change: string }) => `Apply: ${a.change}`,
  applyAll: 'Apply all',
  applyHint: 'To apply changes, set "From" to the current network.',
  changes: 'Changes',
  inside: (a: { block: string }) => `Inside ${a.block}`,
  settings: 'Data and training settings',
  effects: 'Effects',

  /** What can be compared. */
  sources: {
    now: 'Current network',
    version: (a: { number: number; name: string }) => `Version ${a.number}: ${a.name}`,
    step: (a: { number: number; step: string }) => `Step ${a.number}: ${a.step}`,
    original: 'Original',
    run: (a: { name: string }) => `Run: ${a.name}`,
    runAbout: (a: { version: number }) => `The network that this run trained (revision ${a.version})`,
    project: (a: { name: string }) => `Project: ${a.name}`,
    file: 'Project file…',
    fileOf: (a: { name: string }) => `File: ${a.name}`,
    at: (a: { at: string }) => when(a.at),
  },

  /** Titles of the two networks when both are shown in place of the canvas. */
  pair: {
    before: 'Before',
    after: 'After',
    beforeTitle: (a: { name: string }) => `From: ${a.name}`,
    afterTitle: (a: { name: string }) => `To: ${a.name}`,
    back: 'Back to the canvas',
    signs: { removed: 'Removed', added: 'Added', changed: 'Changed', follows: 'Affected' },
  },

  /** What applying a change does. */
  change: {
    add: (a: { node: string }) => `Add ${a.node}`,
    remove: (a: { node: string }) => `Delete ${a.node}`,
    change: (a: { node: string }) => `Change ${a.node}`,
    replace: (a: { node: string }) => `Replace ${a.node}`,
    connect: (a: { from: string; to: string }) => `Connect ${a.from} to ${a.to}`,
    disconnect: (a: { from: string; to: string }) => `Delete the wire from ${a.from} to ${a.to}`,
    move: (a: { nodes: number; noun: Noun }) => `Move ${counted(a.nodes, a.noun)}`,
    block: {
      added: (a: { block: string }) => `Add the block ${a.block}`,
      removed: (a: { block: string }) => `Delete the block ${a.block}`,
      changed: (a: { block: string }) => `Change the block ${a.block}`,
    },
    blockProperties: (a: { block: string }) => `Change the properties of ${a.block}`,
    note: { added: 'Add a note', removed: 'Delete a note', changed: 'Edit a note' },
  },
  /** Lines that show what changed, with the values before and after. */
  lines: {
    kind: (a: { before: string; after: string }) => `Type: ${a.before} → ${a.after}`,
    name: (a: { before: string; after: string }) => `Name: ${a.before} → ${a.after}`,
    summary: (a: { before: string | undefined; after: string | undefined }) =>
      `Summary: ${a.before ?? 'none'} → ${a.after ?? 'none'}`,
    /** The value of a layer parameter before and after; undefined for the default value. */
    value: (a: { name: string; before: string | undefined; after: string | undefined }) =>
      `${a.name}: ${a.before ?? 'default'} → ${a.after ?? 'default'}`,
    settings: {
      ...{ dataset: 'dataset', dataSeed: 'seed of the data', slices: 'slices' },
      ratesInRun: 'learning rates set during the run',
    },
    examplesUsed: (a: { before: string | undefined; after: string | undefined }) =>
      `examples used: ${a.before ?? 'all'} → ${a.after ?? 'all'}`,
    /** A data or training setting before and after; undefined if it is not set. */
    setting: (a: { name: string; before: string | undefined; after: string | undefined }) =>
      `${a.name}: ${a.before ?? 'none'} → ${a.after ?? 'none'}`,
    /** A setting whose values are too long to show. */
    settingChanged: (a: { name: string }) => `${a.name}: changed`,
    datasetVersion: (a: { dataset: string }) => `dataset: another version of "${a.dataset}"`,
    rows: (a: { before: number; after: number }) => `examples in the dataset: ${count(a.before)} → ${count(a.after)}`,
    classRenamed: (a: { before: string; after: string }) => `class "${a.before}" renamed to "${a.after}"`,
    classesAdded: (a: { classes: readonly string[] }) => `classes added: ${list(a.classes.map((name) => `"${name}"`))}`,
    classesRemoved: (a: { classes: readonly string[] }) =>
      `classes removed: ${list(a.classes.map((name) => `"${name}"`))}`,
    order: 'Order of the items',
    parameterAdded: (a: { name: string; value: string }) => `Parameter ${a.name}: added, default ${a.value}`,
    parameterRemoved: (a: { name: string }) => `Parameter ${a.name}: removed`,
    parameterRange: (a: { name: string }) => `Parameter ${a.name}: range changed`,
    parameterDefault: (a: { name: string; before: string; after: string }) =>
      `Parameter ${a.name}: default ${a.before} → ${a.after}`,
    alsoApplies: (a: { changes: readonly string[]; more: number }) =>
      `Also applies: ${list(a.more > 0 ? [...a.changes, `${count(a.more)} more`] : a.changes)}`,
    uses: (a: { nodes: readonly string[] }) => `Used in ${list(a.nodes)}`,
  },
  /** The effects of a change on a layer: its output shape and its parameters before and after. */
  shapes: (a: BeforeAndAfter<readonly number[]>) => `${shape(a.before)} → ${shape(a.after)}`,
  parameterCounts: (a: BeforeAndAfter<number>) => `${amount(a.before)} → ${amount(a.after)} parameters`,
  shapesAndParameters: (a: { shapes: BeforeAndAfter<readonly number[]>; parameters: BeforeAndAfter<number> }) =>
    `${shape(a.shapes.before)} → ${shape(a.shapes.after)}, ${amount(a.parameters.before)} → ${amount(a.parameters.after)} parameters`,
})

/** A value in each of two networks; undefined when it is not known. */
interface BeforeAndAfter<T> {
  readonly before: T | undefined
  readonly after: T | undefined
}

function shape(axes: readonly number[] | undefined): string {
  return axes ? dimensions(axes) : 'unknown'
}

function amount(n: number | undefined): string {
  return n === undefined ? 'unknown' : count(n)
}
