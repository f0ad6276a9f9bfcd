/** @file Constant: the same rate from the first step to the last. */
import { schedulesText } from '../../messages/en/catalog/training'
import { defineSchedule } from '../schedule-def'

export const constant = defineSchedule({
  kind: 'constant',
  title: schedulesText.constant.title,
  summary: schedulesText.constant.summary,
  params: {},
  keras: () => ({ class_name: 'Constant', config: {} }),
})
