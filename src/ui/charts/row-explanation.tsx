/** @file Why a row is predicted as it is: the contribution of each column, or of each place of a picture or a series. */
import { useEffect, useRef, useState } from 'react'
import { explanationText as text } from '../../messages/en/evaluate/explanations'
import { errorMessage } from '../../base/result'
import { metricNumber, significant } from '../../messages/format'
import type { RowExplanation as Explanation } from '../../studio/evaluation/explain-row'
import { Button } from '../kit/button'
import { DataTable } from '../kit/data-table'
import { Select } from '../kit/select'
import { useResult } from '../kit/use-on-change'
import { useSelect, useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import { PixelImage, RowImage } from './pixel-image'

type Method = Explanation['method']

const GRADIENTS = ['integratedGradients', 'gradient', 'smoothGrad', 'gradientInput', 'lrp'] as const
/** The methods that suit each kind of data; the first is preset. */
const METHODS: Readonly<Record<'places' | 'text' | 'columns', readonly Method[]>> = {
  places: ['occlusion', 'gradCam', ...GRADIENTS],
  text: ['occlusion'],
  columns: ['shapley', ...GRADIENTS],
}

/** Computes the explanation when asked, because it takes many predictions. */
export default function RowExplanation({ row, side }: { readonly row: number; readonly side: number }) {
  const studio = useStudio()
  const [isAsked, setAsked] = useState(false)
  const kind = useSelect(({ data }) => (data.tag === 'none' ? 'table' : data.schema.kind))
  const methods = METHODS[kind === 'text' ? 'text' : kind === 'table' || kind === 'points' ? 'columns' : 'places']
  const [method = methods[0] as Method, setMethod] = useState<Method>()
  const [layer, setLayer] = useState<string>()
  const { value, error, isCurrent } = useResult([row, isAsked, method, layer], () =>
    isAsked ? studio.run('explain.row', { row, method, layer }) : undefined,
  )
  if (!isAsked)
    return (
      <Button size="small" className={kit.above} onClick={() => setAsked(true)}>
        {text.ask}
      </Button>
    )
  const found = value?.method === 'counterfactual' ? undefined : value
  const isSame = found?.trust.isSame
  const layers = method === 'gradCam' ? found?.layers : undefined
  return (
    <section aria-label={text.title}>
      <h4 className={kit.above}>{text.title}</h4>
      {methods.length > 1 && (
        <Select
          label={text.method}
          value={method}
          options={methods.map((one) => ({ value: one, title: text.methods[one] }))}
          onChange={setMethod}
        />
      )}
      {layers && layers.length > 1 && (
        <Select
          label={text.layer}
          value={layer ?? found?.layer ?? ''}
          options={layers.map(({ node, label }) => ({ value: node, title: label }))}
          onChange={setLayer}
        />
      )}
      {!isCurrent && <p className={kit.soft}>{text.computing}</p>}
      {isCurrent && error !== undefined && <p className={kit.soft}>{errorMessage(error)}</p>}
      {isCurrent && found && (
        <>
          <p className={kit.soft}>{text.about[found.method]({ label: found.class })}</p>
          {found.step !== undefined && <p className={kit.soft}>{text.step({ step: found.step })}</p>}
          <div style={isSame ? { filter: 'grayscale(1)', opacity: 0.4 } : undefined}>
            <Values explanation={found} row={row} side={side} />
          </div>
          <Trust {...found.trust} />
          {found.columns && found.class !== undefined && <WhatWouldChange row={row} />}
        </>
      )}
    </section>
  )
}

interface ValuesProps {
  readonly explanation: Explanation
  readonly row: number
  readonly side: number
}

function Values({ explanation, row, side }: ValuesProps) {
  const { columns, tokens, values } = explanation
  if (columns) return <Columns explanation={explanation} columns={columns} />
  if (!tokens) return <Places explanation={explanation} row={row} side={side} />
  const most = Math.max(...values.map(Math.abs), 1e-9)
  return (
    <p className={kit.wrap} translate="no">
      {tokens.map((token, i) => {
        const value = (values[i] as number) / most
        const share = Math.round(60 * Math.abs(value))
        const color = `color-mix(in srgb, var(${value > 0 ? HEAT : COLD}) ${share}%, transparent)` // not text
        return token === '' ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a token is identified by its position
          <span key={i} style={{ background: color }} title={significant(values[i] ?? 0)}>
            {token}
          </span>
        )
      })}
    </p>
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

const [HEAT, COLD] = ['--mark-heat', '--data-1']

/** A picture of the values over the example: what speaks for the prediction, and what speaks against it. */
function Places({ explanation: { values, shape }, row, side }: ValuesProps) {
  const dataset = useSelect(({ data }) =>
    data.tag === 'ready' && data.schema.kind === 'images' ? data.dataset : undefined,
  )
  const most = Math.max(...values, 0)
  const least = Math.min(...values, 0)
  const label = text.map({ most: significant(most), least: least < 0 ? significant(-least) : undefined })
  return (
    <figure className={kit.stack}>
      <div style={{ display: 'grid' }}>
        {dataset && (
          <div style={{ gridArea: '1 / 1', opacity: 0.35 }} aria-hidden>
            <RowImage {...{ dataset, row, side, label: '' }} />
          </div>
        )}
        <HeatImage {...{ values, shape, side, label }} />
      </div>
      <figcaption className={kit.caption}>{label}</figcaption>
    </figure>
  )
}

interface HeatProps extends Pick<Explanation, 'values' | 'shape'> {
  readonly side: number
  readonly label: string
}

/** The height of the strip of a series, as a share of its width. */
const STRIP = 1 / 6

/** Positive values in one color, and negative ones in another, over what is below. */
function HeatImage({ values, shape, side, label }: HeatProps) {
  const most = Math.max(...values.map(Math.abs), 1e-9)
  const [height = 1, width = 1] = shape.length === 1 ? [Math.ceil((shape[0] ?? 1) * STRIP), shape[0]] : shape
  const pixelsOf = (sign: number) =>
    Array.from({ length: height * width }, (_, i) =>
      Math.max(0, (255 * sign * (values[i % values.length] ?? 0)) / most),
    )
  const shared = { side, look: 'drawing', shape: [height, width, 1], isOver: true } as const
  return (
    <>
      <div style={{ gridArea: '1 / 1' }}>
        <PixelImage {...shared} label={label} pixels={pixelsOf(1)} token="mark-heat" />
      </div>
      {values.some((value) => value < 0) && (
        <div style={{ gridArea: '1 / 1' }} aria-hidden>
          <PixelImage {...shared} label="" pixels={pixelsOf(-1)} token="data-1" />
        </div>
      )}
    </>
  )
}

/** Milliseconds between two maps while drawing, and while training changes the weights. */
const MAP_MS = { drawing: 200, training: 1000 }

/**
 * Why the trial input is predicted as it is, over the image at this place of the pad: Grad-CAM or, without a
 * convolution, the gradient.
 */
export function LiveMap({ left, top, pixel }: { readonly left: number; readonly top: number; readonly pixel: number }) {
  const studio = useStudio()
  const answer = useSelect((state) => state.answer)
  const newest = useRef(answer)
  newest.current = answer
  const [found, setFound] = useState<Explanation>()
  useEffect(() => {
    let timer = 0
    let isOpen = true
    let shown: unknown
    let method: 'gradCam' | 'gradient' = 'gradCam'
    async function update(): Promise<void> {
      if (newest.current !== shown) {
        shown = newest.current
        const explain = () => studio.run('explain.row', { method, checks: false })
        const next = await explain().catch(() => {
          method = 'gradient'
          return explain().catch(() => undefined)
        })
        if (isOpen) setFound(next?.method === 'counterfactual' ? undefined : next)
      }
      const pause = studio.store.getState().run.tag === 'training' ? MAP_MS.training : MAP_MS.drawing
      if (isOpen) timer = window.setTimeout(() => void update(), pause)
    }
    void update()
    return () => {
      isOpen = false
      clearTimeout(timer)
    }
  }, [studio])
  if (!found) return null
  const label = text.about[found.method]({ label: found.class })
  const side = pixel * (found.shape[1] ?? 1)
  return (
    <div style={{ position: 'absolute', left, top, display: 'grid', pointerEvents: 'none' }}>
      <HeatImage values={found.values} shape={found.shape} side={side} label={label} />
    </div>
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
function Trust({ level, checks, isSame }: Explanation['trust']) {
  return (
    <>
      <p className={kit.above} data-tone={level === 'good' ? 'good' : level === 'bad' ? 'bad' : 'warn'}>
        {text.trust[isSame ? 'same' : level]}
      </p>
      <ul className={`${kit.bullets} ${kit.caption}`}>
        {checks.map(({ check, value, limit, passed }) => (
          <li key={check}>{text.checks[check]({ value: metricNumber(value), limit: metricNumber(limit), passed })}</li>
        ))}
      </ul>
    </>
  )
}
