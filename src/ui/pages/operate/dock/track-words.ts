/** @file Lane words: what each lane of a score is called, and what stands in it. */
import type { Lane } from '../../../../ops/scenario/scenario'

export const LANE_WORDS: Readonly<Record<Lane, { readonly title: string; readonly about: string }>> = {
  traffic: { title: 'Traffic', about: 'How many requests come, in waves and bursts' },
  mix: { title: 'Mix', about: 'Which slices they come from' },
  drift: { title: 'Drift', about: 'How inputs change' },
  faults: { title: 'Faults', about: 'What breaks' },
  labels: { title: 'Labels', about: 'When the truth is told, of how many, and how often wrongly' },
}
