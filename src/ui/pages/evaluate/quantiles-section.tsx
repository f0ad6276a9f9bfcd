/** @file The quantiles of predicted numbers: whether each level, and the interval between the outer ones, covers its share. */
import { useMemo } from 'react'
import { quantilesText as text } from '../../../messages/en/evaluate/quantiles'
import { editableNumber, percent, significant } from '../../../messages/format'
import type { ValueWithInterval } from '../../../metrics/intervals'
import { type QuantilePairs, type QuantileReport, quantileReport } from '../../../metrics/quantiles'
import { Chart } from '../../charts/chart'
import type { Axis, ChartData } from '../../charts/chart-data'
import { type Column, DataTable } from '../../kit/data-table'
import kit from '../../kit/kit.module.css'
import { Section } from '../section'

const HEIGHT = 190

interface QuantilesProps {
  readonly pairs: QuantilePairs
  readonly unit: string | undefined
}

/** The coverage of each level as a chart and a table, and that of the interval as a sentence. */
export function QuantilesSection({ pairs, unit }: QuantilesProps) {
  const report = useMemo(() => quantileReport(pairs), [pairs])
  const { interval, crossings, n, levels } = report
  return (
    <Section title={text.title} about={text.about({ n })}>
      <Chart hasHeading title={text.byLevel} height={HEIGHT} source={coverageData(report)} />
      {interval && <p className={kit.below}>{text.interval({ ...interval, unit })}</p>}
      {interval && <p className={kit.soft}>{text.crossings({ ...crossings, n })}</p>}
      <DataTable
        look="figures"
        caption={<span className="only-spoken">{text.caption}</span>}
        columns={columnsFor(unit)}
        rows={levels}
        rowKey={({ level }) => level}
      />
    </Section>
  )
}

type Level = QuantileReport['levels'][number]

function columnsFor(unit: string | undefined): readonly Column<Level>[] {
  return [
    { head: text.level, heading: true, cell: ({ level }) => editableNumber(level) },
    {
      head: text.below,
      about: text.belowAbout,
      cell: ({ coverage }) => withInterval(coverage, percent),
      attributes: ({ level, coverage: { low, high } }) => ({
        'data-tone': level < low || level > high ? 'bad' : undefined,
      }),
    },
    {
      head: unit === undefined ? text.pinball : text.pinballIn({ unit }),
      about: text.pinballAbout,
      cell: ({ pinball }) => withInterval(pinball, significant),
    },
  ]
}

function withInterval({ value, low, high }: ValueWithInterval, format: (value: number) => string) {
  return (
    <>
      {format(value)} <span className={kit.caption}>{text.range({ low: format(low), high: format(high) })}</span>
    </>
  )
}

const share = (name: string): Axis => ({ name, domain: [0, 1], format: percent })

function coverageData({ levels }: QuantileReport): ChartData {
  return {
    x: share(text.level),
    y: share(text.below),
    series: [
      { name: text.perfect, kind: 'line', token: 'data-other', look: 'thin', unlisted: true, x: [0, 1], y: [0, 1] },
      {
        ...{ name: text.below, kind: 'points', token: 'data-2', unlisted: true },
        ...{ x: levels.map(({ level }) => level), y: levels.map(({ coverage }) => coverage.value) },
        ...{ low: levels.map(({ coverage }) => coverage.low), high: levels.map(({ coverage }) => coverage.high) },
      },
    ],
  }
}
