/** @file UI text for the grade of a drill: how the points of each part were earned. */
import { defineText } from '../../define'
import { count, counted, number, percent, oneDecimal } from '../../format'

export const drillGradeText = defineText('operate/drill-grade', {
  harm: (a: { harm: number; nothing: number; best: number }) =>
    `${number(a.harm, 6)}; doing nothing: ${number(a.nothing, 6)}, best known solution: ${number(a.best, 6)}`,
  budgets: (a: { budgets: readonly string[] }) => a.budgets.join('; '),
  budget: (a: { objective: string; left: string }) => `${a.objective}: ${a.left}`,
  left: (a: { left: number }) => `${percent(a.left)} left`,
  overspent: (a: { times: number }) => `used ${oneDecimal(a.times)} times the budget`,
  farOverspent: 'used more than 10 times the budget',
  noAction: 'no action taken',
  detected: (a: { minutes: number }) => `${counted(a.minutes, 'minute')} after the fault began`,
  notOver: 'not back to normal by the end',
  overWithoutAction: 'ended without any action',
  noHarm: 'fixed before it did measurable harm',
  over: (a: { minute: number }) => `back to normal ${counted(a.minute, 'minute')} after the fault began`,
  overAfterChange: (a: { minute: number; changed: number }) =>
    `back to normal ${counted(a.minute, 'minute')} after the fault began; your last change came ${counted(a.changed, 'minute')} after it began`,
  labels: (a: { labels: number }) => `${counted(a.labels, 'label')} added manually`,
  alarms: (a: { alarms: number }) => `${count(a.alarms)} before anything was wrong`,
})
