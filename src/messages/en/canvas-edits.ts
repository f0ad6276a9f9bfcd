/** @file Messages about canvas edits: the clipboard, notes, and typed lines of layers; one entry per code. */
import { defineMessages } from '../define'
import { count, counted, list } from '../format'

export const canvasEdits = defineMessages('canvas-edits', {
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
