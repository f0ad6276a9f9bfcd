/** @file Messages about the arguments of commands that are missing, wrong, or unknown, keyed by code. */
import { defineMessages } from '../../define'
import { list } from '../../format'

export const argumentProblems = defineMessages('commands/argument-problems', {
  'argument-missing': (a: { command: string; name: string; type: string }) =>
    `"${a.command}" needs the argument "${a.name}" (${a.type}).`,
  'argument-wrong': (a: { command: string; name: string; type: string; value: string }) =>
    `The argument "${a.name}" of "${a.command}" is ${a.value}. Use ${a.type}.`,
  'argument-unknown': (a: { command: string; name: string; known: readonly string[] }) =>
    a.known.length === 0
      ? `"${a.command}" has no arguments, so it cannot use "${a.name}".`
      : `"${a.command}" has no argument "${a.name}". Its arguments are ${list(a.known)}.`,
})
