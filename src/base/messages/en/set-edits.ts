/** @file English sentences of editing sets, loaded with what edits them: one function a code. */
import { bytesWords, count, counted, list } from '../words'

export const setEdits = {
  'step-unknown': (a: { kind: string; kinds: readonly string[] }) =>
    `There is no step "${a.kind}"; there are ${list(a.kinds)}.`,
  'step-shape': (a: { kind: string; why: string }) => `The step "${a.kind}" ${a.why}.`,
  'step-rows': (a: { row: number; rows: number }) =>
    `There is no row ${count(a.row)}: the set has ${counted(a.rows, 'row')}, counted from 0.`,
  'step-no-rows': (a: { rows: number }) =>
    `That would leave no row of ${count(a.rows)}; leave out fewer, or remove the set.`,
  'kept-chunk-gone': (a: { title: string; part: number; parts: number }) =>
    `Part ${count(a.part)} of ${count(a.parts)} of "${a.title}" is not on this device any more. Bring the set's files again.`,
  'kept-chunk-damaged': (a: { title: string; part: number; parts: number; why: string }) =>
    `Part ${count(a.part)} of ${count(a.parts)} of "${a.title}" is damaged on this device (${a.why}), so the set was not loaded. Bring its files again.`,
  'set-not-here': (a: { title: string; version: string; rows: number }) =>
    `"${a.title}" (version ${a.version}, ${counted(a.rows, 'row')}) is a set of somebody's own and not on this device. The drawing was checked by what the project says of it; bring the set's files to train.`,
  'set-version-gone': (a: { title: string; version: string }) =>
    `The set "${a.title}" has no version ${a.version} on this device any more. Use another version of it, or bring that one.`,
  'no-set': (a: { id: string }) => `There is no set "${a.id}" on this device.`,
  'set-base-unknown': (a: { title: string; dataset: string }) =>
    `"${a.title}" was made from the set "${a.dataset}", which this Netloom does not have.`,
  'set-in-use': (a: { title: string; needs: readonly string[]; bytes: number }) =>
    `"${a.title}" (${bytesWords(a.bytes)}) is needed by ${list(a.needs)}. Remove it all the same, and those can be looked at but not trained.`,
} as const
