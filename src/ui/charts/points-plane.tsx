/**
 * @file Points on a plane over the decision map: classes differ by color and marker; training points are filled,
 * validation points hollow.
 */

import { useCallback, useMemo } from 'react'
import type { Dataset, Split } from '../../data/dataset'
import { chartsText } from '../../messages/en/charts'
import { axisTick } from '../../messages/format'
import { useFrame, useSize } from './canvas-hooks'
import { blend, classToken, hexRgb, type Tokens, useTokens } from './color-tokens'
import {
  type Surface as Cells,
  type Plane,
  type Points,
  planeOf,
  pointsOf,
  rowsToDraw,
  SURFACE_SIDE,
  useSurface,
} from './decision-surface'
import styles from './points-plane.module.css'
import { markerPath, styleOf } from './series-style'
import { linearTicks } from './ticks'

const text = chartsText.plane

export interface PointsPlaneProps {
  readonly dataset: Dataset
  readonly split: Split
  /** Whether the predictions at all positions are drawn behind the points. */
  readonly hasMap?: boolean
}

/** Margins for the tick labels, in CSS pixels. */
const LEFT_MARGIN = 30
const BOTTOM_MARGIN = 20
const MAX_POINTS = 600

/**
 * Draws the points of a dataset, on request over a map of the predicted class at each position, which is updated during
 * training.
 */
export function PointsPlane({ dataset, split, hasMap = false }: PointsPlaneProps) {
  const points = useMemo(() => pointsOf(dataset), [dataset])
  const plane = useMemo(() => points && planeOf(points.x, points.y), [points])
  const cells = useSurface(hasMap ? plane : undefined, points?.labels ?? NONE)
  if (!points || !plane) return null
  return <PlaneCanvas points={points} plane={plane} split={split} cells={cells} />
}

const NONE: readonly string[] = []

interface PlaneCanvasProps {
  readonly points: Points
  readonly plane: Plane
  readonly split: Split
  readonly cells: Cells | undefined
}

function PlaneCanvas({ points, plane, split, cells }: PlaneCanvasProps) {
  const [box, size] = useSize<HTMLDivElement>()
  const tokens = useTokens()
  const image = useMemo(() => cells && surfaceImage(cells, points.labels.length, tokens), [cells, points, tokens])
  const draw = useCallback(() => {
    const canvas = box.current?.querySelector('canvas')
    const context = canvas?.getContext('2d')
    const side = Math.min(size.width - LEFT_MARGIN, size.height - BOTTOM_MARGIN)
    if (!canvas || !context || side < 20) return
    const ratio = devicePixelRatio
    canvas.width = (side + LEFT_MARGIN) * ratio
    canvas.height = (side + BOTTOM_MARGIN) * ratio
    canvas.style.width = `${side + LEFT_MARGIN}px`
    canvas.style.height = `${side + BOTTOM_MARGIN}px`
    context.scale(ratio, ratio)
    paintFrame(context, plane, side, points.names, tokens)
    context.save()
    context.beginPath()
    context.rect(LEFT_MARGIN, 0, side, side)
    context.clip()
    if (image) {
      context.imageSmoothingEnabled = true
      context.globalAlpha = 0.42
      context.drawImage(image, LEFT_MARGIN, 0, side, side)
      context.globalAlpha = 1
    }
    const mark = (row: number, look: 'full' | 'hollow') => paintMark(context, points, plane, side, row, look, tokens)
    for (const row of rowsToDraw(split.train, MAX_POINTS)) mark(row, 'full')
    for (const row of rowsToDraw(split.validation, MAX_POINTS / 2)) mark(row, 'hollow')
    context.restore()
  }, [box, size, plane, points, split, image, tokens])
  useFrame(draw, undefined)
  return (
    <div ref={box} className={styles.box} dir="ltr">
      <canvas role="img" aria-label={labelOf(points, split, cells)} />
      <ul className={styles.legend}>
        {points.labels.map((label, i) => (
          <li key={label}>
            <svg width={10} height={10} aria-hidden="true">
              <path d={markerPath(styleOf(classToken(i)).marker, 5, 5, 4)} fill={`var(--${classToken(i)})`} />
            </svg>
            <span translate="no">{label}</span>
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
  const colors = Array.from({ length: classes }, (_, i) => hexRgb(tokens(classToken(i))))
  const data = new ImageData(SURFACE_SIDE, SURFACE_SIDE)
  for (const [i, probabilities] of cells.entries()) data.data.set([...blend(colors, probabilities), 255], i * 4)
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
  context.strokeStyle = tokens('rule')
  context.fillStyle = tokens('faint')
  // not text: a font
  context.font = `12px ${tokens('font')}`
  context.strokeRect(LEFT_MARGIN + 0.5, 0.5, side - 1, side - 1)
  context.textAlign = 'center'
  for (const x of linearTicks(plane.left, plane.right, side / 70))
    context.fillText(axisTick(x), LEFT_MARGIN + (x - plane.left) * scale, side + 13)
  context.textAlign = 'right'
  for (const y of linearTicks(plane.bottom, plane.top, side / 50))
    context.fillText(axisTick(y), LEFT_MARGIN - 5, (plane.top - y) * scale + 4)
  context.fillText(names[0], LEFT_MARGIN + side - 4, side - 6)
  context.textAlign = 'left'
  context.fillText(names[1], LEFT_MARGIN + 5, 13)
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
  const x = LEFT_MARGIN + ((points.x[row] as number) - plane.left) * scale
  const y = (plane.top - (points.y[row] as number)) * scale
  const classIndex = points.classes[row] as number
  if (classIndex < 0) return
  const marker = new Path2D(markerPath(styleOf(classToken(classIndex)).marker, x, y, 3.2))
  context.fillStyle = look === 'full' ? tokens(classToken(classIndex)) : tokens('tile')
  context.strokeStyle = look === 'full' ? tokens('tile') : tokens(classToken(classIndex))
  context.lineWidth = look === 'full' ? 0.75 : 1.5
  context.fill(marker)
  context.stroke(marker)
}
