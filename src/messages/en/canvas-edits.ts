/** @file English sentences of the hands: clipboard, notes, what is done to what is selected; its parameter is the code's typed arguments. */
import { defineMessages } from '../define'
import { count, list } from '../format'

export const hands = defineMessages('canvas-edits', {
  'clip-closed': 
    'This browser does not let the page read the clipboard from a menu. Paste by Ctrl V on the canvas instead.',
  'row-length': (a: { has: number; most: number }) =>
    `One line adds from 1 to ${count(a.most)} layers, and a layer stands so often; this one says ${count(a.has)}.`,
  'row-once': (a: { layer: string }) => `One ${a.layer} takes the place of another: leave out how often.`,
  'row-word': (a: { layer: string; word: string; takes: readonly string[] }) =>
    a.takes.length > 0
      ? `No setting of ${a.layer} takes "${a.word}". In their order: ${a.takes.join(', ')}; x3 for three of them.`
      : `${a.layer} has nothing to set by "${a.word}"; x3 makes three of them.`,
  'clip-too-many': (a: { what: string; has: number; most: number }) =>
    `With what is on the clipboard the drawing would have ${count(a.has)} ${a.what}; the most is ${count(a.most)}. Nothing was pasted.`,
  'clip-in-itself': (a: { block: string }) =>
    `These layers use the block ${a.block}, which is the one you stand in: it would contain itself. Nothing was pasted.`,
  'clip-columns': (a: { layer: string; columns: readonly string[]; dataset: string; has: readonly string[] }) =>
    `"${a.layer}" is about ${list(a.columns.map((one) => `"${one}"`))}, which ${a.dataset} does not have: its columns are ${list(a.has)}. Copy without it, or use its data first. Nothing was pasted.`,
  'no-note': (a: { note: string }) => `There is no note "${a.note}" in this drawing.`,
  'note-empty':  'A note needs at least one letter.',
  'note-long': (a: { has: number; most: number }) =>
    `This note has ${count(a.has)} letters; the most is ${count(a.most)}.`,
  'notes-full': (a: { most: number }) => `A drawing has ${count(a.most)} notes at most. Remove one first.`,
})
