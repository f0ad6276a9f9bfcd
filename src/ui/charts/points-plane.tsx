/** @file Points on a plane over the decision map: classes by color and mark, training points filled, validation points hollow. */
import { chartsText } from '../../messages/en/charts'
import { axisTick } from '../../messages/format'
import { useCallback, useMemo } from 'react'
import type { Dataset, Split } from '../../data/dataset'
import { blend, classToken, hexRgb } from './colours'
import { type Plane, planeOf } from './plane'
import { pointsOf, type Points, rowsToDraw } from './points'
import { linearTicks } from './ticks'
import { type Tokens, useTokens } from './tokens'
import { useFrame } from './use-frame'
import { useSize } from './use-size'
import { SURFACE_SIDE, type Surface as Cells, useSurface } from './use-surface'
import styles from './points-plane.module.css'

const text = chartsText.plane

export interface PointsPlaneProps {
  readonly dataset: Dataset
  readonly split: Split
}

/** Room for the ticks, in CSS pixels. */
const LEFT = 30
const BELOW = 20
const MARKS = 600

/** The points of a dataset, without a decision map. */
export function PointsPlane({ dataset, split }: PointsPlaneProps) {
  const points = useMemo(() => pointsOf(dataset), [dataset])
  const plane = useMemo(() => points && planeOf(points.x, points.y), [points])
  if (!points || !plane) return null
  return <Painting points={points} plane={plane} split={split} cells={undefined} />
}

/** The points over the prediction at every place, updated while it learns. */
export function Surface({ dataset, split }: PointsPlaneProps) {
  const points = useMemo(() => pointsOf(dataset), [dataset])
  const plane = useMemo(() => points && planeOf(points.x, points.y), [points])
  const cells = useSurface(plane, points?.labels ?? NONE)
  if (!points || !plane) return null
  return <Painting points={points} plane={plane} split={split} cells={cells} />
}

const NONE: readonly string[] = []

interface PaintingProps {
  readonly points: Points
  readonly plane: Plane
  readonly split: Split
  readonly cells: Cells | undefined
}

function Painting({ points, plane, split, cells }: PaintingProps) {
  const [box, size] = useSize<HTMLDivElement>()
  const tokens = useTokens()
  const image = useMemo(() => cells && surfaceImage(cells, points.labels.length, tokens), [cells, points, tokens])
  const draw = useCallback(() => {
    const canvas = box.current?.querySelector('canvas')
    const context = canvas?.getContext('2d')
    const side = Math.min(size.width - LEFT, size.height - BELOW)
    if (!canvas || !context || side < 20) return
    const ratio = devicePixelRatio
    canvas.width = (side + LEFT) * ratio
    canvas.height = (side + BELOW) * ratio
    canvas.style.width = `${side + LEFT}px`
    canvas.style.height = `${side + BELOW}px`
    context.scale(ratio, ratio)
    paintFrame(context, plane, side, points.names, tokens)
    context.save()
    context.beginPath()
    context.rect(LEFT, 0, side, side)
    context.clip()
    if (image) {
      context.imageSmoothingEnabled = true
      context.globalAlpha = 0.42
      context.drawImage(image, LEFT, 0, side, side)
      context.globalAlpha = 1
    }
    const mark = (row: number, look: 'full' | 'hollow') => paintMark(context, points, plane, side, row, look, tokens)
    for (const row of rowsToDraw(split.train, MARKS)) mark(row, 'full')
    for (const row of rowsToDraw(split.validation, MARKS / 2)) mark(row, 'hollow')
    context.restore()
  }, [box, size, plane, points, split, image, tokens])
  useFrame(draw, undefined)
  return (
    <div ref={box} className={styles.box}>
      <canvas role="img" aria-label={labelOf(points, split, cells)} />
      <ul className={styles.legend}>
        {points.labels.map((label, i) => (
          <li key={label} data-mark={i % 3} style={{ color: `var(--${classToken(i)})` }}>
            <span>{label}</span>
          </li>
        ))}
        <li className={styles.note}>{text.marks}</li>
      </ul>
    </div>
  )
}

function labelOf({ labels }: Points, { train, validation }: Split, cells: Cells | undefined): string {
  const shown = { training: train.length, validation: validation.length, classes: labels.length }
  return cells ? text.map(shown) : text.points(shown)
}

function surfaceImage(cells: Cells, classes: number, tokens: Tokens): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = SURFACE_SIDE
  canvas.height = SURFACE_SIDE
  const colours = Array.from({ length: classes }, (_, i) => hexRgb(tokens(classToken(i))))
  const data = new ImageData(SURFACE_SIDE, SURFACE_SIDE)
  for (const [i, probabilities] of cells.entries()) data.data.set([...blend(colours, probabilities), 255], i * 4)
  canvas.getContext('2d')?.putImageData(data, 0, 0)
  return canvas
}

function paintFrame(
  context: CanvasRenderingContext2D,
  plane: Plane,
  side: number,
  names: Points['names'],
  tokens: Tokens,
): void {
  const scale = side / (plane.right - plane.left)
  context.strokeStyle = tokens('line')
  context.fillStyle = tokens('faint')
  // not text: a font
  context.font = '11px ui-monospace, "DejaVu Sans Mono", monospace'
  context.strokeRect(LEFT + 0.5, 0.5, side - 1, side - 1)
  context.textAlign = 'center'
  for (const x of linearTicks(plane.left, plane.right, side / 70))
    context.fillText(axisTick(x), LEFT + (x - plane.left) * scale, side + 13)
  context.textAlign = 'right'
  for (const y of linearTicks(plane.bottom, plane.top, side / 50))
    context.fillText(axisTick(y), LEFT - 5, (plane.top - y) * scale + 4)
  context.fillText(names[0], LEFT + side - 4, side - 6)
  context.textAlign = 'left'
  context.fillText(names[1], LEFT + 5, 13)
}

function paintMark(
  context: CanvasRenderingContext2D,
  points: Points,
  plane: Plane,
  side: number,
  row: number,
  look: 'full' | 'hollow',
  tokens: Tokens,
): void {
  const scale = side / (plane.right - plane.left)
  const x = LEFT + ((points.x[row] as number) - plane.left) * scale
  const y = (plane.top - (points.y[row] as number)) * scale
  const place = points.classes[row] as number
  if (place < 0) return
  context.beginPath()
  trace(context, place % 3, x, y)
  context.fillStyle = look === 'full' ? tokens(classToken(place)) : tokens('panel')
  context.strokeStyle = look === 'full' ? tokens('panel') : tokens(classToken(place))
  context.lineWidth = look === 'full' ? 0.75 : 1.5
  context.fill()
  context.stroke()
}

/** A circle, a square or a triangle, of about the same area. */
function trace(context: CanvasRenderingContext2D, mark: number, x: number, y: number): void {
  if (mark === 0) context.arc(x, y, 3.2, 0, 2 * Math.PI)
  else if (mark === 1) context.rect(x - 2.8, y - 2.8, 5.6, 5.6)
  else {
    context.moveTo(x, y - 3.8)
    context.lineTo(x + 3.6, y + 2.6)
    context.lineTo(x - 3.6, y + 2.6)
    context.closePath()
  }
}
