/**
 * @file English messages for refusals by the data report and the simple models, loaded with the code that runs them.
 */
import { defineMessages } from '../define'
import { list, plural } from '../format'

export const report = defineMessages('report', {
  'baselines-target': (a: { column: string }) =>
    `Simple models predict classes and numbers, but "${a.column}" contains neither.`,
  'baselines-alone': (a: { column: string }) =>
    `Simple models use other columns of the same row. This network uses only "${a.column}" from earlier rows, so it cannot be compared with simple models.`,
  'report-stopped': 'The data check was stopped.',
  'no-finding': (a: { finding: string; findings: readonly string[] }) =>
    a.findings.length === 0
      ? `There is no finding "${a.finding}": the report has no findings.`
      : `The report has no finding "${a.finding}". It has ${list(a.findings.slice(0, 20))}.`,
  'no-remedy': (a: { finding: string; remedies: number }) =>
    a.remedies === 0
      ? `The finding "${a.finding}" offers no fix.`
      : `The finding "${a.finding}" offers ${plural(a.remedies, { one: '# fix', other: '# fixes' })}, counted from 0.`,
})
