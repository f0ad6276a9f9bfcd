/**
 * @file Pictures of values that the pointer can read and choose from, and the multiplication that a value comes from.
 */
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { errorMessage } from '../../../base/result'
import type { Shape } from '../../../catalog/layer-def'
import { valuesDialogText as text } from '../../../messages/en/inspector'
import { number } from '../../../messages/format'
import type { Evaluation } from '../../../metrics/evaluation'
import { MOST_EDITABLE } from '../../../studio/models/change-weights'
import type { UnitExplanation } from '../../../studio/models/explain-unit'
import { isFree } from '../../../studio/training/run-lifecycle'
import { useTokens } from '../../charts/color-tokens'
import { Button } from '../../kit/button'
import { DataTable } from '../../kit/data-table'
import { NumberField } from '../../kit/number-field'
import { useResult } from '../../kit/use-on-change'
import { recordEdits } from '../../pages/data/undo/use-undo-scope'
import { mainMetricValue } from '../../shell/model-metrics'
import { useRunCommand, useSelect, useStudio } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { type Box, paintValues, type SeenValues, type Summary, summarize, tilesOf } from './paint-values'

/** Maximum number of channels that are shown. */
export const MOST_CHANNELS = 512
/** The size of the pictures of inputs and weights, in CSS pixels. */
const SMALL = 132
/** Maximum number of products in the table. */
const MOST_TERMS = 10

/** A value under the pointer. */
export interface Pointed {
  /** The channel or unit of a picture of several. */
  readonly tile: number
  /** The place in the values or, in a surface, of the unit. */
  readonly index: number
  readonly value: number
}

interface PictureProps {
  readonly seen: SeenValues
  /** The range of the colors. */
  readonly summary: Summary
  readonly width: number
  readonly height: number
  readonly label: string
  readonly names?: readonly string[] | undefined
  /** The channel or value with a frame. */
  readonly chosen?: number | undefined
  /** The channels or values that are crossed out. */
  readonly muted?: readonly number[] | undefined
  readonly onPoint?: (pointed: Pointed | undefined) => void
  readonly onChoose?: (pointed: Pointed) => void
}

/** Space next to bars for the name and the value of each, in CSS pixels. */
const NAME = 96
const VALUE = 72

/** A picture of values that the pointer can read and choose from. */
export function Picture({
  seen,
  summary,
  width,
  height,
  label,
  names,
  chosen,
  muted,
  onPoint,
  onChoose,
}: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const boxes = useRef<readonly Box[]>([])
  const tokens = useTokens()
  const isBars = tilesOf(seen) === undefined
  const hasText = isBars && width > 2 * (NAME + VALUE)
  useEffect(() => {
    const pen = canvas.current?.getContext('2d')
    if (!pen) return
    pen.setTransform(2, 0, 0, 2, 0, 0)
    pen.clearRect(0, 0, width, height)
    const space = { x: hasText ? NAME : 2, y: 2, width: hasText ? width - NAME - VALUE : width - 4, height: height - 4 }
    boxes.current = paintValues(pen, seen, summary, space, 4, tokens, MOST_CHANNELS)
    pen.font = `12px ${getComputedStyle(pen.canvas).fontFamily}`
    pen.textBaseline = 'middle'
    pen.fillStyle = tokens('soft')
    if (hasText)
      boxes.current.forEach(({ y, height: step }, i) => {
        if (step < 12) return
        pen.textAlign = 'left'
        pen.fillText(names?.[i] ?? String(i + 1), 4, y + step / 2, NAME - 12)
        pen.textAlign = 'right'
        pen.fillText(number(seen.values[i]), width - 4, y + step / 2)
      })
    pen.strokeStyle = tokens('bad')
    pen.lineWidth = 2
    for (const tile of muted ?? []) {
      const box = boxes.current.length > 1 ? boxes.current[tile] : undefined
      if (!box) continue
      pen.beginPath()
      pen.moveTo(box.x, box.y)
      pen.lineTo(box.x + box.width, box.y + box.height)
      pen.moveTo(box.x + box.width, box.y)
      pen.lineTo(box.x, box.y + box.height)
      pen.stroke()
    }
    const frame = chosen === undefined ? undefined : boxes.current[chosen]
    if (!frame || boxes.current.length < 2) return
    pen.strokeStyle = tokens('accent')
    pen.lineWidth = 2
    const [x, wide] = hasText ? [1, width - 2] : [frame.x - 1, frame.width + 2]
    pen.strokeRect(x, frame.y - 1, wide, frame.height + 2)
  }, [seen, summary, width, height, hasText, chosen, muted, names, tokens])
  const pointedAt = (event: PointerEvent<HTMLCanvasElement>): Pointed | undefined => {
    const rect = event.currentTarget.getBoundingClientRect()
    const x = ((event.clientX - rect.left) / rect.width) * width
    const y = ((event.clientY - rect.top) / rect.height) * height
    const tile = boxes.current.findIndex(
      (box) => y >= box.y && y < box.y + box.height && (isBars || (x >= box.x && x < box.x + box.width)),
    )
    const box = boxes.current[tile]
    const tiles = tilesOf(seen, (width - 4) / (height - 4), MOST_CHANNELS)
    if (!box) return undefined
    const cell = tiles?.at(
      tile,
      Math.floor(((x - box.x) / box.width) * tiles.width),
      Math.floor(((y - box.y) / box.height) * tiles.height),
    )
    const index = cell ?? tile
    if (index < 0) return undefined
    return { tile, index: seen.surface ? tile : index, value: (seen.surface?.values ?? seen.values)[index] as number }
  }
  return (
    <canvas
      ref={canvas}
      width={2 * width}
      height={2 * height}
      style={{ width, maxWidth: '100%', ...(onChoose ? { cursor: 'pointer' } : {}) }}
      role="img"
      aria-label={label}
      data-part="tensor"
      onPointerMove={onPoint && ((event) => onPoint(pointedAt(event)))}
      onPointerLeave={onPoint && (() => onPoint(undefined))}
      onPointerDown={
        onChoose &&
        ((event) => {
          const pointed = pointedAt(event)
          if (pointed) onChoose(pointed)
        })
      }
    />
  )
}

