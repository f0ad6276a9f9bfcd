/** @file Text of the Evaluate page about predicted quantiles. */
import { defineText } from '../../define'
import { count, counted, percent, significant } from '../../format'

interface Estimate {
  readonly value: number
  readonly low: number
  readonly high: number
}

const interval = ({ low, high }: Estimate) => `95% interval ${percent(low)} to ${percent(high)}`

export const quantilesText = defineText('evaluate/quantiles', {
  title: 'Quantiles',
  about: (a: { n: number }) => counted(a.n, 'example'),
  byLevel: 'Coverage by level',
  level: 'Level',
  below: 'Actual values up to the quantile',
  belowAbout:
    'The share of examples whose actual value is at most the predicted quantile, which should be the level. Red: the level is outside the 95% interval.',
  perfect: 'As promised',
  pinball: 'Pinball loss',
  pinballIn: (a: { unit: string }) => `Pinball loss (${a.unit})`,
  pinballAbout: 'What training minimizes for this level. At level 0.5, it is half of the absolute error.',
  range: (a: { low: string; high: string }) => `${a.low}–${a.high}`,
  interval: (a: { level: number; coverage: Estimate; width: Estimate; unit: string | undefined }) =>
    `The interval between the outer quantiles should contain ${percent(a.level)} of the actual values. It contains ${percent(a.coverage.value)} (${interval(a.coverage)}). Its mean width is ${significant(a.width.value)}${a.unit === undefined ? '' : ` ${a.unit}`} (95% interval ${significant(a.width.low)} to ${significant(a.width.high)}).`,
  crossings: (a: Estimate & { rows: number; n: number }) =>
    a.rows === 0
      ? `No quantiles cross in these examples (${interval(a)} of all).`
      : `Quantiles cross in ${counted(a.rows, 'example')} of ${count(a.n)} (${interval(a)}): a higher level has a lower value.`,
  caption: 'Coverage and pinball loss by level',
})
