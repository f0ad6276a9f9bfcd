/**
 * @file Kernel: one dispatch as the shader modules define it. In `head` and `body`, an operand `x` is referred to by
 * name: `$x[i]` is its word i, counted from its own offset; `$x.at` is that offset, and `$x.all[j]` is word j of the
 * buffer it is in, for loops that add the offset once. `bindings.ts` turns these into bindings. `i` is the index of the
 * thread (u32), `group` that of its workgroup, `lane` its index in the workgroup.
 */
import { CONSTANT_WORDS, type View } from '../program/ops'
import { f32 } from './shaders/maths'

export interface Operand {
  readonly view: View
  readonly access: 'read' | 'write' | 'count'
  /** The type of its words; `count` is always u32, for atomicAdd(&$x[i], ...). */
  readonly words: 'f32' | 'u32'
}

export interface Kernel {
  readonly operands: Readonly<Record<string, Operand>>
  /**
   * Threads with work, while the others return at once; or whole workgroups, in which no thread returns early, so that
   * they can use barriers.
   */
  readonly size: { readonly threads: number } | { readonly groups: number }
  /** Threads per workgroup; 64 if absent. */
  readonly workgroup?: number
  /** Functions and workgroup memory, placed before main. */
  readonly head?: string
  readonly body: string
}

/** What a shader depends on in addition to its op. */
export interface KernelContext {
  /** The records of the next steps, and the state with the index of the current one. */
  readonly constants: View
  readonly state: View
  /** Words of the metrics ring. */
  readonly metricWords: number
  /** The most threads per workgroup. */
  readonly invocations: number
  /** Whether the device is emulated on the CPU, where barriers and workgroup memory cost more than they save. */
  readonly emulated: boolean
  /** Scratch space between the dispatches of one op, shared with other ops. */
  scratch(words: number): View
  /** The chosen variant for this shape, one of `among` (the first if nothing was measured). */
  choose(shape: string, among: readonly string[]): string
}

export function read(view: View): Operand {
  return { view, access: 'read', words: 'f32' }
}

export function readWords(view: View): Operand {
  return { view, access: 'read', words: 'u32' }
}

/** Written, and also readable. */
export function write(view: View): Operand {
  return { view, access: 'write', words: 'f32' }
}

export function writeWords(view: View): Operand {
  return { view, access: 'write', words: 'u32' }
}

/** Added to by several threads at once: whole numbers only, whose sum does not depend on the order. */
export function addInto(view: View): Operand {
  return { view, access: 'count', words: 'u32' }
}

/** The operands that `stepWord` and `stepNumber` read. */
export function stepOperands(context: KernelContext): { readonly constants: Operand; readonly state: Operand } {
  return { constants: readWords(context.constants), state: readWords(context.state) }
}

/** The index of this step's constants. */
export const STEP_BEGINS = `$state[0u] * ${CONSTANT_WORDS}u`

/** Word `word` of this step's constants, u32. */
export function stepWord(word: number): string {
  return `$constants[${STEP_BEGINS} + ${word}u]`
}

/** Word `word` of this step's constants, f32. */
export function stepNumber(word: number): string {
  return `bitcast<f32>(${stepWord(word)})`
}

/** Assigns a result, or adds it if the op accumulates. */
export function assignText(op: { readonly accumulate?: boolean }, place: string, value: string): string {
  return `${place} ${op.accumulate ? '+=' : '='} ${value};`
}

/** `scale * (value)`, without the product if it changes nothing. */
export function scaledText(scale: number | undefined, value: string): string {
  return scale === undefined || scale === 1 ? value : `${f32(scale)} * (${value})`
}
