/** @file RunCommand: how commands are called by id, with the types of their arguments and results. */

/**
 * The types of all commands, keyed by id. `command-types.ts` adds them, so that no file has to import the commands.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the entries are added by declaration merging
export interface CommandTypes {}

export type CommandId = keyof CommandTypes
export type CommandArgs<I extends CommandId> = CommandTypes[I] extends { readonly args: infer A } ? A : never
export type CommandResult<I extends CommandId> = CommandTypes[I] extends { readonly result: infer R } ? R : never

/** The arguments after the id in a call: they may be left out if all of them are optional. */
export type CallArgs<I extends CommandId> =
  Record<string, never> extends CommandArgs<I> ? [args?: CommandArgs<I>] : [args: CommandArgs<I>]

/** The ids of commands that can be called without arguments. */
export type PlainCommandId = {
  [I in CommandId]: Record<string, never> extends CommandArgs<I> ? I : never
}[CommandId]

declare const checked: unique symbol

/** A call as data, for example the action of a notice. Only `callOf` makes one, which checks the types. */
export interface CommandCall {
  readonly command: string
  readonly args?: object | undefined
  readonly [checked]: true
}

/** A call as data, with checked types. */
export function callOf<I extends CommandId>(command: I, ...[args]: CallArgs<I>): CommandCall {
  // The cast is safe because the symbol exists only as a type.
  return { command, ...(args ? { args } : {}) } as unknown as CommandCall
}

/** Runs a command by id; rejects with a Refusal, or with an internal error. */
export type RunCommand = <I extends CommandId>(id: I, ...args: CallArgs<I>) => Promise<CommandResult<I>>

/** Runs a call that is data; rejects like `run`. */
export function runCall(on: { readonly runById: RunById }, { command, args }: CommandCall): Promise<unknown> {
  return on.runById(command, args)
}

/** Runs a command by id, and shows an error as a notice. */
export type RunAndReport = <I extends CommandId>(id: I, ...args: CallArgs<I>) => void

/** Runs a command whose id is only known at run time, with arguments that are not checked before. */
export type RunById = (id: string, args?: object) => Promise<unknown>

/** `run` with the types of all commands, from a function that looks up a command and runs it with `runChecked`. */
export function typedRun(runById: RunById): RunCommand {
  // The cast is safe because `runChecked` checks the arguments, and the result type follows from the command's record.
  return runById as RunCommand
}
