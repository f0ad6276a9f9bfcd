/** @file Why a row is predicted as it is: the contribution of each column, or of each place of a picture or a series. */
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { explanationText as text } from '../../messages/en/evaluate/explanations'
import { errorMessage } from '../../base/result'
import { metricNumber, significant } from '../../messages/format'
import { perRow } from '../../data/column-operations'
import type { RowExplanation as Explanation, TrustCheck } from '../../studio/evaluation/explain-row'
import { runInUse } from '../../studio/training/weights-in-use'
import { Button } from '../kit/button'
import { DataTable } from '../kit/data-table'
import { useResult } from '../kit/use-on-change'
import { useSelect, useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import { PixelImage, RowImage } from './pixel-image'
import { useIsTraining } from './use-evaluation'

export type Method = Explanation['method']

const GRADIENTS = ['integratedGradients', 'gradient', 'smoothGrad', 'gradientInput', 'lrp'] as const
/** The methods that suit each kind of data; the first is preset. */
export const METHODS: Readonly<Record<'places' | 'text' | 'columns', readonly Method[]>> = {
  places: ['occlusion', 'gradCam', ...GRADIENTS],
  text: ['occlusion'],
  columns: ['shapley', ...GRADIENTS],
}

/** What the data in use is made of, which decides about the methods. */
export function useParts(): keyof typeof METHODS {
  const kind = useSelect(({ data }) => (data.tag === 'none' ? 'table' : data.schema.kind))
  return kind === 'text' ? 'text' : kind === 'table' || kind === 'points' ? 'columns' : 'places'
}

/** The methods that are compared next to each other, the columns that are listed there, and the values that are quick. */
const BRIEF = { places: ['occlusion', 'gradient', 'gradCam'], text: ['occlusion'], columns: ['shapley'] } as const
const FEW = 5
const QUICK = 64 * 64 * 3

interface BriefProps extends Omit<ValuesProps, 'explanation' | 'most'> {
  /** What is explained: the probability of a class. */
  readonly of: { readonly output: string; readonly class: string | undefined }
  /** The example, next to its explanations. */
  readonly children: ReactNode
}

/** The explanations of an example next to each other, with their checks; of a large example when asked. */
export function BriefExplanation({ row, of, side, children }: BriefProps) {
  const studio = useStudio()
  const parts = useParts()
  const isRunning = useIsTraining()
  const isQuick = useSelect(
    ({ data }) => data.tag === 'ready' && data.schema.columns.reduce((sum, one) => sum + perRow(one), 0) <= QUICK,
  )
  const decisions = useSelect((state) => runInUse(state)?.decisions)
  const [asked, setAsked] = useState<number>()
  const isAsked = !isRunning && (isQuick || asked === row)
  const { value, error, isCurrent } = useResult(
    [row, of.output, of.class, decisions, parts, isAsked],
    async (signal) => {
      const found: Explanation[] = []
      for (const method of isAsked ? BRIEF[parts] : []) {
        if (signal.aborted) break
        try {
          const one = await studio.run('explain.row', { row, method, ...of })
          if (one.method !== 'counterfactual') found.push(one)
        } catch (why) {
          // A network without a convolution has no Grad-CAM.
          if (found.length === 0) throw why
        }
      }
      return found
    },
  )
  const found = (isCurrent && value) || []
  const why = isRunning ? text.waiting : !isCurrent ? text.computing : error !== undefined && errorMessage(error)
  return (
    <>
      <div className={`${kit.wrapWide} ${kit.top}`}>
        {children}
        {found.map((one) => (
          <figure key={one.method} className={`${kit.stackTight} ${parts === 'places' ? '' : kit.grow}`}>
            <div style={one.trust.isSame ? GRAYED : undefined}>
              <Values explanation={one} {...{ row, side }} most={FEW} />
            </div>
            <figcaption className={kit.stackTight} title={text.about[one.method]({ label: one.class })}>
              {text.methods[one.method]}
              {isNothing(one) ? (
                <p className={kit.small} title={text.nothingAbout}>
                  {text.nothingInBrief}
                </p>
              ) : (
                <TrustLevel {...one.trust} words={text.trustInBrief} />
              )}
            </figcaption>
          </figure>
        ))}
      </div>
      {why && <p className={kit.soft}>{why}</p>}
      {!isRunning && !isAsked && (
        <Button size="small" onClick={() => setAsked(row)}>
          {text.ask}
        </Button>
      )}
      {found.length > 0 && <ChecksTable explanations={found} />}
    </>
  )
}

/** Whether no part of the example has a value, as where the prediction is so sure that no small change matters. */
const isNothing = ({ values }: Explanation) => values.every((value) => value === 0)

/** The checks of several explanations. */
function ChecksTable({ explanations }: { readonly explanations: readonly Explanation[] }) {
  type Name = TrustCheck['check']
  const column = ({ method, trust }: Explanation) => {
    const of = (name: Name) => trust.checks.find(({ check }) => check === name)
    return {
      head: text.methods[method],
      cell: (name: Name) => text.check(of(name)),
      attributes: (name: Name) => ({
        title: checkText(of(name)),
        'data-tone': of(name)?.passed === false ? 'bad' : '',
      }),
    }
  }
  return (
    <DataTable
      look="figures"
      caption={<span className="only-spoken">{text.checked}</span>}
      columns={[
        { head: text.checked, heading: true, cell: (name) => text.checkNames[name] },
        ...explanations.map(column),
      ]}
      rows={[...new Set(explanations.flatMap(({ trust }) => trust.checks.map(({ check }) => check)))]}
      rowKey={(name) => name}
    />
  )
}

/** Of an explanation that does not depend on what the network has learned. */
export const GRAYED = { filter: 'grayscale(1)', opacity: 0.4 }

interface ValuesProps {
  readonly explanation: Explanation
  readonly row: number
  readonly side: number
  /** The most columns that are listed; with it, a picture has no caption. */
  readonly most?: number
}

/** The values of an explanation, in the form that suits its data. */
export function Values({ explanation, row, side, most: listed }: ValuesProps) {
  const { columns, tokens, values } = explanation
  if (columns) return <Columns explanation={explanation} columns={columns} most={listed ?? MOST} />
  if (!tokens) return <Places {...{ explanation, row, side }} isBrief={listed !== undefined} />
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

interface ColumnsProps {
  readonly explanation: Explanation
  readonly columns: readonly string[]
  readonly most: number
}

function Columns({ explanation, columns, most }: ColumnsProps) {
  const { values, intervals, base = 0, score } = explanation
  const rows = columns
    .map((name, i) => ({ name, value: values[i] as number, interval: intervals?.[i] }))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
  const rest = rows.slice(most).reduce((sum, { value }) => sum + value, 0)
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
        ...rows.slice(0, most),
        ...(rows.length > most
          ? [{ name: text.others({ columns: rows.length - most }), value: rest, interval: undefined }]
          : []),
        { name: text.score, value: score, interval: undefined },
      ]}
      rowKey={({ name }) => name}
    />
  )
}

