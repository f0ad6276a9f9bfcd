/**
 * @file Parameter specs: plain data from which a parameter's form, check, default and random value are derived.
 * `valuesOf` checks the loose parameters of a drawing and returns them typed.
 */
import { paramsText } from '../messages/en/catalog/params'
import { message } from '../messages/message'
import type { Problem } from '../messages/problem'
import { fail, ok, type Result } from '../base/result'

export type ParamValue = number | string | boolean | readonly number[] | readonly string[]

interface Spec<T extends string, V> {
  readonly type: T
  readonly label: string
  readonly default: V
  readonly help?: string
  /** Shown under "More", because the default is usually right. */
  readonly advanced?: boolean
}
export interface IntSpec extends Spec<'int', number> {
  readonly min: number
  readonly max: number
  /**
   * For a block parameter: when the block is inserted after a node that has a parameter of the same name, the initial
   * value is this multiple of that node's value.
   */
  readonly grows?: number
}
export interface FloatSpec extends Spec<'float', number> {
  readonly min: number
  readonly max: number
  /** The step size for dragging and for the arrow keys. */
  readonly step?: number
}
export interface FlagSpec extends Spec<'flag', boolean> {}
export interface ChoiceSpec<O extends string = string> extends Spec<'choice', O> {
  readonly options: readonly O[]
  /** Display names of the options, if they differ from the ids. */
  readonly labels?: Readonly<Record<O, string>>
}
/** A window size over `axes` spatial axes: one number for all axes, or one per axis. */
export interface WindowSpec extends Spec<'window', number | readonly number[]> {
  readonly axes: number
  readonly min: number
  readonly max: number
}
/** A list of integers, such as a shape or an order of axes. */
export interface IntsSpec extends Spec<'ints', readonly number[]> {
  readonly min: number
  readonly max: number
  readonly maxLength: number
}
export interface TextSpec extends Spec<'text', string> {
  readonly maxLength: number
}
/** Names of columns of the current dataset; empty means all remaining columns. */
export interface ColumnsSpec extends Spec<'columns', readonly string[]> {}

export type ParamSpec = IntSpec | FloatSpec | FlagSpec | ChoiceSpec | WindowSpec | IntsSpec | TextSpec | ColumnsSpec
export type ParamSpecs = Readonly<Record<string, ParamSpec>>

type ValueOf<S extends ParamSpec> = S extends ChoiceSpec<infer O> ? O : S['default']
export type ValuesOf<P extends ParamSpecs> = { readonly [K in keyof P]: ValueOf<P[K]> }

type Options<S extends ParamSpec> = Omit<S, 'type'>
export const int = (spec: Options<IntSpec>): IntSpec => ({ type: 'int', ...spec })
export const float = (spec: Options<FloatSpec>): FloatSpec => ({ type: 'float', ...spec })
export const flag = (spec: Options<FlagSpec>): FlagSpec => ({ type: 'flag', ...spec })
export const window = (spec: Options<WindowSpec>): WindowSpec => ({ type: 'window', ...spec })
export const ints = (spec: Options<IntsSpec>): IntsSpec => ({ type: 'ints', ...spec })
export const text = (spec: Options<TextSpec>): TextSpec => ({ type: 'text', ...spec })
export const columns = (spec: Options<ColumnsSpec>): ColumnsSpec => ({ type: 'columns', ...spec })
export function choice<const O extends string>(spec: Options<ChoiceSpec<O>>): ChoiceSpec<O> {
  return { type: 'choice', ...spec }
}

/** The default values of all parameters. */
export function defaultsOf<P extends ParamSpecs>(specs: P): ValuesOf<P> {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.default])) as ValuesOf<P>
}

/**
 * Merges loose parameters over the defaults and checks them; returns the values, or the problem of the first invalid
 * parameter.
 */
export function valuesOf<P extends ParamSpecs>(
  specs: P,
  params: Readonly<Record<string, ParamValue>>,
  owner: string,
): Result<ValuesOf<P>, Problem> {
  for (const name of Object.keys(params)) {
    if (!Object.hasOwn(specs, name)) return fail(message('param-unknown', { param: name, layer: owner }))
  }
  for (const [name, spec] of Object.entries(specs)) {
    const value = Object.hasOwn(params, name) ? params[name] : spec.default
    const problem = problemOf(spec, value as ParamValue)
    if (problem) return fail(problem)
  }
  return ok({ ...defaultsOf(specs), ...params } as ValuesOf<P>)
}

/** The problem with a value, or undefined if the value is valid. */
export function problemOf(spec: ParamSpec, value: unknown): Problem | undefined {
  switch (spec.type) {
    case 'int':
      return typeof value === 'number' && Number.isInteger(value)
        ? outside(spec, value)
        : mistyped(spec, value, paramsText.wholeNumber)
    case 'float':
      return typeof value === 'number' && Number.isFinite(value)
        ? outside(spec, value)
        : mistyped(spec, value, paramsText.number)
    case 'flag':
      return typeof value === 'boolean' ? undefined : mistyped(spec, value, paramsText.flag)
    case 'choice':
      if (typeof value === 'string' && spec.options.includes(value)) return undefined
      return message('param-choice', { param: spec.label, value: show(value), options: spec.options })
    case 'window': {
      if (typeof value === 'number')
        return Number.isInteger(value) ? outside(spec, value) : mistyped(spec, value, paramsText.wholeNumbers)
      const whole = Array.isArray(value) && value.length === spec.axes && value.every((n) => Number.isInteger(n))
      if (!whole)
        return mistyped(spec, value, spec.axes === 1 ? paramsText.wholeNumber : paramsText.window({ axes: spec.axes }))
      return firstOutside(spec, value as readonly number[])
    }
    case 'ints': {
      const whole = Array.isArray(value) && value.length <= spec.maxLength && value.every((n) => Number.isInteger(n))
      return whole
        ? firstOutside(spec, value as readonly number[])
        : mistyped(spec, value, paramsText.list({ most: spec.maxLength }))
    }
    case 'text':
      return typeof value === 'string' && value.length <= spec.maxLength
        ? undefined
        : mistyped(spec, value, paramsText.text({ most: spec.maxLength }))
    case 'columns':
      return Array.isArray(value) && value.every((n) => typeof n === 'string')
        ? undefined
        : mistyped(spec, value, paramsText.columns)
    default:
      return spec satisfies never
  }
}

/** Returns a window parameter as one number per axis. */
export function perAxis(value: number | readonly number[], axes: number): readonly number[] {
  return typeof value === 'number' ? Array.from({ length: axes }, () => value) : value
}

function outside(spec: { label: string; min: number; max: number }, value: number): Problem | undefined {
  if (value >= spec.min && value <= spec.max) return undefined
  return message('param-range', { param: spec.label, value, min: spec.min, max: spec.max })
}

function firstOutside(
  spec: { label: string; min: number; max: number },
  values: readonly number[],
): Problem | undefined {
  for (const value of values) {
    const problem = outside(spec, value)
    if (problem) return problem
  }
  return undefined
}

function mistyped(spec: ParamSpec, value: unknown, wants: string): Problem {
  return message('param-type', { param: spec.label, value: show(value), wants })
}

function show(value: unknown): string {
  const words = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? paramsText.nothing)
  return words.length > 40 ? `${words.slice(0, 39)}…` : words
}
