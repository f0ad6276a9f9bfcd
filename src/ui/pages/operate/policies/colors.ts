/** @file Colours of the policies, the same in lines, dots and rows. */
import type { PolicyId } from '../../../../ops/policy-comparison/compare-policies'

export const COLOURS: Readonly<Record<PolicyId, string>> = {
  never: 'var(--soft)',
  monthly: 'var(--class-0)',
  'on drift': 'var(--accent)',
  always: 'var(--class-1)',
}
