/** @file English sentences of asking for the report on a set, loaded with what asks: one function a code. */
import { defineMessages } from '../define'
import { list } from '../format'

export const report = defineMessages('report', {
  'baselines-target': (a: { column: string }) => `Simple models tell classes and numbers; "${a.column}" holds neither.`,
  'baselines-alone': (a: { column: string }) =>
    `Simple models read other columns of the same row; here "${a.column}" alone is read, from earlier rows, so there is nothing to hold the network against.`,
  'report-stopped': (_: object) => 'Looking at the data was stopped.',
  'no-finding': (a: { finding: string; findings: readonly string[] }) =>
    `The report has no finding "${a.finding}"; ${a.findings.length === 0 ? 'it has none' : `it has ${list(a.findings.slice(0, 20))}`}.`,
  'no-remedy': (a: { finding: string; remedies: number }) =>
    `The finding "${a.finding}" offers ${a.remedies === 0 ? 'nothing to do' : `${a.remedies} things to do, counted from 0`}.`,
})
