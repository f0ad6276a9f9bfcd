/**
 * @file Messages about the drawing: binding columns to inputs and outputs, edits on the canvas, blocks, and fixes of
 * problems; one entry per code.
 */
import { defineMessages } from '../define'
import { count, counted, dimensions, list, settingNumber } from '../format'
import { optionName } from './catalog/params'

type Shape = readonly number[]

/** The value of a setting, as its field or its list shows it. */
const settingValue = (value: string | number) => (typeof value === 'number' ? settingNumber(value) : optionName(value))

export const graph = defineMessages('graph', {
  'fix-remove-wire': (a: { wires: number }) =>
    a.wires === 1 ? 'Delete the wire' : `Delete ${counted(a.wires, 'wire')}`,
  'fix-remove-node': (a: { layer: string }) => `Delete ${a.layer}`,
  'fix-add': (a: { layer: string }) => `Add ${a.layer}`,
  'fix-clamp': (a: { values: readonly { param: string; value: string | number }[] }) =>
    `Set ${list(a.values.map(({ param, value }) => `${param} to ${settingValue(value)}`))}`,
  'fold-nothing': 'Select the layers to group into a block first.',
  'fold-end': (a: { layer: string }) => `${a.layer} is an input or an output, so it cannot be part of a block.`,
  'fold-around': (a: { layer: string }) =>
    `${a.layer} lies between the selected layers, so the block's output would flow back into the block. Also select ${a.layer}.`,
  'fix-unfreeze': (a: { layers: readonly string[] }) => `Unfreeze ${list(a.layers)}`,
  'fix-unfreeze-all': 'Unfreeze all',
  'fix-insert': (a: { layers: readonly string[] }) => `Insert ${list(a.layers)}`,
  'fix-insert-and-set': (a: { layers: readonly string[]; layer: string; param: string; value: number }) =>
    `Insert ${list(a.layers)} and set ${a.param} of ${a.layer} to ${count(a.value)}`,
  'fix-turn-on': (a: { layer: string; param: string }) => `Turn on "${a.param}" of ${a.layer}`,
  'fix-flatten-hint': (a: { from: Shape; to: number }) =>
    `Adds a Flatten layer, which turns ${dimensions(a.from)} into ${count(a.to)}.`,
  'fix-reshape': (a: { shape: Shape }) => `Reshape to ${dimensions(a.shape)}`,
  'fix-set': (a: { param: string; value: string | number }) => `Set ${a.param} to ${settingValue(a.value)}`,
  'fix-from-data': (a: { shape: Shape }) => `Use the shape of the data, ${dimensions(a.shape)}`,
  'fix-earlier-values': (a: { column: string }) => `Use earlier values of "${a.column}"`,
  'fix-rename': 'Use a unique name',
  'fix-replace': (a: { layer: string; by: string }) => `Replace ${a.layer} with ${a.by}`,
  'fix-project': (a: { branches: readonly string[] }) => `Match the shape of ${list(a.branches)}`,
  'fix-project-hint': (a: { shape: Shape }) => `Adds a small layer that outputs ${dimensions(a.shape)}.`,
  'fix-wire-from': (a: { layers: readonly string[] }) => `Connect ${list(a.layers)} to it`,
})

export const blocks = defineMessages('graph/blocks', {
  'library-damaged': (a: { block: string }) =>
    `The saved block "${a.block}" is damaged (its checksum differs), so it was not loaded. Delete it from your library, and save or import it again.`,
  'block-used': (a: { block: string; uses: number }) =>
    `${a.block} is used ${counted(a.uses, 'time')}. Delete or ungroup each copy first.`,
  'param-uses-differ': (a: { block: string; param: string; values: readonly string[] }) =>
    `${a.block} is used with different values of ${a.param}: ${list(a.values)}. Set one value everywhere first.`,
  'param-worked-out': (a: { param: string; layer: string; text: string }) =>
    `In ${a.layer}, ${a.param} is set by the expression ${a.text}. Set a fixed value there first.`,
  'no-block-param': (a: { block: string; param: string }) => `${a.block} has no block parameter "${a.param}".`,
  'unfold-repeat': (a: { block: string; text: string }) =>
    `${a.block} repeats ${a.text} times, which is not a fixed number. Set its repeat count to a number first.`,
  'expression-too-long': (a: { text: string }) =>
    `The expression "${a.text.slice(0, 40)}…" would become too long. Simplify it first.`,
  'unfold-too-many': (a: { block: string; has: number; most: number }) =>
    `Ungrouping ${a.block} would bring the network to ${counted(a.has, 'layer')}. The maximum is ${count(a.most)}.`,
})