interface ExplanationProps {
  readonly node: string
  readonly index: number
  /** Read again when it changes. */
  readonly seen: SeenValues
  readonly place: string
}

/** The multiplication that a value comes from. */
export function Explanation({ node, index, seen, place }: ExplanationProps) {
  const studio = useStudio()
  const { value, error } = useResult([node, index, seen], async () => ({
    ...(await studio.run('layer.explain', { node, index })),
    index,
  }))
  if (error !== undefined) return <p className={kit.soft}>{errorMessage(error)}</p>
  if (!value) return null
  return (
    <section className={kit.stack} aria-label={text.sum.title}>
      <h3>{text.sum.title}</h3>
      <p data-part="sum">{text.sum.words({ ...value, place, inputs: value.inputs.length })}</p>
      {value.stored && <Edits />}
      {value.inputs.length > 1 && value.kind === 'learned' && (
        <div className={kit.wrapWide}>
          <SmallPicture explained={value} of={(input) => input} label={text.sum.inputs} />
          <SmallPicture explained={value} of={(_, weight) => weight} label={text.sum.weights} />
          <SmallPicture explained={value} of={(input, weight) => input * weight} label={text.sum.products} />
        </div>
      )}
      <Terms key={value.index} node={node} explained={value} />
    </section>
  )
}

function SmallPicture({
  explained: { inputs, weights, shape },
  of,
  label,
}: {
  readonly explained: UnitExplanation
  readonly of: (input: number, weight: number) => number
  readonly label: string
}) {
  const values = Float32Array.from(inputs, (input, i) => of(input, weights[i] as number))
  return (
    <figure className={kit.stackTight}>
      <Picture seen={{ values, shape }} summary={summarize(values)} width={SMALL} height={SMALL} label={label} />
      <figcaption className={kit.caption}>{label}</figcaption>
    </figure>
  )
}

interface Term {
  readonly name: string
  readonly input?: number
  readonly weight?: number
  readonly product: number
  /** Where the weight is stored, if it can be edited. */
  readonly at?: { readonly weight: string; readonly index: number } | undefined
}

