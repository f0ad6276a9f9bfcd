/** @file "What does it rely on?": the importance of each column, and the prediction as a function of one of them. */
import { useState } from 'react'
import { errorMessage } from '../../../base/result'
import { importanceText as text } from '../../../messages/en/evaluate/explanations'
import { significant } from '../../../messages/format'
import { Chart } from '../../charts/chart'
import type { ChartData } from '../../charts/chart-data'
import { type ShownHead, useEvaluatedRows } from '../../charts/use-evaluation'
import { DataTable } from '../../kit/data-table'
import { useResult } from '../../kit/use-on-change'
import { useSelect, useStudio } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { Section } from '../section'
import { useAskedResult } from './asked-result'

/** The most columns that are listed. */
const MOST = 12

/** Measures when asked, because each column takes several predictions of every row. Only for tables. */
export default function ImportanceSection({ head }: { readonly head: ShownHead<'classes' | 'number'> }) {
  const studio = useStudio()
  const { evaluation } = head
  const kind = useEvaluatedRows()?.dataset.schema.kind
  const split = useSelect((state) => state.metrics?.split)
  const [column, setColumn] = useState<string>()
  const output = evaluation.label
  const { value, status } = useAskedResult(text, evaluation, () =>
    studio.run('explain.global', { method: 'permutation', split, output }),
  )
  if (kind !== 'table' && kind !== 'points')
    return (
      <Section title={text.title} about={text.about}>
        <p className={kit.soft}>{text.noTable}</p>
      </Section>
    )
  const isRate = evaluation.kind === 'classes'
  const found = value && 'importance' in value ? value : undefined
  const rows = (found?.columns ?? [])
    .map((name, i) => ({ name, ...(found?.importance[i] as { value: number; low: number; high: number }) }))
    .sort((a, b) => b.value - a.value)
  return (
    <Section title={text.title} about={text.about}>
      {status}
      {found && (
        <div className={kit.columns}>
          <div className={kit.stack}>
            <DataTable
              look="figures"
              caption={<span className="only-spoken">{text.caption}</span>}
              columns={[
                {
                  head: text.column,
                  heading: true,
                  name: true,
                  cell: ({ name }) => (
                    <button
                      type="button"
                      className={kit.link}
                      aria-pressed={name === column}
                      onClick={() => setColumn(name)}
                    >
                      {name}
                    </button>
                  ),
                },
                {
                  head: text.loss[evaluation.kind],
                  cell: ({ value: loss }) => text.value({ value: loss, isRate }),
                },
                { head: text.interval, cell: ({ low, high }) => text.between({ low, high, isRate }) },
              ]}
              rows={rows.slice(0, MOST)}
              rowKey={({ name }) => name}
            />
            <p className={kit.caption}>
              {text.examples(found)} {rows.length > MOST && text.more({ columns: rows.length - MOST })}
            </p>
          </div>
          <Effect key={output} column={column ?? rows[0]?.name} output={output} label={labelOf(evaluation)} />
        </div>
      )}
    </Section>
  )
}

/** The second of two classes, or else the first. */
function labelOf(evaluation: ShownHead['evaluation']): string | undefined {
  if (evaluation.kind !== 'classes') return undefined
  const { perClass } = evaluation
  return perClass[perClass.length === 2 ? 1 : 0]?.label
}

interface EffectProps {
  readonly column: string | undefined
  readonly output: string
  /** The class whose probability is shown; undefined for a number. */
  readonly label: string | undefined
}

function Effect({ column, output, label }: EffectProps) {
  const studio = useStudio()
  const split = useSelect((state) => state.metrics?.split)
  const { value, error, isCurrent } = useResult([column, output, split, label], () =>
    column === undefined
      ? undefined
      : studio.run('explain.global', { method: 'pdp', column, split, output, class: label }),
  )
  if (column === undefined || !isCurrent) return null
  if (error !== undefined) return <p className={kit.soft}>{errorMessage(error)}</p>
  if (!value || 'importance' in value) return null
  const means = value.values as readonly number[]
  const places = value.grid.map((one, i) => (typeof one === 'number' ? one : i))
  const names = value.grid.map(String)
  const isNamed = value.grid.some((one) => typeof one === 'string')
  const source: ChartData = {
    x: {
      name: column,
      format: (x) => (isNamed ? (names[Math.round(x)] ?? '') : significant(x)),
      ...(isNamed ? { ticks: () => names.map((text, at) => ({ at, text })) } : {}),
    },
    y: {
      name: text.prediction({ label }),
      format: significant,
      ...(label === undefined ? {} : { domain: [0, 1] as const }),
    },
    series: [
      {
        name: text.prediction({ label }),
        kind: isNamed ? 'points' : 'line',
        token: 'data-1',
        unlisted: true,
        x: places,
        y: means,
      },
    ],
  }
  return <Chart hasHeading title={text.effect({ column })} height={220} source={source} />
}
