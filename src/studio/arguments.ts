/**
 * @file Argument specs: plain records from which a command's TypeScript types, its check, its form, and its entry in
 * the documentation are derived. A library such as zod would add 15 kB to the first load.
 */
import { type Message, message } from '../messages/message'

/** What one argument of a command must be. `T` is its TypeScript type. */
export interface ArgSpec<T = unknown, Optional extends boolean = boolean> {
  /** The type as `netloom.commands()` and the documentation show it: string, node id[], {x, y}. */
  readonly type: string
  accepts(value: unknown): boolean
  readonly isOptional: Optional
  /** The message for a wrong value, if there is a better one than the general one; `shown` is the value as text. */
  problem?(value: unknown, shown: string): Message
  /** Only carries the TypeScript type; never set. */
  readonly value?: T
}

export type ArgSpecs = Readonly<Record<string, ArgSpec>>

type ValueOf<S> = S extends ArgSpec<infer T> ? T : never
type OptionalKeys<S extends ArgSpecs> = { [K in keyof S]: S[K]['isOptional'] extends true ? K : never }[keyof S]

/** The TypeScript type of the arguments that these specs describe. */
export type ArgsOf<S extends ArgSpecs> = {
  readonly [K in Exclude<keyof S, OptionalKeys<S>>]: ValueOf<S[K]>
} & {
  readonly [K in OptionalKeys<S>]?: ValueOf<S[K]> | undefined
}

type Required<T> = ArgSpec<T, false>

function spec<T>(type: string, accepts: (value: unknown) => boolean): Required<T> {
  return { type, accepts, isOptional: false }
}

/** A text; `type` says what it names, for example "node id". */
export const text = (type = 'string'): Required<string> => spec(type, (value) => typeof value === 'string')

/** A finite number; `type` says what it counts, with its unit. */
export const number = (type = 'number'): Required<number> => spec(type, Number.isFinite)

/** A number that may be NaN or infinite, for commands that limit its range themselves. */
export const anyNumber = (type = 'number'): Required<number> => spec(type, (value) => typeof value === 'number')

/** A whole number that is exact. */
export const integer = (type = 'whole number'): Required<number> => spec(type, Number.isSafeInteger)

export const flag = (type = 'boolean'): Required<boolean> => spec(type, (value) => typeof value === 'boolean')

/** One of these values. */
export function oneOf<const T extends string | number>(...values: readonly T[]): Required<T> {
  return spec(listed(values.map(String)), (value) => (values as readonly unknown[]).includes(value))
}

/** A list whose items are all of this type. */
export function list<T>(item: Required<T>): Required<readonly T[]> {
  const type = item.type.includes(' or ') ? `(${item.type})` : item.type
  return spec(`${type}[]`, (value) => Array.isArray(value) && value.every((one) => item.accepts(one)))
}

/** An object whose values are all of this type, keyed by any text. */
export function table<T>(item: Required<T>): Required<Readonly<Record<string, T>>> {
  return spec(
    `{ [name]: ${item.type} }`,
    (value) => isObject(value) && Object.values(value).every((one) => one === undefined || item.accepts(one)),
  )
}

/** An object with these fields and no others. */
export function shape<const S extends ArgSpecs>(fields: S): Required<ArgsOf<S>> {
  return spec(`{${typesOf(fields)}}`, (value) => isObject(value) && findWrongArgument(fields, value) === undefined)
}

/** A position on the canvas, in pixels. */
export const position: Required<{ readonly x: number; readonly y: number }> = {
  ...shape({ x: number(), y: number() }),
  problem: () => message('no-position', {}),
}

/** Either of two types. */
export function either<A, B>(a: Required<A>, b: Required<B>): Required<A | B> {
  return spec(`${a.type} or ${b.type}`, (value) => a.accepts(value) || b.accepts(value))
}

/** A value of this type, or null, which removes it. */
export function nullable<T>(of: Required<T>): Required<T | null> {
  return spec(`${of.type} or null`, (value) => value === null || of.accepts(value))
}

/** A value that the command checks when it reads it, such as a scenario; `accepts` finds what it could not read. */
export const checkedLater = <T>(
  type: string,
  accepts: (value: unknown) => boolean = (value) => value !== undefined,
): Required<T> => spec(type, accepts)

/** A text that the command checks when it reads it, such as the name of an alias. */
export const textLater = <T extends string>(type: string): Required<T> =>
  checkedLater(type, (value) => typeof value === 'string')

/** An object with at least these fields, which the command reads. */
export const objectWith = <T>(type: string, ...fields: readonly string[]): Required<T> =>
  checkedLater(type, (value) => isObject(value) && fields.every((field) => value[field] !== undefined))

/** An instance of a class of the browser, such as Uint8Array or File. */
export function instance<T>(of: abstract new (...args: never[]) => T): Required<T> {
  return spec(of.name, (value) => value instanceof of)
}

/** A function; `type` says what it gets. */
export const callback = <F extends (...args: never[]) => unknown>(type: string): Required<F> =>
  spec(type, (value) => typeof value === 'function')

/** An argument that may be left out. */
export function optional<T>(of: Required<T>): ArgSpec<T, true> {
  return { ...of, isOptional: true }
}

/** Why arguments are refused. */
export type WrongArgument =
  | {
      readonly fault: 'missing' | 'wrong'
      readonly name: string
      readonly type: string
      readonly value: unknown
      readonly problem?: Message
    }
  | { readonly fault: 'unknown'; readonly name: string; readonly known: readonly string[] }

/** Returns the first argument that does not fit the specs; undefined if all fit. An undefined value counts as absent. */
export function findWrongArgument(specs: ArgSpecs, args: object): WrongArgument | undefined {
  const given = args as Readonly<Record<string, unknown>>
  for (const [name, { type, accepts, isOptional, problem }] of Object.entries(specs)) {
    const value = given[name]
    if (value === undefined ? isOptional : accepts(value)) continue
    const fault = value === undefined ? 'missing' : 'wrong'
    const better = value === undefined ? undefined : problem?.(value, shownValue(value))
    return { fault, name, type, value, ...(better ? { problem: better } : {}) }
  }
  const unknown = Object.keys(given).find((name) => given[name] !== undefined && !Object.hasOwn(specs, name))
  return unknown === undefined ? undefined : { fault: 'unknown', name: unknown, known: Object.keys(specs) }
}

/** Characters of a value to show, and levels of nested lists. */
const MOST = 40
const MOST_LEVELS = 3

/** A short text of any value; never fails, and does not print large values in full. */
export function shownValue(value: unknown, level = 0): string {
  if (Array.isArray(value)) {
    if (level === MOST_LEVELS) return '[…]'
    const items = value.slice(0, MOST).map((one) => quotedValue(one, level + 1))
    return `[${shortened(items.join(', '))}]`
  }
  if (typeof value !== 'object' || value === null) return shortened(String(value))
  const { name } = value.constructor ?? Object
  return name === 'Object' ? `{${shortened(Object.keys(value).slice(0, MOST).join(', '))}}` : name
}

/** The same, with a text in quotation marks. */
export function quotedValue(value: unknown, level = 0): string {
  return typeof value === 'string' ? JSON.stringify(shortened(value)) : shownValue(value, level)
}

function shortened(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text
}

/** The type of an argument as the documentation shows it; a question mark marks an optional one. */
export function typeText({ type, isOptional }: ArgSpec): string {
  return isOptional ? `${type}?` : type
}

function typesOf(specs: ArgSpecs): string {
  return Object.entries(specs)
    .map(([name, { isOptional }]) => (isOptional ? `${name}?` : name))
    .join(', ')
}

function listed(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
