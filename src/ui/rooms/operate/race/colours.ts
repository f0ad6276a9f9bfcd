/** @file Colours of the policies, the same in lines, dots and rows. */
import type { PolicyId } from '../../../../ops/race/race'

export const COLOURS: Readonly<Record<PolicyId, string>> = {
  never: 'var(--soft)',
  monthly: 'var(--class-0)',
  'on drift': 'var(--accent)',
  always: 'var(--class-1)',
}
