/**
 * @file useInk: strokes drawn on a canvas by mouse, finger or pen, painted as they come. Points are in the canvas' own CSS pixels, however
 * large it is seen.
 */
import type { PointerEvent, RefObject } from 'react'
import type { Stroke } from './ink'

export interface InkSurface {
  /** In CSS pixels; twice as many are painted. */
  readonly width: number
  readonly height: number
  readonly pen: number
}

export interface InkHandlers {
  onPointerDown(event: PointerEvent<HTMLCanvasElement>): void
  onPointerMove(event: PointerEvent<HTMLCanvasElement>): void
}

/** What draws strokes on a canvas; `onInk` is called after each move, with the kind of pointer. */
export function useInk(
  { width, height, pen }: InkSurface,
  canvas: RefObject<HTMLCanvasElement | null>,
  strokes: RefObject<number[][]>,
  onInk: (pointer: string) => void,
): InkHandlers {
  const follow = (event: PointerEvent<HTMLCanvasElement>) => {
    const stroke = strokes.current.at(-1)
    if (!stroke || !event.currentTarget.hasPointerCapture(event.pointerId)) return
    const moves = event.nativeEvent.getCoalescedEvents?.() ?? []
    for (const move of moves.length > 0 ? moves : [event.nativeEvent]) {
      // The canvas may be zoomed: a pointer's place is a share of the pad as it is seen.
      const seen = event.currentTarget.getBoundingClientRect()
      stroke.push(((move.clientX - seen.left) / seen.width) * width, ((move.clientY - seen.top) / seen.height) * height)
    }
    paintInk(canvas.current, strokes.current, pen)
    onInk(event.pointerType)
  }
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    if (strokes.current.length === 0) wipe(canvas.current)
    strokes.current.push([])
    follow(event)
  }
  return { onPointerDown: begin, onPointerMove: follow }
}

/** Nothing is on the canvas any more. */
export function wipe(canvas: HTMLCanvasElement | null): void {
  canvas?.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height)
}

/** Paints all strokes again on an empty canvas: painting over them would make their edges rough. */
export function paintInk(canvas: HTMLCanvasElement | null, strokes: readonly Stroke[], pen: number): void {
  wipe(canvas)
  for (const stroke of strokes) paintStroke(canvas, stroke, pen)
}

/** A stroke, white; the theme turns white into ink. */
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
