/** @file English messages about reading the clipboard, loaded with the code that reads it. */
import { defineMessages } from '../define'
import { byteSize, count } from '../format'

export const clip = defineMessages('clip', {
  'clip-other': 'The clipboard does not contain network layers, so nothing was pasted. Copy some layers first.',
  'clip-newer': (a: { version: number; known: number }) =>
    `The clipboard contents come from a newer version of Netloom (format ${count(a.version)}; this version reads up to ${count(a.known)}). Update Netloom to paste them.`,
  'clip-too-large': (a: { bytes: number; most: number }) =>
    `The clipboard contains ${byteSize(a.bytes)}; the limit for pasting is ${byteSize(a.most)}. Copy fewer layers.`,
  'clip-loop': (a: { block: string }) =>
    `The block ${a.block} on the clipboard contains itself, so it can never be expanded. Nothing was pasted.`,
})
