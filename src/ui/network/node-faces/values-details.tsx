/**
 * @file ValuesDetails: in the dialog of values, the states and gates of a recurrent layer, the points of an embedding, or
 * the mask of dropout.
 */
import { useEffect, useMemo, useRef, useState } from 'react'
import { valuesDialogText } from '../../../messages/en/inspector'
import { layerDetailsText as text } from '../../../messages/en/inspector/layer-details'
import { number, percent } from '../../../messages/format'
import type { EmbeddingPoints, LayerDetails } from '../../../studio/models/layer-details'
import type { StateName } from '../../../studio/models/recurrent-states'
import { useTokens } from '../../charts/color-tokens'
import { Segmented } from '../../kit/segmented'
import kit from '../../kit/kit.module.css'
import { paintPoints, placeIn, placePoints, pointAt } from './embedding-points'
import { pictured, type SeenValues, summarize } from './paint-values'
import { axesOf, Picture, type Pointed } from './values-explanation'

/** The size of the pictures in CSS pixels. */
const SIZE = { width: 520, height: 200 }

/** What a layer with states, an embedding, or a dropout layer computes besides its output, in place of a weighted sum. */
export function ValuesDetails({ seen }: { readonly seen: SeenValues }) {
  const { details } = seen
  if (details?.kind === 'states') return <States {...details} />
  if (details?.kind === 'vectors') return <Vectors points={details} />
  return <Mask seen={seen} mask={details} />
}

/** The size of the picture of points in CSS pixels. */
const PLANE = { width: 520, height: 380 }
/** Maximum number of marked points in a sentence. */
const MOST_WORDS = 12

/** The vectors of an embedding as points, with the name of the one under the pointer. */
function Vectors({ points }: { readonly points: EmbeddingPoints }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const tokens = useTokens()
  const [pointed, setPointed] = useState<number>()
  const places = useMemo(() => placePoints(points, { x: 0, y: 0, ...PLANE }), [points])
  useEffect(() => {
    const pen = canvas.current?.getContext('2d')
    if (!pen) return
    pen.setTransform(2, 0, 0, 2, 0, 0)
    pen.clearRect(0, 0, PLANE.width, PLANE.height)
    paintPoints(pen, points, places, tokens, `12px ${getComputedStyle(pen.canvas).fontFamily}`)
  }, [points, places, tokens])
  const { names, current, of, shares } = points
  const marked = current.map((i) => names[i] ?? '')
  const label = text.vectors.about({ points: names.length, of, share: percent(shares[0] + shares[1], 0) })
  return (
    <section className={kit.stack} aria-label={text.vectors.title} data-part="vectors">
      <h3>{text.vectors.title}</h3>
      <canvas
        ref={canvas}
        width={2 * PLANE.width}
        height={2 * PLANE.height}
        style={{ width: PLANE.width, maxWidth: '100%' }}
        role="img"
        aria-label={text.vectors.picture({ points: names.length })}
        onPointerMove={(event) => setPointed(pointAt(points, places, placeIn(event, PLANE)))}
        onPointerLeave={() => setPointed(undefined)}
      />
      <p role="status" className={kit.caption}>
        {pointed === undefined
          ? text.vectors.current({ names: marked.slice(0, MOST_WORDS), more: Math.max(0, marked.length - MOST_WORDS) })
          : text.vectors.point({ name: names[pointed] ?? '', isCurrent: current.includes(pointed) })}
      </p>
      <p className={kit.soft}>{label}</p>
    </section>
  )
}

/** One kind of values over the time steps, chosen by a switch. */
function States({ series, steps, units }: Extract<LayerDetails, { kind: 'states' }>) {
  const names = Object.keys(series) as StateName[]
  const [chosen, setChosen] = useState<StateName>('hidden')
  const [pointed, setPointed] = useState<Pointed>()
  const name = names.includes(chosen) ? chosen : 'hidden'
  const values = series[name] ?? new Float32Array(0)
  // All gates have one range, so that their colors can be compared.
  const range = name.endsWith('Gate') ? { low: 0, high: 1 } : {}
  const [step = 0, unit = 0] = axesOf([steps, units], pointed?.index ?? 0)
  const place = valuesDialogText.place({
    axes: [
      { axis: 'step', at: step + 1 },
      { axis: 'unit', at: unit + 1 },
    ],
  })
  return (
    <section className={kit.stack} aria-label={text.time.title} data-part="states">
      <h3>{text.time.title}</h3>
      {names.length > 1 && (
        <Segmented
          label={text.time.choose}
          layout="bare"
          value={name}
          options={names.map((value) => ({ value, title: text.time.names[value], about: text.time.meanings[value] }))}
          onChange={setChosen}
        />
      )}
      <Picture
        seen={{ values, shape: [steps, units] }}
        summary={{ ...summarize(values), ...range }}
        {...SIZE}
        label={text.time.names[name]}
        onPoint={setPointed}
      />
      <p role="status" className={kit.caption}>
        {pointed
          ? valuesDialogText.value({ place, value: number(values[pointed.index], 4) })
          : text.time.about({ steps, units })}
      </p>
      <p className={kit.soft}>{text.time.meanings[name]}</p>
    </section>
  )
}

/** The mask of the newest training step, or that there is none. */
function Mask({ seen, mask }: { readonly seen: SeenValues; readonly mask: LayerDetails | undefined }) {
  if (mask?.kind !== 'mask')
    return (
      <section className={kit.stack} aria-label={text.mask.title} data-part="mask">
        <h3>{text.mask.title}</h3>
        <p>{text.mask.passes}</p>
      </section>
    )
  const { step, values } = mask
  const dropped = values.reduce((sum, factor) => sum + Number(factor === 0), 0)
  const factor = values.reduce((most, one) => Math.max(most, one), 0)
  const { surface, ...plain } = pictured(seen)
  const summary = summarize(plain.values)
  return (
    <section className={kit.stack} aria-label={text.mask.title} data-part="mask">
      <h3>{text.mask.title}</h3>
      <p>{text.mask.step({ step, share: percent(dropped / values.length, 0), factor: number(factor, 3) })}</p>
      <Picture seen={plain} summary={summary} {...SIZE} label={text.mask.picture({ step })} />
      <p className={kit.soft}>{text.mask.passes}</p>
    </section>
  )
}
