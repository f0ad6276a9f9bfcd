/** @file Dispatches: the kernels of an op, and how their operands are bound to GPU buffers. WebGPU forbids binding a buffer as
 * both read-only and writable in one dispatch, so each buffer is bound only once, as writable if any of its operands is
 * written. Nonzero offsets are read from a small uniform buffer, so that ops of the same shape share a pipeline regardless
 * of where their operands are located. */
import type { BufferSpec, Op, OpName, OpOf } from '../program/ops'
import type { Kernel, KernelContext, Operand } from './kernel'
import * as conv2d from './shaders/conv2d'
import * as conv2dKernelGradient from './shaders/conv2d-kernel-gradient'
import * as depthwise from './shaders/depthwise'
import * as elementwise from './shaders/elementwise'
import * as gatherRows from './shaders/gather-rows'
import * as loss from './shaders/loss'
import { withMaths } from './shaders/maths'
import * as norms from './shaders/norms'
import * as pools from './shaders/pools'
import * as products from './shaders/products'
import * as recurrentCells from './shaders/recurrent-cells'
import * as weightUpdate from './shaders/weight-update'

/** The function of each op. The compiler checks that none is missing. */
const KERNELS: { readonly [K in OpName]: (op: OpOf<K>, context: KernelContext) => Kernel[] } = {
  ...conv2d,
  ...conv2dKernelGradient,
  ...depthwise,
  ...elementwise,
  ...gatherRows,
  ...loss,
  ...norms,
  ...pools,
  ...products,
  ...recurrentCells,
  ...weightUpdate,
}

/** The dispatches of an op, in order: the function of a shader module that has the name of the op creates them. */
export function kernelsForOp(op: Op, context: KernelContext): Kernel[] {
  return (KERNELS[op.op] as (op: Op, context: KernelContext) => Kernel[])(op, context)
}

/** A GPU buffer that a dispatch uses. */
interface Bound {
  readonly buffer: number
  readonly writable: boolean
}

export interface BoundKernel {
  /** The complete WGSL source, which is also the key under which the pipeline is cached. */
  readonly source: string
  /** The buffers bound at 0, 1, ...; the uniform buffer of offsets follows if there is one. */
  readonly bound: readonly Bound[]
  /** The contents of the uniform buffer of offsets; empty if every operand begins at the first word of its buffer. */
  readonly offsets: readonly number[]
  readonly grid: readonly [number, number]
}

/** Maps a buffer of the program to a GPU buffer and an offset, because small buffers share a GPU buffer. */
export type Locate = (buffer: number) => { readonly buffer: number; readonly offset: number }

/** Maximum number of workgroups along one axis, guaranteed on every device. */
const ROW = 65_535

/**
 * Returns the kernel's complete WGSL source and its bindings. Throws if its operands cannot be bound as it requires.
 */
export function bindKernel(kernel: Kernel, locate: Locate): BoundKernel {
  const named = Object.entries(kernel.operands).map(([name, operand]) => {
    const { buffer, offset } = locate(operand.view.buffer)
    return { name, operand, buffer, offset: offset + operand.view.offset }
  })
  const buffers = [...new Set(named.map(({ buffer }) => buffer))]
  const types = buffers.map((buffer) => typeOf(named.filter((other) => other.buffer === buffer).map((o) => o.operand)))
  const moved = [...new Set(named.map(({ offset }) => offset).filter((offset) => offset !== 0))]
  let text = `${kernel.head ?? ''}\n${main(kernel)}`
  for (const { name, operand, buffer, offset } of named) {
    const at = buffers.indexOf(buffer)
    const type = types[at] as BufferType
    text = replaceOperand(text, name, `buffer${at}`, offsetName(moved.indexOf(offset)), reader(operand, type))
  }
  const left = /\$\w+/.exec(text)
  if (left) throw new Error(`a shader speaks of ${left[0]}, which is no operand of it`)
  const declared = types.map(
    ({ writable, element }, i) =>
      `@group(0) @binding(${i}) var<storage, ${writable ? 'read_write' : 'read'}> buffer${i}: array<${element}>;`,
  )
  if (moved.length > 0) {
    declared.push(
      `@group(0) @binding(${buffers.length}) var<uniform> offsets: array<vec4u, ${Math.ceil(moved.length / 4)}>;`,
    )
  }
  return {
    source: `${declared.join('\n')}\n${withMaths(text)}`,
    bound: buffers.map((buffer, i) => ({ buffer, writable: (types[i] as BufferType).writable })),
    offsets: moved,
    grid: gridOf(groupsOf(kernel)),
  }
}

interface BufferType {
  readonly writable: boolean
  readonly element: 'f32' | 'u32' | 'atomic<u32>'
}