const [HEAT, COLD] = ['--mark-heat', '--data-1']

/** A picture of the values over the example: what speaks for the prediction, and what speaks against it. */
function Places({
  explanation: { values, shape },
  row,
  side,
  isBrief,
}: Omit<ValuesProps, 'most'> & { readonly isBrief: boolean }) {
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
      {!isBrief && <figcaption className={kit.caption}>{label}</figcaption>}
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
 * convolution, the gradient. As soon as the drawing rests, it is checked.
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
    let isChecked = false
    let method: 'gradCam' | 'gradient' = 'gradCam'
    async function update(): Promise<void> {
      const isNew = newest.current !== shown
      const isTraining = studio.store.getState().run.tag === 'training'
      if (isNew || !(isChecked || isTraining)) {
        shown = newest.current
        isChecked = !isNew
        const explain = () => studio.run('explain.row', { method, checks: !isNew })
        const next = await explain().catch(() => {
          method = 'gradient'
          return explain().catch(() => undefined)
        })
        if (isOpen && newest.current === shown) setFound(next?.method === 'counterfactual' ? undefined : next)
      }
      const pause = isTraining ? MAP_MS.training : MAP_MS.drawing
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
  const { trust } = found
  const verdict = isNothing(found) ? (
    <p className={kit.small}>{text.nothing({ method: text.methods[found.method] })}</p>
  ) : (
    trust.level !== 'unchecked' && <TrustLevel {...trust} words={text.trustOfMap} />
  )
  return (
    <>
      <div style={{ position: 'absolute', left, top, pointerEvents: 'none', ...(trust.isSame ? GRAYED : {}) }}>
        <HeatImage values={found.values} shape={found.shape} side={side} label={label} />
      </div>
      {verdict && <div style={VERDICT}>{verdict}</div>}
    </>
  )
}

/**
 * In a corner of the pad, because the map can reach beyond it. The pointer reaches its tooltip; the pad below is drawn on
 * everywhere else.
 */
const VERDICT = { position: 'absolute', left: 0, top: 0, maxWidth: '100%', background: 'var(--tile)' } as const

/** Whether the explanation can be trusted, and the checks that say so. */
export function Trust({ explanation }: { readonly explanation: Explanation }) {
  const { trust } = explanation
  if (isNothing(explanation))
    return (
      <p className={kit.above}>
        {text.nothing({ method: text.methods[explanation.method] })}. {text.nothingAbout}
      </p>
    )
  return (
    <>
      <TrustLevel {...trust} />
      <ul className={`${kit.bullets} ${kit.caption}`}>
        {trust.checks.map((one) => (
          <li key={one.check}>{checkText(one)}</li>
        ))}
      </ul>
    </>
  )
}

/** With `words`, they stand for the sentence, which is then a tooltip. */
function TrustLevel({
  level,
  isSame,
  words,
}: Explanation['trust'] & { readonly words?: Readonly<Record<keyof typeof text.trust, string>> }) {
  const name = isSame ? 'same' : level
  const full = text.trust[name]
  return (
    <p
      className={words ? kit.small : kit.above}
      title={words && full}
      data-tone={level === 'good' ? 'good' : level === 'bad' ? 'bad' : 'warn'}
    >
      {words?.[name] ?? full}
    </p>
  )
}

function checkText(one: TrustCheck | undefined): string {
  if (!one) return ''
  const { check, value, limit, least, passed } = one
  const numbers = { value: metricNumber(value), limit: metricNumber(limit) }
  return text.checks[check]({ ...numbers, least: least === undefined ? undefined : metricNumber(least), passed })
}