export const canvasEdits = defineMessages('graph/canvas-edits', {
  'clip-closed': 'The browser does not let the menu read the clipboard. Click the canvas and press Ctrl V instead.',
  'row-length': (a: { has: number; most: number }) =>
    `One line can add 1 to ${count(a.most)} layers. This line would add ${count(a.has)}.`,
  'row-once': (a: { layer: string }) =>
    `A replacement cannot be repeated. Remove the x and the number after ${a.layer}.`,
  'row-word': (a: { layer: string; word: string; takes: readonly string[] }) =>
    a.takes.length > 0
      ? `${a.layer} has no setting for "${a.word}". Its settings, in order, are ${list(a.takes)}. Add x3 to repeat the layer.`
      : `${a.layer} has no setting for "${a.word}". Add x3 to repeat the layer.`,
  'clip-too-many': (a: { what: 'layers' | 'wires' | 'notes'; has: number; most: number }) =>
    `Nothing was pasted: there would be ${count(a.has)} ${a.what}, and the maximum is ${count(a.most)}.`,
  'clip-in-itself': (a: { block: string }) =>
    `Nothing was pasted: you are inside the block ${a.block}, and these layers use it. A block cannot contain itself.`,
  'clip-columns': (a: { layer: string; columns: readonly string[]; dataset: string; has: readonly string[] }) =>
    `Nothing was pasted: "${a.layer}" uses ${quoted(a.columns)}, but the columns of ${a.dataset} are ${list(a.has)}. Copy without this layer, or switch to a dataset with these columns first.`,
  'no-note': (a: { note: string }) => `There is no note "${a.note}" here.`,
  'note-empty': 'A note needs at least one character.',
  'note-long': (a: { has: number; most: number }) =>
    `This note has ${counted(a.has, 'character')}. The maximum is ${count(a.most)}.`,
  'notes-full': (a: { most: number }) => `A canvas can have up to ${counted(a.most, 'note')}. Delete a note first.`,
})

function quoted(names: readonly string[]): string {
  return list(names.map((name) => `"${name}"`))
}

/** The shape of a column after its preparation steps; ids are integers that an embedding looks up. */
export interface ColumnShape {
  readonly axes: readonly number[]
  readonly isIds: boolean
}

export const binding = defineMessages('graph/binding', {
  'unknown-column': (a: { node: string; column: string; columns: readonly string[] }) =>
    `"${a.node}" uses the column "${a.column}", which the data does not have. The columns are ${list(a.columns)}.`,
  'column-is-target': (a: { node: string; column: string }) =>
    `"${a.node}" reads "${a.column}", which is the target column. Remove it from the input.`,
  'window-has-target': (a: { column: string }) =>
    `The window of "${a.column}" includes the value to predict. Set its offset to 1 in Data > Prepare.`,
  'column-no-target': (a: { column: string; type: string }) => {
    const content = { text: 'text', time: 'times', array: 'series' }[a.type] ?? a.type
    return `"${a.column}" contains ${content}, which cannot be predicted. Choose a number, category, or image column.`
  },
  'no-columns-left': (a: { node: string }) =>
    `"${a.node}" has no columns left: all are used by other inputs, are the target, or are excluded (see Data > Prepare). Choose its columns.`,
  'image-with-columns': (a: { node: string; image: string; others: readonly string[] }) =>
    `"${a.node}" combines the image "${a.image}" with ${list(a.others)}. Use a separate input for the image.`,
  'columns-apart': (a: { node: string; columns: readonly string[]; shapes: readonly ColumnShape[] }) =>
    `The columns of "${a.node}" have different shapes: ${list(a.columns.map((name, i) => `"${name}" (${shapeText(a.shapes[i])})`))}. Use a separate input for each column.`,
  'steps-not-here': 'The column preparation is still loading. Afterward, the network is checked again.',
  'label-twice': (a: { label: string }) =>
    `Two nodes are named "${a.label}". Inputs and outputs need unique names, so rename one.`,
})

function shapeText(shape: ColumnShape | undefined): string {
  if (!shape) return ''
  return shape.isIds ? `${dimensions(shape.axes)} IDs` : dimensions(shape.axes)
}
