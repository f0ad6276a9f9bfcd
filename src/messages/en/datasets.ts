/** @file English sentences of the sets a user brought or made: one function a code. */
import { defineMessages } from '../define'
import { count } from '../format'

export const sets = defineMessages('sets', {
  'set-conflict': (a: { title: string; kept: number; yours: number }) =>
    `"${a.title}" was changed in another tab meanwhile (save ${count(a.kept)} there, ${count(a.yours)} here). Nothing was overwritten: reload to go on from that one.`,
  'set-damaged': (a: { title: string }) =>
    `What was kept of the set "${a.title}" is damaged and was not opened. Remove it and bring its files again.`,
  'import-gone': 
    'This import stood still so long that it was taken for dead and cleared away. Bring the files again.',
})
