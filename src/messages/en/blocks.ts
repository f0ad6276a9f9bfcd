/** @file English sentences of blocks and the library of them: one function a code; its parameter is the code's typed arguments. */
import { defineMessages } from '../define'
import { count, counted, list } from '../format'

export const blocks = defineMessages('blocks', {
  'library-damaged': (a: { block: string }) =>
    `What was kept of the block "${a.block}" is damaged (its checksum differs), so it was not read.`,
  'no-library-block': (a: { id: string; version: number }) =>
    a.version > 0
      ? `Your library has no version ${a.version} of a block "${a.id}".`
      : `Your library has no block "${a.id}".`,
  'library-name-taken': (a: { name: string }) =>
    `Your library has another block called "${a.name}". Give this one a name of its own first.`,
  'library-lacks': (a: { block: string; inner: string }) =>
    `"${a.block}" uses a block "${a.inner}" that is not in this drawing, so it cannot be kept.`,
  'not-from-library': (a: { block: string }) => `"${a.block}" did not come from your library. Keep it there first.`,
  'library-kept': (a: { block: string; version: number }) =>
    `"${a.block}" is in your library, version ${count(a.version)}.`,
  'library-same': (a: { block: string; version: number }) => `"${a.block}" is as version ${a.version} has it.`,
  'library-updated': (a: { block: string; from: number; to: number; changes: readonly string[] }) =>
    `"${a.block}" went from version ${a.from} to ${a.to}${a.changes.length > 0 ? `: ${list(a.changes)}` : ''}.`,
  'update-layers': (a: { change: 'more' | 'gone' | 'changed'; layers: number }) =>
    a.change === 'changed' ? `${counted(a.layers, 'layer')} changed` : `${counted(a.layers, 'layer')} ${a.change}`,
  'update-param-new': (a: { params: readonly string[] }) =>
    `${list(a.params)} can be set now, and ${a.params.length === 1 ? 'starts at its default' : 'start at their defaults'}`,
  'update-param-gone': (a: { params: readonly string[]; set: number }) =>
    `${list(a.params)} can no longer be set${a.set > 0 ? ` (${counted(a.set, 'place')} did)` : ''}`,
  'update-param-reset': (a: { params: readonly string[] }) =>
    `${list(a.params)} did not fit any more and ${a.params.length === 1 ? 'is at its default' : 'are at their defaults'}`,
  'update-default': (a: { params: readonly string[] }) =>
    `${a.params.length === 1 ? 'the default of' : 'the defaults of'} ${list(a.params)} changed`,
  'update-ports': (a: { side: 'inputs' | 'outputs'; was: number; is: number }) =>
    `${a.was} ${a.side} became ${count(a.is)}`,
  'update-cut': (a: { wires: number }) => `${counted(a.wires, 'wire')} cut`,
  'block-used': (a: { block: string; uses: number }) =>
    `${a.block} is used ${counted(a.uses, 'time')}. Remove or unfold those first.`,
  'no-block-param': (a: { block: string; param: string }) => `${a.block} has no parameter "${a.param}" of its own.`,
  'param-uses-differ': (a: { block: string; param: string; values: readonly string[] }) =>
    `${a.block} is used with ${a.param} at ${list(a.values)}; inside it can be one value alone. Set them alike first.`,
  'param-worked-out': (a: { param: string; layer: string; text: string }) =>
    `${a.layer} works ${a.param} out (${a.text}). Set a plain value there first.`,
  'unfold-repeat': (a: { block: string; text: string }) =>
    `${a.block} is repeated ${a.text} times, which is only known where the block around it is used. Set a number first.`,
  'expression-too-long': (a: { text: string }) =>
    `"${a.text.slice(0, 40)}…" would become too long to read. Make it simpler first.`,
  'unfold-too-many': (a: { block: string; has: number; most: number }) =>
    `With ${a.block} unfolded the drawing would have ${count(a.has)} layers; the most is ${count(a.most)}.`,
  'update-wires': (_: object) => 'the wiring inside changed',
  'update-within': (a: { blocks: readonly string[] }) => `${list(a.blocks)} within it changed`,
})
