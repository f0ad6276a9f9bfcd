/**
 * @file The list of commands: canvas commands, which run on any board, and commands of the studio. To add a command,
 * define it in the file for its topic and add it to the list in this file or in `later.ts`.
 */
import { typeText } from '../arguments'
import type { Command } from '../command'
import * as data from './data'
import { boardCommands } from './board-commands'
import * as plan from './plan'
import * as project from './project'
import * as run from './run'
import * as view from './view'

const list: Command[] = [...groupsOf(project), ...boardCommands, ...groupsOf(data, plan, run, view)]

/** The list of commands for menus, toolbar, shortcuts, palette, and console. */
export const commands: readonly Command[] = list

function groupsOf(...groups: readonly object[]): readonly Command[] {
  return groups.flatMap((group) => Object.values(group) as readonly Command[])
}

const byId = new Map(list.map((command) => [command.id, command]))

/** The command with this id, or undefined. */
export function findCommand(id: string): Command | undefined {
  return byId.get(id)
}

let notes: Readonly<Record<string, Readonly<Record<string, string>>>> = {}

/** The types of a command's arguments, with a note where the type does not say enough, keyed by argument name. */
export function signatureOf({ id, args }: Pick<Command, 'id' | 'args'>): Readonly<Record<string, string>> {
  const described = Object.entries(args).map(([name, spec]) => {
    const note = notes[id]?.[name]
    return [name, note ? `${typeText(spec)}: ${note}` : typeText(spec)]
  })
  return Object.fromEntries(described)
}

/** Loads the commands that the first page does not need, and adds them to the list. */
export async function loadLater(): Promise<void> {
  const [{ laterCommands }, { argumentNotes }] = await Promise.all([
    import('./lazy-commands'),
    import('../../messages/en/commands/argument-notes'),
  ])
  notes = argumentNotes
  for (const command of laterCommands) {
    if (byId.has(command.id)) continue
    byId.set(command.id, command)
    list.push(command)
  }
}
