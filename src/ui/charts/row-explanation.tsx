/** @file Why a row is predicted as it is: the contribution of each column, or of each place of a picture or a series. */
import { useState } from 'react'
import { explanationText as text } from '../../messages/en/evaluate/explanations'
import { errorMessage } from '../../base/result'
import { metricNumber, significant } from '../../messages/format'
import type { RowExplanation as Explanation } from '../../studio/evaluation/explain-row'
import { Button } from '../kit/button'
import { DataTable } from '../kit/data-table'
import { useResult } from '../kit/use-on-change'
import { useSelect, useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import { PixelImage } from './pixel-image'

/** Computes the explanation when asked, because it takes many predictions. */
export default function RowExplanation({ row, side }: { readonly row: number; readonly side: number }) {
  const studio = useStudio()
  const [isAsked, setAsked] = useState(false)
  const hasPlaces = useSelect(
    ({ data }) => data.tag !== 'none' && data.schema.kind !== 'table' && data.schema.kind !== 'points',
  )
  const method = hasPlaces ? 'occlusion' : 'shapley'
  const { value, error, isCurrent } = useResult([row, isAsked, method], () =>
    isAsked ? studio.run('explain.row', { row, method }) : undefined,
  )
  if (!isAsked)
    return (
      <Button size="small" className={kit.above} onClick={() => setAsked(true)}>
        {text.ask}
      </Button>
    )
  if (!isCurrent) return <p className={kit.soft}>{text.computing}</p>
  if (error || !value || value.method === 'counterfactual') return <p className={kit.soft}>{errorMessage(error)}</p>
  return (
    <section aria-label={text.title}>
      <h4 className={kit.above}>{text.title}</h4>
      <p className={kit.soft}>{text.about[value.method]({ label: value.class })}</p>
      {value.columns ? (
        <Columns explanation={value} columns={value.columns} />
      ) : (
        <Places explanation={value} side={side} />
      )}
      <Trust {...value.trust} />
      {value.columns && value.class !== undefined && <WhatWouldChange row={row} />}
    </section>
  )
}

/** The most columns that are listed. */
const MOST = 10

function Columns({ explanation, columns }: { readonly explanation: Explanation; readonly columns: readonly string[] }) {
  const { values, intervals, base = 0, score } = explanation
  const rows = columns
    .map((name, i) => ({ name, value: values[i] as number, interval: intervals?.[i] }))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
  const rest = rows.slice(MOST).reduce((sum, { value }) => sum + value, 0)
  return (
    <DataTable
      look="figures"
      caption={<span className="only-spoken">{text.title}</span>}
      columns={[
        { head: text.column, heading: true, name: true, cell: ({ name }) => name },
        {
          head: text.adds,
          cell: ({ name, value }) => text.adding({ value, isPart: name !== text.base && name !== text.score }),
        },
        ...(intervals
          ? [
              {
                head: text.interval,
                cell: ({ interval }: (typeof rows)[number]) => (interval ? text.between(interval) : ''),
              },
            ]
          : []),
      ]}
      rows={[
        { name: text.base, value: base, interval: undefined },
        ...rows.slice(0, MOST),
        ...(rows.length > MOST
          ? [{ name: text.others({ columns: rows.length - MOST }), value: rest, interval: undefined }]
          : []),
        { name: text.score, value: score, interval: undefined },
      ]}
      rowKey={({ name }) => name}
    />
  )
}

/** A picture of the values: the more a place speaks for the prediction, the stronger its color. */
function Places({
  explanation: { values, shape },
  side,
}: {
  readonly explanation: Explanation
  readonly side: number
}) {
  const most = Math.max(...values, 1e-9)
  const pixels = values.map((value) => (255 * Math.max(0, value)) / most)
  const [height = 1, width = 1] = shape.length === 1 ? [1, shape[0]] : shape
  const label = text.map({ drop: significant(most) })
  return (
    <figure className={kit.stack}>
      <PixelImage {...{ pixels, side, label }} shape={[height, width, 1]} look="drawing" token="mark-heat" />
      <figcaption className={kit.caption}>{label}</figcaption>
    </figure>
  )
}

/** The smallest change that was found for which another class is predicted. */
function WhatWouldChange({ row }: { readonly row: number }) {
  const studio = useStudio()
  const { value, error, isCurrent } = useResult([row], () =>
    studio.run('explain.row', { row, method: 'counterfactual' }),
  )
  if (!isCurrent) return <p className={kit.soft}>{text.searching}</p>
  if (error !== undefined) return <p className={kit.soft}>{errorMessage(error)}</p>
  if (value?.method !== 'counterfactual') return null
  return (
    <>
      <h4 className={kit.above}>{text.change.title}</h4>
      <p>{text.change[value.reached ? 'found' : 'none']({ label: value.class, probability: value.probability })}</p>
      <ul className={kit.bullets}>
        {value.changes.map(({ column, from, to }) => (
          <li key={column} translate="no">
            {text.change.one({ column, from, to })}
          </li>
        ))}
      </ul>
    </>
  )
}

/** Whether the explanation can be trusted, and the checks that say so. */
function Trust({ level, checks }: Explanation['trust']) {
  return (
    <>
      <p className={kit.above} data-tone={level === 'good' ? 'good' : level === 'bad' ? 'bad' : 'warn'}>
        {text.trust[level]}
      </p>
      <ul className={`${kit.bullets} ${kit.caption}`}>
        {checks.map(({ check, value, limit, passed }) => (
          <li key={check}>{text.checks[check]({ value: metricNumber(value), limit: metricNumber(limit), passed })}</li>
        ))}
      </ul>
    </>
  )
}
