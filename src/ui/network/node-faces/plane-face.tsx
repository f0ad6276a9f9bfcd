/** @file PlaneFace: a movable point on a plane, over the data and the predicted class at each position. */
import { type PointerEvent, useEffect, useMemo, useRef } from 'react'
import { nodeFacesText as text } from '../../../messages/en/inspector'
import { networkText } from '../../../messages/en/network'
import { blend, hexRgb, planeToken, type Tokens, useTokens } from '../../charts/color-tokens'
import {
  type Plane,
  type Points,
  planeOf,
  pointsOf,
  rowsToDraw,
  SURFACE_SIDE,
  type Surface,
  useSurface,
} from '../../charts/decision-surface'
import { isBeforeChange } from '../../charts/use-shown-run'
import { useSelect } from '../../studio-context'
import kit from '../../kit/kit.module.css'
import styles from './faces.module.css'
import { useTrial } from './use-trial-input'

/** Side length of the plane in CSS pixels. The canvas has twice the resolution. */
const SIDE = 112
const MAX_POINTS = 250
/** The strength of the colors of predictions behind the points, as they are and from before a change. */
const [NOW, BEFORE] = [0.4, 0.12]
const NONE: readonly string[] = []

/** The plane for an input with two coordinates. */
export default function PlaneFace({ label, columns }: { readonly label: string; readonly columns: readonly string[] }) {
  const dataset = useSelect((state) => (state.data.tag === 'ready' ? state.data.dataset : undefined))
  const rows = useSelect((state) => (state.data.tag === 'ready' ? state.data.split.train : undefined))
  const points = useMemo(() => (dataset ? pointsOf(dataset) : undefined), [dataset])
  const plane = useMemo(() => points && planeOf(points.x, points.y), [points])
  const surface = useSurface(plane, points?.labels ?? NONE)
  const isOld = useSelect(isBeforeChange)
  const tokens = useTokens()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [trial, setTrial] = useTrial(label)

  useEffect(() => {
    if (points && plane && rows)
      paint(canvas.current, points, plane, rowsToDraw(rows, MAX_POINTS), surface, isOld ? BEFORE : NOW, tokens)
  }, [points, plane, rows, surface, isOld, tokens])
  const known = isPoint(trial)
  useEffect(() => {
    if (plane && !known)
      setTrial([roundToPixel((plane.left + plane.right) / 2), roundToPixel((plane.bottom + plane.top) / 2)])
  }, [plane, known, setTrial])

  if (!points || !plane) return <p className={`${kit.caption} ${styles.hint}`}>{text.noPlane}</p>
  const [x, y] = known ? trial : [0, 0]
  const size = plane.right - plane.left
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const box = event.currentTarget.getBoundingClientRect()
    const across = clamp((event.clientX - box.left) / box.width)
    const down = clamp((event.clientY - box.top) / box.height)
    setTrial([roundToPixel(plane.left + across * size), roundToPixel(plane.top - down * size)])
  }
  return (
    <div
      className={`${styles.plane} nodrag nopan nowheel`}
      dir="ltr"
      title={isOld && surface ? networkText.input.beforeChange : undefined}
      onPointerDown={follow}
      onPointerMove={follow}
    >
      <canvas
        ref={canvas}
        width={SIDE * 2}
        height={SIDE * 2}
        style={{ width: SIDE, height: SIDE }}
        role="img"
        aria-label={text.points({ points: points.x.length, classes: points.labels })}
      />
      <span
        className={styles.point}
        style={{ left: `${((x - plane.left) / size) * 100}%`, top: `${((plane.top - y) / size) * 100}%` }}
      />
      <Axis
        name={columns[0] ?? 'x'}
        value={x}
        from={plane.left}
        to={plane.right}
        onChange={(next) => setTrial([next, y])}
      />
      <Axis
        name={columns[1] ?? 'y'}
        value={y}
        from={plane.bottom}
        to={plane.top}
        onChange={(next) => setTrial([x, next])}
      />
    </div>
  )
}

interface AxisProps {
  readonly name: string
  readonly value: number
  readonly from: number
  readonly to: number
  readonly onChange: (value: number) => void
}

/** Moves the point along one axis, for keyboard and screen reader users. */
function Axis({ name, value, from, to, onChange }: AxisProps) {
  return (
    <input
      type="range"
      className={styles.axis}
      aria-label={name}
      min={from}
      max={to}
      step={(to - from) / 100}
      value={value}
      onChange={(event) => onChange(Number(event.currentTarget.value))}
    />
  )
}

function paint(
  canvas: HTMLCanvasElement | null,
  points: Points,
  plane: Plane,
  rows: readonly number[],
  surface: Surface | undefined,
  strength: number,
  tokens: Tokens,
): void {
  const pen = canvas?.getContext('2d')
  if (!canvas || !pen) return
  pen.clearRect(0, 0, canvas.width, canvas.height)
  const { length: classes } = points.labels
  const colors = points.labels.map((_, i) => hexRgb(tokens(planeToken(i, classes))))
  if (surface) {
    const small = document.createElement('canvas')
    small.width = SURFACE_SIDE
    small.height = SURFACE_SIDE
    const image = new ImageData(SURFACE_SIDE, SURFACE_SIDE)
    for (const [i, shares] of surface.entries()) image.data.set([...blend(colors, shares), 255], i * 4)
    small.getContext('2d')?.putImageData(image, 0, 0)
    pen.globalAlpha = strength
    pen.drawImage(small, 0, 0, canvas.width, canvas.height)
    pen.globalAlpha = 1
  }
  const scale = canvas.width / (plane.right - plane.left)
  for (const row of rows) {
    pen.fillStyle = tokens(planeToken(points.classes[row] ?? 0, classes))
    pen.beginPath()
    pen.arc(((points.x[row] ?? 0) - plane.left) * scale, (plane.top - (points.y[row] ?? 0)) * scale, 3, 0, 2 * Math.PI)
    pen.fill()
  }
}

function isPoint(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'number')
}

function clamp(share: number): number {
  return Math.min(Math.max(share, 0), 1)
}

/** Rounds to three decimals, which is finer than a pixel. */
function roundToPixel(value: number): number {
  return Math.round(value * 1000) / 1000
}
