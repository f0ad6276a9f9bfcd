/**
 * @file Command: one record, read by menus, toolbar, shortcuts, command palette, console API, and documentation.
 * Scripts can do everything a user can, through the same code.
 */
import type { Noun } from '../messages/en/canvas/board'
import { message, Refusal } from '../messages/message'
import { type ArgSpecs, type ArgsOf, findWrongArgument } from './arguments'
import type { AppContext } from './context'
import type { Board, Offer } from './network/canvas-board'

/** A title, or a function that builds a title from the noun for nodes ("layer" or "stage"). */
export type Title = string | ((a: { readonly noun: Noun }) => string)

/** What a command's file states. `On` is what the command runs on: the studio, or for a canvas command any board. */
export interface CommandRecord<I extends string, S extends ArgSpecs, R, On extends Board> {
  /** The id of the command in the console API: graph.add, run.start, ... */
  readonly id: I
  /** The arguments: their types, which are checked before the command runs. */
  readonly args: S
  /**
   * Whether the palette and menus list the command; absent for commands that are meant for scripts and other commands.
   */
  readonly listed?: boolean
  /** A keyboard shortcut in tinykeys notation: $mod+z, /, ... */
  readonly shortcut?: string
  /**
   * Where the shortcut works: only on the canvas, or through the browser's copy, cut, and paste events. If absent, it
   * works on the whole page.
   */
  readonly shortcutScope?: 'canvas' | 'clipboard'
  /**
   * Returns whether the command can run now (with these arguments, if given). If absent, the command can always run.
   */
  enabled?(on: On, args?: ArgsOf<S>): boolean
  /** Throws a Refusal for a problem the user can fix. */
  run(on: On, args: ArgsOf<S>): R | Promise<R>
}

export interface Command<
  I extends string = string,
  S extends ArgSpecs = ArgSpecs,
  R = unknown,
  On extends Board = AppContext,
> extends CommandRecord<I, S, R, On> {
  readonly title: Title
}

/** A canvas command. It only uses the board that it is given, so it runs on any board. */
export type BoardCommand = Command<string, ArgSpecs, unknown, Board>

/**
 * Returns the function that defines the commands with these titles, which are keyed by id. The types of a command's
 * arguments and result follow from its record.
 */
export function commandsWith<T extends Readonly<Record<string, Title>>>(titles: T) {
  return <const I extends keyof T & string, const S extends ArgSpecs, R>(
    command: CommandRecord<I, S, R, AppContext>,
  ): Command<I, S, R> => ({ ...command, title: titles[command.id] as Title })
}

/** The same for canvas commands. */
export function boardCommandsWith<T extends Readonly<Record<string, Title>>>(titles: T) {
  return <const I extends keyof T & string, const S extends ArgSpecs, R>(
    command: CommandRecord<I, S, R, Board>,
  ): Command<I, S, R, Board> => ({ ...command, title: titles[command.id] as Title })
}

type IdOf<C> = C extends Command<infer I, ArgSpecs, unknown, never> ? (string extends I ? never : I) : never

/** The entries of `CommandTypes` for a module that exports commands. */
export type CommandsIn<M> = {
  readonly [K in keyof M as IdOf<M[K]>]: M[K] extends Command<string, infer S, infer R, never>
    ? { readonly args: ArgsOf<S>; readonly result: R }
    : never
}

/**
 * Runs a command after checking its arguments and that it can run now.
 *
 * @throws Refusal for wrong arguments and for a command that cannot run now.
 */
export async function runChecked<On extends Board>(
  command: Pick<Command<string, ArgSpecs, unknown, On>, 'id' | 'title' | 'args' | 'enabled' | 'run'>,
  on: On,
  args: object,
): Promise<unknown> {
  const wrong = findWrongArgument(command.args, args)
  if (wrong) throw new Refusal((await import('./argument-problem')).argumentProblem(command.id, wrong))
  // The cast is safe because the arguments were just checked.
  const checked = args as ArgsOf<ArgSpecs>
  if (command.enabled && !command.enabled(on, checked))
    throw new Refusal(message('command-off', { title: titleFor(command.title, on.store.subject.noun) }))
  return command.run(on, checked)
}

/** A command's title on this kind of board: "Add a layer" on a network, "Add a stage" on a service. */
export function titleFor(title: Title, noun: Noun): string {
  return typeof title === 'string' ? title : title({ noun })
}

/** A command as a menu item. */
export function offerOf<B extends Board>(
  { title, shortcut, enabled }: Pick<Command, 'title' | 'shortcut'> & { enabled?(board: B): boolean },
  board: B,
): Offer {
  return {
    title: titleFor(title, board.store.subject.noun),
    ...(shortcut ? { shortcut } : {}),
    enabled: enabled?.(board) ?? true,
  }
}
