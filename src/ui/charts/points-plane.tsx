/**
 * @file Points on a plane over the decision map: classes differ by color and marker; training points are filled,
 * validation points hollow.
 */

import { useMemo } from 'react'
import type { Dataset, Split } from '../../data/dataset'
import { chartsText } from '../../messages/en/charts'
import { significant } from '../../messages/format'
import { Chart, useLiveSource } from './chart'
import type { ChartData, Series } from './chart-data'
import { blend, hexRgb, planeToken, type Tokens, useTokens } from './color-tokens'
import {
  type Surface as Cells,
  type Plane,
  type Points,
  planeOf,
  pointsOf,
  rowsToDraw,
  useSurface,
} from './decision-surface'
import styles from './points-plane.module.css'
import { markerPath, styleOf } from './series-style'

const text = chartsText.plane

export interface PointsPlaneProps {
  readonly dataset: Dataset
  readonly split: Split
  /** Whether the predictions at all positions are drawn behind the points. */
  readonly hasMap?: boolean
  /** Cells per side of the map. */
  readonly side?: number
  /** Drawn behind the points in place of the map. */
  readonly image?: HTMLCanvasElement | undefined
  /** Whether the plot takes all of the space, without axes. */
  readonly isBare?: boolean
}

const MAX_POINTS = 600

/**
 * Draws the points of a dataset, on request over a map of the predicted class at each position, which is updated during
 * training.
 */
export function PointsPlane({ dataset, split, hasMap = false, side, image, isBare = false }: PointsPlaneProps) {
  const points = useMemo(() => pointsOf(dataset), [dataset])
  const plane = useMemo(() => points && planeOf(points.x, points.y), [points])
  const cells = useSurface(hasMap && !image ? plane : undefined, points?.labels ?? NONE, side)
  if (!points || !plane) return null
  return <PlaneChart {...{ points, plane, split, cells, image, isBare }} />
}

const NONE: readonly string[] = []

interface PlaneChartProps {
  readonly points: Points
  readonly plane: Plane
  readonly split: Split
  readonly cells: Cells | undefined
  readonly image: HTMLCanvasElement | undefined
  readonly isBare: boolean
}

function PlaneChart({ points, plane, split, cells, image, isBare }: PlaneChartProps) {
  const tokens = useTokens()
  const source = useLiveSource(
    useMemo(
      () => ({
        ...planeData(points, plane, split),
        ...(isBare && { isBare }),
        image: image ?? (cells && surfaceImage(cells, points.labels.length, tokens)),
      }),
      [points, plane, split, cells, image, isBare, tokens],
    ),
  )
  const tokenOf = (of: number) => planeToken(of, points.labels.length)
  return (
    <div className={styles.box} dir="ltr">
      <div className={styles.square}>
        <Chart title={text.title} label={labelOf(points, split, cells)} source={source} />
      </div>
      <ul className={styles.legend}>
        {points.labels.map((label, i) => (
          <li key={label}>
            <svg width={10} height={10} aria-hidden="true">
              <path d={markerPath(styleOf(tokenOf(i)).marker, 5, 5, 4)} fill={`var(--${tokenOf(i)})`} />
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
  const side = Math.sqrt(cells.length)
  canvas.width = side
  canvas.height = side
  const colors = Array.from({ length: classes }, (_, i) => hexRgb(tokens(planeToken(i, classes))))
  const data = new ImageData(side, side)
  for (const [i, probabilities] of cells.entries()) data.data.set([...blend(colors, probabilities), 255], i * 4)
  canvas.getContext('2d')?.putImageData(data, 0, 0)
  return canvas
}

/** The points of each class, those of the training set filled and those of the validation set hollow. */
function planeData(points: Points, { left, right, bottom, top }: Plane, split: Split): ChartData {
  const [xName, yName] = points.names
  const pointsOfRows = (rows: readonly number[], of: number) => {
    const own = rows.filter((row) => points.classes[row] === of)
    const sorted = own.sort((a, b) => (points.x[a] as number) - (points.x[b] as number))
    return {
      ...({ kind: 'points', unlisted: true, token: planeToken(of, points.labels.length) } as const),
      x: Float32Array.from(sorted, (row) => points.x[row] as number),
      y: Float32Array.from(sorted, (row) => points.y[row] as number),
    }
  }
  const training = rowsToDraw(split.train, MAX_POINTS)
  const validation = rowsToDraw(split.validation, MAX_POINTS / 2)
  return {
    x: { name: xName, domain: [left, right], format: significant },
    y: { name: yName, domain: [bottom, top], format: significant },
    series: points.labels.flatMap((label, i): Series[] => [
      { name: text.training({ label }), ...pointsOfRows(training, i) },
      { name: text.validation({ label }), look: 'hollow', ...pointsOfRows(validation, i) },
    ]),
  }
}
