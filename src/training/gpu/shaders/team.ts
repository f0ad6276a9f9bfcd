/**
 * @file Team: how the threads of a dispatch share work that is units of a sum each (a row, a feature, a weight). Long sums get a
 * workgroup each, whose lanes add every so-many-th term and then one another's, always in the same order; short ones, and all on an
 * emulated device, a thread each.
 */
import type { Kernel } from '../kernel'

/** Sums shorter than this are not worth a workgroup's barriers. */
const SHORT = 32
/** Where there are this many units, a thread each keeps any device busy. */
const MANY = 16_384

export interface Team {
  /** Its part of the kernel. */
  readonly shape: Required<Pick<Kernel, 'size' | 'workgroup' | 'head'>>
  /** Defines `unit`, the unit at hand, and `first`, where this thread's terms begin; they are `step` apart. */
  readonly begin: string
  readonly step: number
  /** The text that makes each of these variables its sum over the team, at most `sums` of them at once. */
  total(...variables: readonly string[]): string
  /** The text, done by one thread of the team. */
  once(text: string): string
}

/** The team for so many units of sums of so many terms. */
export function teamFor(units: number, terms: number, sums: number, emulated: boolean): Team {
  if (emulated || terms < SHORT || units >= MANY) {
    return {
      // Few units: small workgroups, so that they spread over the device.
      shape: { size: { threads: units }, workgroup: units < 256 ? 4 : 64, head: '' },
      begin: '  let unit = i;\n  let first = 0u;',
      step: 1,
      total: () => '',
      once: (text) => text,
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
    once: (text) => `  if (lane == 0u) {\n${text}\n  }`,
  }
}
