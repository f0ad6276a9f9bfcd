/** @file The color of each policy, used for lines, dots and table rows. */
import type { PolicyId } from '../../../../ops/policy-comparison/compare-policies'

export const COLORS: Readonly<Record<PolicyId, string>> = {
  never: 'var(--soft)',
  monthly: 'var(--class-0)',
  'on drift': 'var(--accent)',
  always: 'var(--class-1)',
}
