/**
 * @file Messages about blocks of the library and about the clipboard, keyed by code. Loaded with the code that reads
 * them.
 */
import { defineMessages } from '../define'
import { byteSize, count, counted, list } from '../format'

const layerChange = { more: 'added', gone: 'removed', changed: 'changed' } as const

export const library = defineMessages('library', {
  'no-library-block': (a: { id: string; version: number }) =>
    a.version > 0
      ? `Your library has no version ${a.version} of the block "${a.id}".`
      : `Your library has no block "${a.id}".`,
  'library-name-taken': (a: { name: string }) =>
    `Your library already has another block named "${a.name}". Rename the block that you want to save.`,
  'library-lacks': (a: { block: string; inner: string }) =>
    `"${a.block}" uses a block "${a.inner}" that is not in this project, so "${a.block}" cannot be saved.`,
  'not-from-library': (a: { block: string }) =>
    `"${a.block}" is not from your library. Save the block to your library first.`,
  'library-kept': (a: { block: string; version: number }) =>
    `"${a.block}" is saved in your library as version ${count(a.version)}.`,
  'library-same': (a: { block: string; version: number }) =>
    `"${a.block}" is already the same as version ${a.version} in your library.`,
  'library-updated': (a: { block: string; from: number; to: number; changes: readonly string[] }) =>
    a.changes.length > 0
      ? `"${a.block}" was updated from version ${a.from} to ${a.to}: ${list(a.changes)}.`
      : `"${a.block}" was updated from version ${a.from} to ${a.to}.`,
  'update-layers': (a: { change: 'more' | 'gone' | 'changed'; layers: number }) =>
    `${counted(a.layers, 'layer')} ${layerChange[a.change]}`,
  'update-param-new': (a: { params: readonly string[] }) =>
    a.params.length === 1
      ? `new parameter ${list(a.params)}, set to its default`
      : `new parameters ${list(a.params)}, set to their defaults`,
  'update-param-gone': (a: { params: readonly string[]; set: number }) => {
    const removed = `${list(a.params)} removed from the parameters`
    return a.set > 0 ? `${removed} (previously set in ${counted(a.set, 'place')})` : removed
  },
  'update-param-reset': (a: { params: readonly string[] }) =>
    a.params.length === 1
      ? `${list(a.params)} reset to its default, because its value no longer fits`
      : `${list(a.params)} reset to their defaults, because their values no longer fit`,
  'update-default': (a: { params: readonly string[] }) =>
    a.params.length === 1 ? `new default for ${list(a.params)}` : `new defaults for ${list(a.params)}`,
  'update-ports': (a: { side: 'inputs' | 'outputs'; was: number; is: number }) =>
    a.side === 'inputs'
      ? `${counted(a.is, 'input')} instead of ${count(a.was)}`
      : `${counted(a.is, 'output')} instead of ${count(a.was)}`,
  'update-cut': (a: { wires: number }) => `${counted(a.wires, 'wire')} removed`,
  'update-wires': 'different wiring inside',
})

export const clip = defineMessages('library/clip', {
  'clip-other': 'The clipboard does not contain network layers, so nothing was pasted. Copy some layers first.',
  'clip-newer': (a: { version: number; known: number }) =>
    `The clipboard contents come from a newer version of Netloom (format ${count(a.version)}; this version reads up to ${count(a.known)}). Update Netloom to paste them.`,
  'clip-too-large': (a: { bytes: number; most: number }) =>
    `The clipboard contains ${byteSize(a.bytes)}; the limit for pasting is ${byteSize(a.most)}. Copy fewer layers.`,
  'clip-loop': (a: { block: string }) =>
    `The block ${a.block} on the clipboard contains itself, so it can never be expanded. Nothing was pasted.`,
})
