/** @file Shown parameters: those parameters of an event that have an effect as the others are set. Its form shows only these. */
import { findNoteKind } from '../../../../ops/scenario/events'
import type { Note } from '../../../../ops/scenario/scenario'

/** By parameter: the values of another parameter under which it has an effect. */
const UNDER: Readonly<Record<string, { readonly of: string; readonly are: readonly string[] }>> = {
  rise: { of: 'curve', are: ['ramp'] },
  period: { of: 'curve', are: ['sine', 'pulse'] },
  on: { of: 'curve', are: ['pulse'] },
  // not text: a kind of deploy
  'deploy.slice': { of: 'model', are: ['worse for one slice'] },
}

/** Whether a parameter has an effect. A rule is for one kind of event, or for all kinds with that parameter. */
export function isShown(note: Note, name: string): boolean {
  const under = UNDER[`${note.kind}.${name}`] ?? UNDER[name]
  if (!under) return true
  const value = Object.hasOwn(note, under.of) ? note[under.of] : findNoteKind(note.kind)?.params[under.of]?.default
  return under.are.includes(String(value))
}
