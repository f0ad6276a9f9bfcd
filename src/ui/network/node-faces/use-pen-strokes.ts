/**
 * @file usePenStrokes: draws strokes on a canvas with mouse, finger or pen. Points are in the canvas's CSS pixels,
 * independent of zoom.
 */
import type { PointerEvent, RefObject } from 'react'
import { type GrayLook, grayLook, paintPixels } from '../../charts/paint-pixels'
import type { Stroke } from './strokes-to-image'

export interface PenSurface {
  /** Size in CSS pixels. The canvas has twice the resolution. */
  readonly width: number
  readonly height: number
  readonly pen: number
}

export interface PenHandlers {
  onPointerDown(event: PointerEvent<HTMLCanvasElement>): void
  onPointerMove(event: PointerEvent<HTMLCanvasElement>): void
}

/** Event handlers that draw strokes on a canvas. `onInk` is called with the pointer type after each move. */
export function usePenStrokes(
  { width, height, pen }: PenSurface,
  canvas: RefObject<HTMLCanvasElement | null>,
  strokes: RefObject<number[][]>,
  onInk: (pointer: string) => void,
): PenHandlers {
  const follow = (event: PointerEvent<HTMLCanvasElement>) => {
    const stroke = strokes.current.at(-1)
    if (!stroke || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    const moves = event.nativeEvent.getCoalescedEvents?.() ?? []
    for (const move of moves.length > 0 ? moves : [event.nativeEvent]) {
      // The canvas may be zoomed, so compute the position relative to the visible size of the pad.
      const box = event.currentTarget.getBoundingClientRect()
      stroke.push(((move.clientX - box.left) / box.width) * width, ((move.clientY - box.top) / box.height) * height)
    }
    paintStrokes(canvas.current, strokes.current, pen)
    onInk(event.pointerType)
  }
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    if (strokes.current.length === 0) clearCanvas(canvas.current)
    strokes.current.push([])
    follow(event)
  }
  return { onPointerDown: begin, onPointerMove: follow }
}

/** The properties of a pad that is drawn on like the images of its dataset: in ink, or in white on black. */
export function padLook(look: GrayLook | undefined) {
  return look === 'photo' ? { 'data-colored': 'yes', style: { background: '#000' } } : {}
}

/** Clears a canvas. */
export function clearCanvas(canvas: HTMLCanvasElement | null): void {
  canvas?.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height)
  if (canvas) canvas.style.filter = ''
}

/** White, which the light theme darkens to the ink color. */
const WHITE = [255, 255, 255] as const

/** Shows an image in the middle of a pad. Drawing on the pad then starts a new image. */
export function paintSample(
  canvas: HTMLCanvasElement | null,
  pixels: ArrayLike<number>,
  shape: readonly number[],
  of?: GrayLook,
): void {
  const [height = 1, width = 1, channels = 1] = shape
  const pen = canvas?.getContext('2d')
  if (!canvas || !pen) return
  clearCanvas(canvas)
  const all = Float32Array.from({ length: height * width * channels }, (_, i) => pixels[i] ?? 0)
  const look = of ?? (channels === 1 ? grayLook(all, shape) : 'photo')
  // Only ink is darkened in the light theme; a photo keeps its colors.
  if (look === 'photo') canvas.style.filter = 'none'
  const small = document.createElement('canvas')
  small.width = width
  small.height = height
  small.getContext('2d')?.putImageData(new ImageData(paintPixels(all, shape, WHITE, look), width, height), 0, 0)
  const side = canvas.height
  pen.imageSmoothingEnabled = false
  pen.drawImage(small, (canvas.width - side) / 2, 0, side, side)
}

/** Repaints all strokes on a cleared canvas, because painting over existing strokes would give them rough edges. */
export function paintStrokes(canvas: HTMLCanvasElement | null, strokes: readonly Stroke[], pen: number): void {
  clearCanvas(canvas)
  for (const stroke of strokes) paintStroke(canvas, stroke, pen)
}

/** Paints a stroke in white; the theme's CSS converts white to the ink color. */
function paintStroke(canvas: HTMLCanvasElement | null, stroke: Stroke, width: number): void {
  const pen = canvas?.getContext('2d')
  if (!pen) return
  pen.lineWidth = width * 2
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  pen.strokeStyle = 'white'
  pen.beginPath()
  stroke.forEach((_, i) => {
    if (i % 2 === 0) pen.lineTo((stroke[i] ?? 0) * 2, (stroke[i + 1] ?? 0) * 2)
  })
  if (stroke.length === 2) pen.lineTo((stroke[0] ?? 0) * 2 + 0.1, (stroke[1] ?? 0) * 2)
  pen.stroke()
}
