/** @file AskedOf: which parameters of a note say something as the others are set: the form asks for those. */
import { findNoteKind } from '../../../../ops/scenario/events'
import type { Note } from '../../../../ops/scenario/scenario'

/** By parameter: the values of another under which it says something. */
const UNDER: Readonly<Record<string, { readonly of: string; readonly are: readonly string[] }>> = {
  rise: { of: 'curve', are: ['ramp'] },
  period: { of: 'curve', are: ['sine', 'pulse'] },
  on: { of: 'curve', are: ['pulse'] },
  'deploy.slice': { of: 'model', are: ['worse for one slice'] },
}

/** Whether a parameter says something; of a kind of note alone, or of all that have it. */
export function isAsked(note: Note, name: string): boolean {
  const under = UNDER[`${note.kind}.${name}`] ?? UNDER[name]
  if (!under) return true
  const value = Object.hasOwn(note, under.of) ? note[under.of] : findNoteKind(note.kind)?.params[under.of]?.default
  return under.are.includes(String(value))
}
