/**
 * @file Kernel: one dispatch as its shader families write it. In `head` and `body` an operand `x` is spoken of by name: `$x[i]` is
 * its word i, counted from its own offset; `$x.at` is that offset, and `$x.all[j]` word j of the buffer it lies in, for loops that
 * add the offset once. `bindings.ts` turns these into bindings. `i` is the number of the thread (u32), `group` that of its
 * workgroup, `lane` its number within.
 */
import { CONSTANT_WORDS, type View } from '../program/ops'
import { f32 } from './shaders/maths'

export interface Operand {
  readonly view: View
  readonly access: 'read' | 'write' | 'count'
  /** What its words are; `count` is always u32, to be added to by atomicAdd(&$x[i], ...). */
  readonly words: 'f32' | 'u32'
}

export interface Kernel {
  readonly operands: Readonly<Record<string, Operand>>
  /** Threads that have something to do, the others leave at once; or whole workgroups, of which none leaves, so that they may use barriers. */
  readonly size: { readonly threads: number } | { readonly groups: number }
  /** Threads a workgroup, 64 where absent. */
  readonly workgroup?: number
  /** Functions and workgroup memory, before main. */
  readonly head?: string
  readonly body: string
}

/** What a shader needs to know beside its op. */
export interface ShadeContext {
  /** The records of the steps to come, and the state that says which is now. */
  readonly constants: View
  readonly state: View
  /** Words of the ring of figures. */
  readonly figureWords: number
  /** Most threads of a workgroup. */
  readonly invocations: number
  /** Emulated on the CPU: barriers and workgroup memory cost more there than they save. */
  readonly emulated: boolean
  /** Room for so many words between the dispatches of one op; the next op's is the same. */
  scratch(words: number): View
  /** The variant of this kind chosen for this shape, one of `among` (the first where nothing was measured). */
  choose(shape: string, among: readonly string[]): string
}

export function read(view: View): Operand {
  return { view, access: 'read', words: 'f32' }
}

export function readWords(view: View): Operand {
  return { view, access: 'read', words: 'u32' }
}

/** Written, and readable too. */
export function write(view: View): Operand {
  return { view, access: 'write', words: 'f32' }
}

export function writeWords(view: View): Operand {
  return { view, access: 'write', words: 'u32' }
}

/** Added to by several threads at once: whole numbers only, whose sum knows no order. */
export function countInto(view: View): Operand {
  return { view, access: 'count', words: 'u32' }
}

/** The operands that `stepWord` and `stepNumber` read. */
export function stepOperands(context: ShadeContext): { readonly constants: Operand; readonly state: Operand } {
  return { constants: readWords(context.constants), state: readWords(context.state) }
}

/** Where this step's constants begin. */
export const STEP_BEGINS = `$state[0u] * ${CONSTANT_WORDS}u`

/** Word `word` of this step's constants, u32. */
export function stepWord(word: number): string {
  return `$constants[${STEP_BEGINS} + ${word}u]`
}

/** Word `word` of this step's constants, f32. */
export function stepNumber(word: number): string {
  return `bitcast<f32>(${stepWord(word)})`
}

/** How a result reaches its place: on top of what is there, or instead. */
export function put(op: { readonly accumulate?: boolean }, place: string, value: string): string {
  return `${place} ${op.accumulate ? '+=' : '='} ${value};`
}

/** `scale * (value)`, without the product where it changes nothing. */
export function scaled(scale: number | undefined, value: string): string {
  return scale === undefined || scale === 1 ? value : `${f32(scale)} * (${value})`
}
