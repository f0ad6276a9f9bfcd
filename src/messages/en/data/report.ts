/** @file Messages and UI text about the data report: its findings, its progress, and why it stopped. */
import { defineMessages, defineText } from '../../define'
import { count, identifier, list, plural } from '../../format'

const findings = (n: number) => plural(n, { one: '# finding', other: '# findings' })
const rows = (n: number) => plural(n, { one: '# row', other: '# rows' })

export const reportText = defineText('data/report', {
  title: 'Report',
  checking: 'Checking the data for problems',
  nothing: (a: { rows: number }) =>
    `No problems found. ${rows(a.rows)} were checked for missing values, duplicates, leaks, identifiers, mixed units, inconsistent spellings, outliers, rare classes, too few rows, and differences between the sets.`,
  /** Used instead of `nothing` if all findings are handled, explained, or marked as fine. */
  nothingOpen: (a: { rows: number; findings: number }) =>
    `No open problems in ${rows(a.rows)}. ${plural(a.findings, { one: 'The # finding below needs', other: 'The # findings below need' })} no action.`,
  open: (a: { findings: number }) => `${findings(a.findings)} to check, most serious first.`,
  /** Headings of findings that need no action. */
  handled: (a: { findings: number }) => `${findings(a.findings)} handled by your settings`,
  known: (a: { findings: number }) => `${findings(a.findings)} explained by the dataset card`,
  accepted: (a: { findings: number }) => `${findings(a.findings)} you marked as fine`,

  status: {
    bad: 'Fix this',
    warn: 'Check this',
    note: 'Good to know',
    known: 'Expected',
    accepted: 'Marked as fine',
    done: 'Handled',
  },
  sampled: (a: { rows: number }) => `This check used a sample of ${rows(a.rows)}.`,
  splitBy: (a: { column: string }) =>
    `The rows are split by "${a.column}". A different split would undo that, so it is not offered here.`,
  cardSays: (a: { why: string }) => `From the dataset card: ${a.why}`,
  whyItMatters: 'Why it matters',
  showRows: (a: { rows: number }) => `Show ${rows(a.rows)}`,
  showFirst: (a: { rows: number; all: number }) => `Show the first ${count(a.rows)} of ${rows(a.all)}`,
  /** The title above the rows table for a list of rows that a finding is about. */
  firstOf: (a: { title: string; rows: number; all: number }) =>
    `${a.title} (first ${count(a.rows)} of ${count(a.all)})`,
  accept: 'The data is fine',
  reopen: 'Show this finding again',

  evidence: {
    images: 'Images for this finding',
    rows: 'Rows for this finding',
    image: (a: { row: number }) => `Row ${identifier(a.row)}`,
    row: 'Row',
    missing: 'missing',
  },

  stopped: 'The check was stopped.',
  failed: (a: { why: string }) => `The check failed: ${a.why}`,
  checkAgain: 'Check again',
  cancel: 'Cancel',
})

export const report = defineMessages('data/report/page', {
  'baselines-target': (a: { column: string }) =>
    `Simple models predict classes and numbers, but "${a.column}" contains neither, so there is nothing to compare.`,
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
