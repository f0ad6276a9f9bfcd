/**
 * @file ValuesDialog: everything that a layer computes for the current example: each channel, the chosen one large, the
 * value under the pointer, statistics, and the multiplication that the chosen value comes from.
 */
import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { errorMessage } from '../../../base/result'
import type { Shape } from '../../../catalog/layer-def'
import { valuesDialogText as text } from '../../../messages/en/inspector'
import { dimensions, number, percent } from '../../../messages/format'
import type { UnitExplanation } from '../../../studio/models/explain-unit'
import type { AppState } from '../../../studio/state'
import { nodeOf } from '../../canvas/selectors'
import { useTokens } from '../../charts/color-tokens'
import { DataTable } from '../../kit/data-table'
import { Dialog } from '../../kit/dialog'
import { NumberField } from '../../kit/number-field'
import { useResult } from '../../kit/use-on-change'
import { useSelect, useStudio } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import { layerWatch } from './layer-watch'
import { type Box, paintValues, type SeenValues, type Summary, summarize, tilesOf } from './paint-values'

/** Maximum number of channels that are shown. */
const MOST_CHANNELS = 512
/** Sizes of the pictures in CSS pixels: of all channels, of the chosen one, and of inputs and weights. */
const ALL = { width: 600, height: 400, least: 64 }
const ONE = 280
const SMALL = 132
/** Maximum number of products in the table. */
const MOST_TERMS = 10

/** Loads when first opened. */
export default function ValuesDialog({ node, onClose }: { readonly node: string; readonly onClose: () => void }) {
  const studio = useStudio()
  const label = useSelect((state) => nodeOf(state, node)?.label ?? node)
  const names = useSelect((state) => classNames(state, node))
  const [seen, setSeen] = useState<SeenValues>()
  const [chosen, setChosen] = useState<number>()
  const [pointed, setPointed] = useState<Pointed>()
  useEffect(() => layerWatch(studio).watch(node, setSeen), [studio, node])
  const title = text.title({ layer: label })
  if (!seen)
    return (
      <Dialog open title={title} onClose={onClose}>
        <p className={kit.soft}>{text.none}</p>
      </Dialog>
    )
  const { shape, surface } = seen
  const summary = summarize(surface?.values ?? seen.values)
  const index = Math.min(chosen ?? largestOf(seen.values), seen.values.length - 1)
  const channels = shape.at(-1) ?? 1
  const channel = index % channels
  const tiled = surface ? 'unit' : shape.length === 3 ? 'channel' : undefined
  const one = tiled ? channelOf(seen, channel) : undefined
  const part: Parameters<typeof text.part>[0] = { axis: tiled ?? 'channel', at: channel + 1 }
  const place = placeOf(shape, index, names)
  return (
    <Dialog open title={title} width="broad" onClose={onClose}>
      <div className={`${kit.columns} ${kit.top}`}>
        <section className={kit.stack} aria-label={text.all}>
          <p className={kit.soft}>
            {text.about({ shape: dimensions(shape), shown: MOST_CHANNELS, channels: tiled ? channels : 0, tiled })}
          </p>
          <Picture
            seen={seen}
            summary={summary}
            width={ALL.width}
            height={tiled ? Math.max(ALL.height, Math.ceil(channels / 8) * ALL.least) : ALL.height}
            label={title}
            names={names}
            chosen={tiled ? channel : shape.length === 1 ? index : undefined}
            onPoint={setPointed}
            onChoose={({ tile, index: of }) => setChosen(surface ? tile : tiled ? index - channel + tile : of)}
          />
          <p role="status" className={kit.caption}>
            {pointed
              ? text.value({ place: placeOf(shape, pointed.index, names), value: number(pointed.value, 4) })
              : text.hint({ tiled })}
          </p>
          <Statistics all={summary} one={one && { ...part, ...summarize(one.surface?.values ?? one.values) }} />
        </section>
        <section className={kit.stackWide} aria-label={text.chosen}>
          <div className={`${kit.wrapWide} ${kit.top}`}>
            {one && (
              <Picture
                seen={one}
                summary={summary}
                width={ONE}
                height={ONE}
                label={text.part(part)}
                onPoint={(of) => setPointed(of && { ...of, index: surface ? channel : of.index * channels + channel })}
                {...(surface ? {} : { onChoose: (of) => setChosen(of.index * channels + channel) })}
              />
            )}
            <Place shape={shape} index={index} onChange={setChosen} />
          </div>
          <Explanation node={node} index={index} seen={seen} place={place} />
        </section>
      </div>
    </Dialog>
  )
}

/** A value under the pointer. */
interface Pointed {
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
  readonly onPoint?: (pointed: Pointed | undefined) => void
  readonly onChoose?: (pointed: Pointed) => void
}

/** Space next to bars for the name and the value of each, in CSS pixels. */
const NAME = 96
const VALUE = 72

/** A picture of values that the pointer can read and choose from. */
function Picture({ seen, summary, width, height, label, names, chosen, onPoint, onChoose }: PictureProps) {
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
    const frame = chosen === undefined ? undefined : boxes.current[chosen]
    if (!frame || boxes.current.length < 2) return
    pen.strokeStyle = tokens('accent')
    pen.lineWidth = 2
    const [x, wide] = hasText ? [1, width - 2] : [frame.x - 1, frame.width + 2]
    pen.strokeRect(x, frame.y - 1, wide, frame.height + 2)
  }, [seen, summary, width, height, hasText, chosen, names, tokens])
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

