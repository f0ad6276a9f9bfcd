/** @file Constant: the same rate from the first step to the last. */
import { defineSchedule } from '../schedule-def'

export const constant = defineSchedule({
  kind: 'constant',
  title: 'Constant',
  summary: 'The same rate from the first step to the last.',
  params: {},
  keras: () => ({ class_name: 'Constant', config: {} }),
})
