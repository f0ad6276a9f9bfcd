/**
 * @file Command: one object, read by menus, toolbar, shortcuts, command palette and the console API. What a person can do,
 * a script can do by the same path.
 */
import type { Noun } from '../messages/en/canvas/nouns'
import type { Board, Offer } from './board'
import type { AppContext } from './context'

/** A title, or one for each kind of node that the command works on. */
export type Title = string | ((a: { readonly noun: Noun }) => string)

export interface Command<A extends object = object, R = unknown> {
  /** As the console API names it: graph.add, run.start, ... */
  readonly id: string
  readonly title: Title
  /** Shown in the palette and in menus; absent: for scripts and other commands. */
  readonly listed?: boolean
  /** In tinykeys' notation: $mod+z, /, ... */
  readonly shortcut?: string
  /** Where its keys are heard: on the canvas alone, or by the browser's own copy, cut and paste; absent: on the whole page. */
  readonly heard?: 'canvas' | 'clipboard'
  /** Its arguments, for `netloom.commands()`; of a command of the first page they are in `signatures.ts`. */
  readonly args?: Readonly<Record<string, string>>
  /** Whether it can run now, with these arguments where there are any; default always. */
  enabled?(studio: AppContext, args?: A): boolean
  /** Throws a Refusal for what the user can mend. */
  run(studio: AppContext, args: A): R | Promise<R>
}

/** Types a command's arguments and result. */
export function defineCommand<A extends object, R>(command: Command<A, R>): Command<A, R> {
  return command
}

/** A command of the canvas: it knows the board alone, and so runs on any. */
export interface BoardCommand<A extends object = object, R = unknown> extends Omit<Command<A, R>, 'enabled' | 'run'> {
  enabled?(board: Board, args?: A): boolean
  run(board: Board, args: A): R | Promise<R>
}

/** Types the arguments and result of a command of the canvas. */
export function defineBoardCommand<A extends object, R>(command: BoardCommand<A, R>): BoardCommand<A, R> {
  return command
}

/** The title of a command on a board of this kind: "Add a layer" on a network, "Add a stage" on a service. */
export function titleFor(title: Title, noun: Noun): string {
  return typeof title === 'string' ? title : title({ noun })
}

/** A command as a menu shows it. */
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
