/**
 * @file Kernel: one dispatch, as the shader modules define it. `head` and `body` refer to an operand `x` by name:
 * `$x[i]` is its word i, counted from the operand's offset; `$x.at` is that offset, and `$x.all[j]` is word j of the
 * underlying buffer, for loops that add the offset only once. `dispatches.ts` replaces these names with bindings. `i` is
 * the index of the thread (u32), `group` the index of its workgroup, and `lane` its index in the workgroup.
 */
import { CONSTANT_WORDS, type View } from '../program/ops'
import { f32 } from './shaders/wgsl-formulas'

export interface Operand {
  readonly view: View
  readonly access: 'read' | 'write' | 'count'
  /** The type of the operand's words; `count` is u32 and always atomic, for atomicAdd(&$x[i], ...). */
  readonly words: 'f32' | 'u32'
}

export interface Kernel {
  readonly operands: Readonly<Record<string, Operand>>
  /**
   * Either the number of threads that have work, in which case surplus threads return immediately, or the number of
   * workgroups, in which case no thread returns early and all of them can use barriers.
   */
  readonly size: { readonly threads: number } | { readonly groups: number }
  /** Threads per workgroup (default 64). */
  readonly workgroup?: number
  /** WGSL functions and workgroup variables, inserted before main. */
  readonly head?: string
  readonly body: string
}

/** Everything that a shader depends on besides its op. */
export interface KernelContext {
  /** The constants of the next steps, and the state with the index of the current step. */
  readonly constants: View
  readonly state: View
  /** Size of the metrics ring in words. */
  readonly metricWords: number
  /** Maximum number of threads per workgroup. */
  readonly invocations: number
  /** Whether the device is emulated on the CPU, where barriers and workgroup memory cost more time than they save. */
  readonly emulated: boolean
  /** Scratch space that passes data between the dispatches of one op; other ops use the same space. */
  scratch(words: number): View
  /** The variant in `among` that was chosen for this shape; the first one if nothing was measured. */
  choose(shape: string, among: readonly string[]): string
}

export function read(view: View): Operand {
  return { view, access: 'read', words: 'f32' }
}

export function readWords(view: View): Operand {
  return { view, access: 'read', words: 'u32' }
}

/** An operand that is written and can also be read. */
export function write(view: View): Operand {
  return { view, access: 'write', words: 'f32' }
}

export function writeWords(view: View): Operand {
  return { view, access: 'write', words: 'u32' }
}

/**
 * An operand that several threads add to atomically. Only for integers, because their sum does not depend on the order
 * of the additions.
 */
export function addInto(view: View): Operand {
  return { view, access: 'count', words: 'u32' }
}

/** The operands that `stepWord` and `stepNumber` read. */
export function stepOperands(context: KernelContext): { readonly constants: Operand; readonly state: Operand } {
  return { constants: readWords(context.constants), state: readWords(context.state) }
}

/** WGSL for the index where this step's constants begin. */
export const STEP_BEGINS = `$state[0u] * ${CONSTANT_WORDS}u`

/** WGSL for word `word` of this step's constants, as u32. */
export function stepWord(word: number): string {
  return `$constants[${STEP_BEGINS} + ${word}u]`
}

/** WGSL for word `word` of this step's constants, as f32. */
export function stepNumber(word: number): string {
  return `bitcast<f32>(${stepWord(word)})`
}

/** WGSL that stores a result, or adds it if the op accumulates. */
export function assignText(op: { readonly accumulate?: boolean }, place: string, value: string): string {
  return `${place} ${op.accumulate ? '+=' : '='} ${value};`
}

/** WGSL for `scale * (value)`, without the multiplication if the scale is absent or 1. */
export function scaledText(scale: number | undefined, value: string): string {
  return scale === undefined || scale === 1 ? value : `${f32(scale)} * (${value})`
}
