/**
 * @file Team: how the threads of a dispatch share units of work, each of which is one sum (for a row, a feature or a
 * weight). A long sum gets a workgroup, whose lanes each add every n-th term and then reduce their sums, always in the
 * same order. A short sum, and any sum on an emulated device, gets a single thread.
 */
import type { Kernel } from '../kernel'

/** Sums shorter than this are not worth the barriers of a workgroup. */
const SHORT = 32
/** If there are at least this many units of work, one thread per unit keeps any device busy. */
const MANY = 16_384

interface Team {
  /** The fields of the kernel that are determined by the team. */
  readonly shape: Required<Pick<Kernel, 'size' | 'workgroup' | 'head'>>
  /**
   * WGSL that defines `unit`, the current unit of work, and `first`, the index of this thread's first term; its other
   * terms follow at intervals of `step`.
   */
  readonly begin: string
  readonly step: number
  /**
   * WGSL that replaces each of these variables with its sum over the team; it handles at most `sums` variables at a
   * time.
   */
  total(...variables: readonly string[]): string
  /** Wraps the WGSL so that only one thread of the team executes it. */
  byOneThread(text: string): string
}

/** The team for this many units of work, each of which is a sum of `terms` terms. */
export function teamFor(units: number, terms: number, sums: number, emulated: boolean): Team {
  if (emulated || terms < SHORT || units >= MANY) {
    return {
      // If there are few units of work, workgroups are small so that they spread across the device.
      shape: { size: { threads: units }, workgroup: units < 256 ? 4 : 64, head: '' },
      begin: '  let unit = i;\n  let first = 0u;',
      step: 1,
      total: () => '',
      byOneThread: (text) => text,
    }
  }
  const lanes = terms >= 2048 ? 256 : 64
  const parts = Array.from({ length: sums }, (_, s) => `part${s}`)
  return {
    shape: {
      size: { groups: units },
      workgroup: lanes,
      head: parts.map((part) => `var<workgroup> ${part}: array<f32, ${lanes}>;`).join('\n'),
    },
    begin: '  let unit = group;\n  let first = lane;',
    step: lanes,
    total: (...variables) => {
      const each = (line: (variable: string, part: string) => string) =>
        variables.map((variable, s) => line(variable, parts[s] as string)).join(' ')
      return `  ${each((variable, part) => `${part}[lane] = ${variable};`)}
  for (var reach = ${lanes / 2}u; reach > 0u; reach /= 2u) {
    workgroupBarrier();
    if (lane < reach) { ${each((_, part) => `${part}[lane] += ${part}[lane + reach];`)} }
  }
  workgroupBarrier();
  ${each((variable, part) => `${variable} = ${part}[0];`)}
  workgroupBarrier();`
    },
    byOneThread: (text) => `  if (lane == 0u) {\n${text}\n  }`,
  }
}

/** Declares workgroup memory for the sums of `names`. */
export function sumsOf(names: readonly string[], lanes: number): string {
  return names.map((name) => `var<workgroup> ${name}: array<f32, ${lanes}>;`).join('\n')
}

/**
 * WGSL that adds up what each thread has stored in its lane of `names`; afterwards every thread can read the sums at
 * index 0. `lanes` is a power of two.
 */
export function reduceText(names: readonly string[], lanes: number): string {
  const halves = names.map((name) => `${name}[lane] += ${name}[lane + half];`).join(' ')
  return `  for (var half = ${lanes / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) { ${halves} }
  }
  workgroupBarrier();`
}