function typeOf(operands: readonly Operand[]): BufferType {
  const counted = operands.some(({ access }) => access === 'count')
  if (counted && operands.some(({ access }) => access !== 'count')) {
    throw new Error('a buffer is counted into and used otherwise in one dispatch')
  }
  if (counted) return { writable: true, element: 'atomic<u32>' }
  const written = operands.find(({ access }) => access === 'write')
  if (operands.some(({ access, words }) => access === 'write' && words !== written?.words)) {
    throw new Error('a buffer is written as f32 and as u32 in one dispatch')
  }
  const [first] = operands
  return { writable: written !== undefined, element: (written ?? first)?.words ?? 'f32' }
}

/** WGSL that converts a word, read from a buffer of another type, to the operand's type. */
function reader({ words, access }: Operand, { element }: BufferType): (word: string) => string {
  return access === 'count' || element === words ? (word) => word : (word) => `bitcast<${words}>(${word})`
}

function offsetName(index: number): string {
  return index < 0 ? '0u' : `offsets[${Math.floor(index / 4)}].${'xyzw'[index % 4]}`
}

/** Replaces every `$name...` in the text with the corresponding binding. */
function replaceOperand(
  text: string,
  name: string,
  binding: string,
  offset: string,
  as: (word: string) => string,
): string {
  const mark = new RegExp(`\\$${name}(\\.at\\b|\\.all\\[|\\[)`)
  let done = text
  for (let found = mark.exec(done); found; found = mark.exec(done)) {
    const before = done.slice(0, found.index)
    const after = done.slice(found.index + found[0].length)
    if (found[1] === '.at') {
      done = `${before}${offset}${after}`
      continue
    }
    const end = closing(after)
    const inner = after.slice(0, end)
    const index = found[1] === '.all[' || offset === '0u' ? inner : `${offset} + (${inner})`
    done = `${before}${as(`${binding}[${index}]`)}${after.slice(end + 1)}`
  }
  return done
}

/** The index of the bracket that closes the one at the start of the text. */
function closing(text: string): number {
  let depth = 1
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '[') depth++
    if (text[i] === ']') depth--
    if (depth === 0) return i
  }
  throw new Error('a bracket in a shader does not close')
}

function main(kernel: Kernel): string {
  const workgroup = kernel.workgroup ?? 64
  const groups = groupsOf(kernel)
  const [columns, rows] = gridOf(groups)
  const lines = [
    `@compute @workgroup_size(${workgroup})`,
    'fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {',
    rows === 1 ? '  let group = workgroup.x;' : `  let group = workgroup.y * ${columns}u + workgroup.x;`,
    `  let i = group * ${workgroup}u + lane;`,
  ]
  if ('threads' in kernel.size) lines.push(`  if (i >= ${kernel.size.threads}u) { return; }`)
  else if (columns * rows > groups) lines.push(`  if (group >= ${groups}u) { return; }`)
  return `${lines.join('\n')}\n${kernel.body}\n}`
}

function groupsOf({ size, workgroup = 64 }: Kernel): number {
  return 'groups' in size ? size.groups : Math.ceil(size.threads / workgroup)
}

/**
 * Arranges this many workgroups as a grid: a single row, or if that would be too long, a rectangle with less than one
 * row of unused workgroups.
 */
function gridOf(groups: number): readonly [number, number] {
  if (groups <= ROW) return [Math.max(1, groups), 1]
  const rows = Math.ceil(groups / ROW)
  return [Math.ceil(groups / rows), rows]
}

interface Layout {
  /** Size of each GPU buffer in bytes. */
  readonly sizes: readonly number[]
  readonly locate: Locate
}

/**
 * Each buffer gets its own GPU buffer, except that order, constants and state share one: a loss op reads these three in
 * addition to its seven other buffers, and some devices allow only eight bindings.
 */
export function layoutBuffers(buffers: readonly BufferSpec[]): Layout {
  const sizes: number[] = []
  let control = -1
  const places = buffers.map(({ role, words }) => {
    const bytes = Math.max(1, words) * 4
    if (role !== 'order' && role !== 'constants' && role !== 'state') {
      sizes.push(bytes)
      return { buffer: sizes.length - 1, offset: 0 }
    }
    if (control < 0) {
      control = sizes.length
      sizes.push(0)
    }
    const offset = sizes[control] as number
    sizes[control] = offset + bytes
    return { buffer: control, offset: offset / 4 }
  })
  return {
    sizes,
    locate(buffer) {
      const place = places[buffer]
      if (!place) throw new Error(`the program has no buffer ${buffer}`)
      return place
    },
  }
}
