/** @file PadFace: a pad for drawing an input image or showing an example from the test set. */
import { lazy, type RefObject, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { ColumnSchema } from '../../../catalog/dataset-schema'
import type { DrawnNode } from '../../../graph/drawing'
import { nestedPixels } from '../../../data/column-values'
import { networkText } from '../../../messages/en/network'
import { rowsToTry } from '../../../studio/data/test-set-views'
import { useDatasetLook } from '../../charts/pixel-image'
import { useSelect } from '../../studio-context'
import { isBeforeChange } from '../../charts/use-shown-run'
import { columnOf, loadImage } from './column-ranges'
import kit from '../../kit/kit.module.css'
import styles from './faces.module.css'
import type { ImagePlace, Stroke } from './strokes-to-image'
import { clearCanvas, padLook, paintSample, paintStrokes, usePenStrokes } from './use-pen-strokes'
import { useTrial } from './use-trial-input'

const text = networkText.input

const LiveMap = lazy(() => import('../../charts/row-explanation').then(({ LiveMap }) => ({ default: LiveMap })))

type ImageColumn = Extract<ColumnSchema, { readonly type: 'image' }>

/**
 * Size of the pad in CSS pixels; it is higher, up to a square, on a canvas that is higher than the drawing. The canvas
 * has twice the resolution.
 */
const WIDTH = 142
const LEAST_HEIGHT = 84
const PEN = 10

/** The pad for an image input. */
export function PadFace({ node, column }: { readonly node: DrawnNode; readonly column: ImageColumn }) {
  const { label } = node
  const data = useSelect((state) => state.data)
  const rows = useSelect(rowsToTry)
  const inkKey = useSelect((state) => `${state.project.id}/${label}`)
  const [trial, setTrial] = useTrial(label)
  const canvas = useRef<HTMLCanvasElement>(null)
  const strokes = useRef<number[][]>([])
  const padHeight = usePadHeight(node.id, canvas)
  const handlers = usePenStrokes({ width: WIDTH, height: padHeight, pen: PEN }, canvas, strokes, () => void read())
  const [exampleIndex, setExampleIndex] = useState(0)
  const { height, width, channels } = column
  const look = useDatasetLook()
  const [isWhy, setWhy] = useState(false)
  const isOld = useSelect(isBeforeChange)
  const hasAnswer = useSelect(({ answer }) => answer !== null)
  const whole = { left: (WIDTH - padHeight) / 2, top: 0, pixel: padHeight / height }
  const [place, setPlace] = useState<ImagePlace | undefined>(whole)

  function show(pixels: ArrayLike<number>): void {
    strokes.current = []
    paintSample(canvas.current, pixels, [height, width, channels], look)
    setPlace(whole)
    setTrial(nestedPixels(pixels, [height, width, channels]))
  }
  function sample(nth: number): void {
    if (data.tag !== 'ready') return
    const pixels = columnOf(data.dataset, column.name)
    // Take every 7th row, because neighboring rows in a stratified split often have the same class.
    const row = rows[(nth * 7) % Math.max(rows.length, 1)]
    if (pixels && row !== undefined) void loadImage(pixels, column, row).then(show)
    setExampleIndex(nth + 1)
  }
  function clear(): void {
    strokes.current = []
    clearCanvas(canvas.current)
    setPlace(undefined)
    setTrial(nestedPixels([], [height, width, channels]))
  }
  async function placeStrokes() {
    const lib = await import('./strokes-to-image')
    const frame = lib.frameFor(height, width, data.tag === 'none' ? '' : data.schema.id)
    setPlace(lib.placeOfImage(strokes.current, frame))
    return lib.strokesToImage(strokes.current, frame)
  }
  async function read(): Promise<void> {
    const ink = await placeStrokes()
    const value = nestedPixels(channels === 1 ? ink : grayToChannels(ink, channels), [height, width, channels])
    saveStrokes(inkKey, fromMiddle(strokes.current, padHeight), value)
    setTrial(value)
  }

  // Show an initial example, so that there is a prediction, or restore the last input when the node comes back into
  // view.
  const first = useRef({ sample, trial, inkKey, placeStrokes })
  first.current = { sample, trial, inkKey, placeStrokes }
  const key = data.tag === 'ready' ? data.key : ''
  useEffect(() => {
    const kept = first.current.trial
    const ink = savedStrokes(first.current.inkKey, kept)
    if (ink) {
      strokes.current = ontoPad(ink, padHeight)
      void first.current.placeStrokes()
      paintStrokes(canvas.current, strokes.current, PEN)
    } else if (Array.isArray(kept) && kept.length === height) {
      paintSample(canvas.current, (kept as number[][][]).flat(2), [height, width, channels], look)
      setPlace({ left: (WIDTH - padHeight) / 2, top: 0, pixel: padHeight / height })
    } else if (key !== '') first.current.sample(0)
  }, [key, height, width, channels, padHeight, look])

  return (
    <div className="nodrag nopan nowheel">
      <div className={styles.pad} style={{ position: 'relative', height: padHeight }}>
        <canvas
          ref={canvas}
          className={`${kit.pad} ${styles.ink}`}
          width={WIDTH * 2}
          height={padHeight * 2}
          {...padLook(look)}
          style={{ width: WIDTH, height: padHeight, ...padLook(look).style }}
          role="img"
          tabIndex={-1}
          data-part="pad"
          aria-label={text.pad({ input: label })}
          title={channels === 1 && look ? `${text.padTip} ${text.grays[look]}` : text.padTip}
          {...handlers}
        />
        {isWhy && place && (
          <Suspense fallback={null}>
            <div data-old={isOld || undefined} title={isOld ? text.beforeChange : undefined}>
              <LiveMap {...place} />
            </div>
          </Suspense>
        )}
      </div>
      <div className={styles.corners}>
        <button type="button" className={styles.corner} onClick={() => sample(exampleIndex)} disabled={key === ''}>
          {text.sample}
        </button>
        <button type="button" className={styles.corner} onClick={clear}>
          {text.clear}
        </button>
        <button
          type="button"
          className={styles.corner}
          aria-pressed={isWhy}
          title={text.whyTip}
          onClick={() => setWhy(!isWhy)}
          disabled={!hasAnswer && !isWhy}
        >
          {text.why}
        </button>
      </div>
    </div>
  )
}

/** The height of the pad; the node grows upward with it, so that its wires stay where they are. */
function usePadHeight(node: string, canvas: RefObject<HTMLCanvasElement | null>): number {
  const [faces, setFaces] = useState<typeof import('./layer-face')>()
  const isReady = useSelect((state) => state.ready)
  useEffect(() => {
    if (isReady) void import('./layer-face').then(setFaces)
  }, [isReady])
  const up = useSelect((state) => faces?.faceRoom(state, node)?.up ?? 0)
  const lift = Math.min(up, WIDTH - LEAST_HEIGHT)
  useLayoutEffect(() => {
    canvas.current?.closest<HTMLElement>('[data-kind]')?.style.setProperty('--lift', `${lift}px`)
  }, [canvas, lift])
  return LEAST_HEIGHT + lift
}

/** Strokes relative to the middle of the pad. */
function fromMiddle(strokes: readonly Stroke[], padHeight: number): readonly Stroke[] {
  return strokes.map((stroke) => stroke.map((value, i) => (i % 2 === 0 ? value - WIDTH / 2 : value - padHeight / 2)))
}

/** Strokes on a pad of this height, smaller if they would not fit: their image does not depend on their size. */
function ontoPad(strokes: readonly Stroke[], padHeight: number): number[][] {
  const farthest = strokes.flat().reduce((most, value, i) => (i % 2 === 0 ? most : Math.max(most, Math.abs(value))), 0)
  const scale = Math.min(1, padHeight / 2 / Math.max(farthest, 1))
  return strokes.map((stroke) => stroke.map((value, i) => value * scale + (i % 2 === 0 ? WIDTH / 2 : padHeight / 2)))
}

/** Copies the gray values to every channel. */
export function grayToChannels(ink: Float32Array<ArrayBuffer>, channels: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: ink.length * channels }, (_, i) => ink[Math.floor(i / channels)] ?? 0)
}

interface SavedStrokes {
  readonly strokes: readonly Stroke[]
  /** The image made from the strokes. */
  readonly value: unknown
}

/** Maximum number of pads to remember. The strokes are never stored on disk. */
const MAX_PADS = 20
const saved = new Map<string, SavedStrokes>()

/** Remembers the strokes of a pad together with their image. */
export function saveStrokes(key: string, strokes: readonly Stroke[], value: unknown): void {
  saved.delete(key)
  saved.set(key, { strokes: strokes.map((stroke) => [...stroke]), value })
  for (const old of saved.keys()) {
    if (saved.size <= MAX_PADS) break
    saved.delete(old)
  }
}

/** The strokes from which this image was rendered; undefined if the pad shows something else, such as an example. */
export function savedStrokes(key: string, value: unknown): readonly Stroke[] | undefined {
  const match = saved.get(key)
  if (!match || value === undefined) return undefined
  return match.value === value || JSON.stringify(match.value) === JSON.stringify(value) ? match.strokes : undefined
}
