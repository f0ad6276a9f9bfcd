/**
 * @file Command: one object, read by menus, toolbar, shortcuts, command palette, and the console API. Scripts can do
 * everything a user can, through the same code.
 */
import type { Noun } from '../messages/en/canvas/nouns'
import type { Board, Offer } from './canvas-board'
import type { AppContext } from './context'

/** A title, or a function that builds a title from the noun for nodes ("layer" or "stage"). */
export type Title = string | ((a: { readonly noun: Noun }) => string)

export interface Command<A extends object = object, R = unknown> {
  /** The id of the command in the console API: graph.add, run.start, ... */
  readonly id: string
  readonly title: Title
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
   * Descriptions of the arguments for `netloom.commands()`. Commands that are loaded with the first page have them in
   * `signatures.ts` instead.
   */
  readonly args?: Readonly<Record<string, string>>
  /**
   * Returns whether the command can run now (with these arguments, if given). If absent, the command can always run.
   */
  enabled?(studio: AppContext, args?: A): boolean
  /** Throws a Refusal for a problem the user can fix. */
  run(studio: AppContext, args: A): R | Promise<R>
}

/** Infers the types of a command's arguments and result. */
export function defineCommand<A extends object, R>(command: Command<A, R>): Command<A, R> {
  return command
}

/** A canvas command. It only uses the board that it is given, so it runs on any board. */
export interface BoardCommand<A extends object = object, R = unknown> extends Omit<Command<A, R>, 'enabled' | 'run'> {
  enabled?(board: Board, args?: A): boolean
  run(board: Board, args: A): R | Promise<R>
}

/** Infers the types of a canvas command's arguments and result. */
export function defineBoardCommand<A extends object, R>(command: BoardCommand<A, R>): BoardCommand<A, R> {
  return command
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
