/** @file Messages about blocks, keyed by code. Messages of the block library are in `library.ts`. */
import { defineMessages } from '../define'
import { count, counted } from '../format'

export const blocks = defineMessages('blocks', {
  'library-damaged': (a: { block: string }) =>
    `The saved block "${a.block}" is damaged (its checksum differs), so it was not loaded. Delete it from your library, and save or import it again.`,
  'block-used': (a: { block: string; uses: number }) =>
    `${a.block} is used ${counted(a.uses, 'time')}. Delete or ungroup each copy first.`,
  'no-block-param': (a: { block: string; param: string }) => `${a.block} has no block parameter "${a.param}".`,
  'unfold-repeat': (a: { block: string; text: string }) =>
    `${a.block} repeats ${a.text} times, which is not a fixed number. Set its repeat count to a number first.`,
  'expression-too-long': (a: { text: string }) =>
    `The expression "${a.text.slice(0, 40)}…" would become too long. Simplify it first.`,
  'unfold-too-many': (a: { block: string; has: number; most: number }) =>
    `Ungrouping ${a.block} would bring the network to ${counted(a.has, 'layer')}. The maximum is ${count(a.most)}.`,
})