/** All products or, of many, those with the largest size and the sum of the rest; the bias, and the sum. */
function Terms({ node, explained }: { readonly node: string; readonly explained: UnitExplanation }) {
  const { inputs, weights, shape, bias, sum, stored, places, from } = explained
  const isEditable = useSelect(({ run, runs, report }) => {
    return isFree(run) && (run.tag !== 'idle' || runs.length > 0) && report.totalParameters <= MOST_EDITABLE
  })
  const productOf = (i: number) => (inputs[i] as number) * (weights[i] as number)
  // A window is at a place of the values before the layer; the inputs of a sum of layers are all at one place.
  const isMerge = places.length > 1 && places.every((place) => place === places[0])
  const nameOf = (i: number) => {
    const [own, place = -1] = [placeOf(shape, i, undefined), places[i]]
    if (isMerge) return own
    return place < 0 ? text.sum.padding({ place: own }) : placeOf(from.shape, place, from.names)
  }
  // Rows keep their places while their weights are edited. If all fit, they are in the order of the bars above.
  const [order] = useState(() => {
    const all = inputs.map((_, i) => i)
    return all.length <= MOST_TERMS ? all : all.sort((a, b) => Math.abs(productOf(b)) - Math.abs(productOf(a)))
  })
  const at = (weight: string | undefined, index: number | undefined) =>
    isEditable && weight !== undefined && index !== undefined ? { weight, index } : undefined
  const rest = order.slice(MOST_TERMS)
  const left = rest.reduce((total, i) => total + productOf(i), 0)
  const place = at('bias', stored?.bias)
  const rows: Term[] = [
    ...order.slice(0, MOST_TERMS).map((i) => ({
      ...{ name: nameOf(i), input: inputs[i] as number, weight: weights[i] as number },
      ...{ product: productOf(i), at: at(stored?.weight, stored?.indices[i]) },
    })),
    ...(rest.length > 0 ? [{ name: text.sum.others({ terms: rest.length }), product: left }] : []),
    ...(bias === 0 && !place
      ? []
      : [{ name: text.sum.bias, product: bias, ...(place && { weight: bias, at: place }) }]),
    { name: text.sum.total, product: sum },
  ]
  const cell = (value: number | undefined) => (value === undefined ? '' : number(value, 4))
  return (
    <DataTable
      look="figures"
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        { head: text.sum.input, heading: true, cell: ({ name }) => name },
        { head: text.sum.value, cell: ({ input }) => cell(input) },
        {
          head: text.sum.weight,
          cell: ({ name, weight, at }) =>
            at && weight !== undefined ? <EditWeight {...{ node, name, ...at, value: weight }} /> : cell(weight),
        },
        { head: text.sum.product, cell: ({ product }) => cell(product) },
      ]}
    />
  )
}

/** A weight that can be changed by hand. Until the sum is read again, the newest change is shown. */
function EditWeight({
  node,
  name,
  weight,
  index,
  value,
}: { readonly node: string; readonly name: string; readonly value: number } & Required<Term>['at']) {
  const run = useRunCommand()
  const edited = useSelect(({ inUse }) => inUse?.edits?.at(-1))
  const isNewest = edited?.node === node && edited.weight === weight && edited.index === index
  return (
    <NumberField
      label={text.edit.field({ input: name })}
      layout="bare"
      min={Number.NEGATIVE_INFINITY}
      max={Number.POSITIVE_INFINITY}
      value={isNewest ? edited.value : value}
      onChange={(next) => run('weights.edit', { node, weight, index, value: next })}
    />
  )
}

/** That weights are edited by hand, what predictions are worth with them, and how to get the weights of the run back. */
function Edits() {
  const run = useRunCommand()
  const studio = useStudio()
  const edits = useSelect(({ inUse }) => inUse?.edits?.length ?? 0)
  useEffect(() => recordEdits(studio), [studio])
  const now = useSelect(({ metrics }) => validationValue(metrics))
  const before = useSelect(({ inUse }) => validationValue(inUse?.metricsBefore))
  if (edits === 0) return <p className={kit.soft}>{text.edit.about}</p>
  return (
    <div className={`${kit.note} ${kit.stack}`}>
      <p role="status" data-part="edited">
        {text.edit.words({ edits, now, before })}
      </p>
      <div className={kit.wrapWide}>
        <Button size="small" onClick={() => run('weights.undo')}>
          {text.edit.undo}
        </Button>
        <Button size="small" onClick={() => run('weights.reset')}>
          {text.edit.reset}
        </Button>
      </div>
    </div>
  )
}

/** The main metric on the validation set; empty while it is computed. */
function validationValue(metrics: Evaluation | null | undefined): string {
  return metrics?.split === 'validation' ? mainMetricValue(metrics) : ''
}

/** The position along each axis. */
export function axesOf(shape: Shape, index: number): readonly number[] {
  let rest = index
  return [...shape]
    .reverse()
    .map((size) => {
      const at = rest % size
      rest = Math.floor(rest / size)
      return at
    })
    .reverse()
}

type AxisName = keyof typeof text.axes

export function axisName(shape: Shape, axis: number): AxisName {
  if (shape.length === 3) return (['row', 'column', 'channel'] as const)[axis] ?? 'channel'
  if (shape.length === 2) return axis === 0 ? 'step' : 'feature'
  return 'unit'
}

/** The place of a value in words: "row 3, column 4, channel 2", or the name of the class. */
export function placeOf(shape: Shape, index: number, names: readonly string[] | undefined): string {
  const name = names?.[index]
  if (name !== undefined) return name
  return text.place({ axes: axesOf(shape, index).map((at, axis) => ({ axis: axisName(shape, axis), at: at + 1 })) })
}
