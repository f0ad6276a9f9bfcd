/** @file Colors of the policies, the same in lines, dots and table rows. */
import type { PolicyId } from '../../../../ops/policy-comparison/compare-policies'

export const COLORS: Readonly<Record<PolicyId, string>> = {
  never: 'var(--soft)',
  monthly: 'var(--class-0)',
  'on drift': 'var(--accent)',
  always: 'var(--class-1)',
}