/** The place of the chosen value, one field per axis, for the keyboard. */
function Place({
  shape,
  index,
  onChange,
}: {
  readonly shape: Shape
  readonly index: number
  readonly onChange: (index: number) => void
}) {
  const place = axesOf(shape, index)
  return (
    <div className={kit.stack}>
      {place.map((at, axis) => {
        const [name, size] = [axisName(shape, axis), shape[axis] ?? 1]
        const stride = shape.slice(axis + 1).reduce((product, n) => product * n, 1)
        return (
          <NumberField
            key={name}
            label={text.axes[name]}
            layout="stack"
            integer
            min={1}
            max={size}
            value={at + 1}
            onChange={(next) => onChange(index + (next - 1 - at) * stride)}
          />
        )
      })}
    </div>
  )
}

function Statistics({
  all,
  one,
}: {
  readonly all: Summary
  readonly one: (Summary & Parameters<typeof text.part>[0]) | undefined
}) {
  const rows = [
    { name: text.least, of: ({ low }: Summary) => number(low, 4) },
    { name: text.largest, of: ({ high }: Summary) => number(high, 4) },
    { name: text.mean, of: ({ mean }: Summary) => number(mean, 4) },
    { name: text.zeros, of: ({ zero }: Summary) => percent(zero) },
  ]
  return (
    <DataTable
      look="figures"
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        { head: text.statistic, heading: true, cell: ({ name }) => name },
        ...(one ? [{ head: text.part(one), cell: ({ of }: (typeof rows)[number]) => of(one) }] : []),
        { head: text.layer, cell: ({ of }) => of(all) },
      ]}
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
function Explanation({ node, index, seen, place }: ExplanationProps) {
  const studio = useStudio()
  const { value, error } = useResult([node, index, seen], () => studio.run('layer.explain', { node, index }))
  if (error !== undefined) return <p className={kit.soft}>{errorMessage(error)}</p>
  if (!value) return null
  return (
    <section className={kit.stack} aria-label={text.sum.title}>
      <h3>{text.sum.title}</h3>
      <p data-part="sum">{text.sum.words({ ...value, place, inputs: value.inputs.length })}</p>
      {value.inputs.length > 1 && value.kind === 'learned' && (
        <div className={kit.wrapWide}>
          <SmallPicture explained={value} of={(input) => input} label={text.sum.inputs} />
          <SmallPicture explained={value} of={(_, weight) => weight} label={text.sum.weights} />
          <SmallPicture explained={value} of={(input, weight) => input * weight} label={text.sum.products} />
        </div>
      )}
      <Terms explained={value} />
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

/** The products with the largest size, the rest of them, the bias, and the sum. */
function Terms({ explained: { inputs, weights, shape, bias, sum } }: { readonly explained: UnitExplanation }) {
  const all = inputs
    .map((input, i) => ({ name: placeOf(shape, i, undefined), input, weight: weights[i] as number }))
    .map((term) => ({ ...term, product: term.input * term.weight }))
    .sort((a, b) => Math.abs(b.product) - Math.abs(a.product))
  const rest = all.slice(MOST_TERMS)
  const left = rest.reduce((total, { product }) => total + product, 0)
  const none = { input: undefined, weight: undefined }
  const rows: { name: string; input: number | undefined; weight: number | undefined; product: number }[] = [
    ...all.slice(0, MOST_TERMS),
    ...(rest.length > 0 ? [{ ...none, name: text.sum.others({ terms: rest.length }), product: left }] : []),
    ...(bias === 0 ? [] : [{ ...none, name: text.sum.bias, product: bias }]),
    { ...none, name: text.sum.total, product: sum },
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
        { head: text.sum.weight, cell: ({ weight }) => cell(weight) },
        { head: text.sum.product, cell: ({ product }) => cell(product) },
      ]}
    />
  )
}

/** The position along each axis. */
function axesOf(shape: Shape, index: number): readonly number[] {
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

function axisName(shape: Shape, axis: number): AxisName {
  if (shape.length === 3) return (['row', 'column', 'channel'] as const)[axis] ?? 'channel'
  if (shape.length === 2) return axis === 0 ? 'step' : 'feature'
  return 'unit'
}

/** The place of a value in words: "row 3, column 4, channel 2", or the name of the class. */
function placeOf(shape: Shape, index: number, names: readonly string[] | undefined): string {
  const name = names?.[index]
  if (name !== undefined) return name
  return text.place({ axes: axesOf(shape, index).map((at, axis) => ({ axis: axisName(shape, axis), at: at + 1 })) })
}

function channelOf({ values, shape, surface }: SeenValues, channel: number): SeenValues {
  const channels = shape.at(-1) ?? 1
  const of = (all: Float32Array) =>
    Float32Array.from({ length: all.length / channels }, (_, i) => all[i * channels + channel] as number)
  if (surface) return { values: of(values), shape: [1], surface: { side: surface.side, values: of(surface.values) } }
  return { values: of(values), shape: [...shape.slice(0, -1), 1] }
}

function largestOf(values: Float32Array): number {
  return values.reduce((best, value, i) => (value > (values[best] as number) ? i : best), 0)
}

/** The classes of an output, if it has one unit for each. */
function classNames({ report }: AppState, node: string): readonly string[] | undefined {
  const task = report.binding.outputs.find((output) => output.node === node)?.task
  return task?.kind === 'classes' && task.labels.length === report.shapes.get(node)?.[0] ? task.labels : undefined
}
