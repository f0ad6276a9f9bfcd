/** @file Notes on the arguments of commands, keyed by command and argument, where the type does not say enough. */
import { defineText } from '../../define'

export const argumentNotes: Readonly<Record<string, Readonly<Record<string, string>>>> = defineText(
  'commands/argument-notes',
  {},
)
