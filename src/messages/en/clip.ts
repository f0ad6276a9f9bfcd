/** @file English sentences of reading what was copied, loaded with what reads it: one function a code. */
import { defineMessages } from '../define'
import { byteSize, count } from '../format'

export const clip = defineMessages('clip', {
  'clip-other':  'What is on the clipboard is no part of a drawing, so nothing was pasted.',
  'clip-newer': (a: { version: number; known: number }) =>
    `What is on the clipboard was copied from a newer Netloom (format ${count(a.version)}; this one reads up to ${a.known}). Update this one to paste it.`,
  'clip-too-large': (a: { bytes: number; most: number }) =>
    `What is on the clipboard has ${byteSize(a.bytes)}; the most that can be pasted is ${byteSize(a.most)}. Copy fewer layers.`,
  'clip-loop': (a: { block: string }) =>
    `The block ${a.block} on the clipboard contains itself, so it would never end. Nothing was pasted.`,
})
