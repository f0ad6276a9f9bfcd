/** @file TryPad: a pad for the image in a request, which can be drawn with the pointer or taken from the dataset. */
import { useRef, useState } from 'react'
import { urlText } from '../../../../messages/en/operate/url'
import { strokesToImage, frameFor, type Stroke } from '../../../network/node-faces/strokes-to-image'
import { columnOf, loadImage } from '../../../network/node-faces/column-ranges'
import { usePenStrokes, clearCanvas } from '../../../network/node-faces/use-pen-strokes'
import { Button } from '../../../kit/button'
import { paintPixels, PixelImage } from '../../../charts/pixel-image'
import { useSelect } from '../../../studio-context'
import styles from './url.module.css'

const { try: text } = urlText

/** The width and height of the pad, in CSS pixels. */
const SIDE = 140
const PEN = 11

/** Shows a dataset sample on the pad, painted in white, like ink. Drawing over it starts a new image. */
function paintSample(canvas: HTMLCanvasElement | null, pixels: readonly number[], shape: readonly number[]): void {
  const [height = 1, width = 1, channels = 1] = shape
  const pen = canvas?.getContext('2d')
  if (!canvas || !pen) return
  const small = document.createElement('canvas')
  small.width = width
  small.height = height
  small
    .getContext('2d')
    ?.putImageData(new ImageData(paintPixels(pixels, channels, [255, 255, 255]), width, height), 0, 0)
  clearCanvas(canvas)
  pen.imageSmoothingEnabled = false
  pen.drawImage(small, 0, 0, canvas.width, canvas.height)
}

export interface TryPadProps {
  readonly name: string
  /** The shape of the image: height, width and channels. */
  readonly shape: readonly number[]
  readonly value: readonly number[]
  readonly onChange: (pixels: readonly number[]) => void
}

/** The drawing pad, next to the image as the model receives it. */
export function TryPad({ name, shape, value, onChange }: TryPadProps) {
  const data = useSelect((state) => state.data)
  const canvas = useRef<HTMLCanvasElement>(null)
  const strokes = useRef<number[][]>([])
  const [exampleIndex, setExampleIndex] = useState(0)
  /** Whether the image on the pad has its own colors and should therefore not be displayed as ink. */
  const [isColored, setColored] = useState(false)
  const [height = 1, width = 1, channels = 1] = shape
  const handlers = usePenStrokes({ width: SIDE, height: SIDE, pen: PEN }, canvas, strokes, () => {
    const ink = strokesToImage(
      strokes.current as readonly Stroke[],
      frameFor(height, width, data.tag === 'none' ? '' : data.schema.id),
    )
    setColored(false)
    onChange(Array.from(ink).flatMap((gray) => new Array<number>(channels).fill(Math.round(gray))))
  })
  const schema = data.tag === 'none' ? undefined : data.schema.columns.find((one) => one.name === name)

  async function sample(): Promise<void> {
    if (data.tag !== 'ready' || schema?.type !== 'image') return
    const { test, validation, train } = data.split
    const rows = test.length > 0 ? test : validation.length > 0 ? validation : train
    const column = columnOf(data.dataset, name)
    // Advances by 7 rows at a time, because neighboring rows in a stratified split often have the same class.
    const row = rows[(exampleIndex * 7) % Math.max(rows.length, 1)]
    setExampleIndex(exampleIndex + 1)
    if (!column || row === undefined) return
    const pixels = Array.from(await loadImage(column, schema, row))
    strokes.current = []
    paintSample(canvas.current, pixels, shape)
    setColored(channels >= 3)
    onChange(pixels)
  }
  function clear(): void {
    strokes.current = []
    clearCanvas(canvas.current)
    setColored(false)
    onChange(new Array<number>(height * width * channels).fill(0))
  }
  const fits = schema?.type === 'image' && schema.height === height && schema.width === width
  return (
    <div className={styles.pad}>
      <div className={styles.surface}>
        <canvas
          ref={canvas}
          className={styles.ink}
          data-coloured={isColored ? '' : undefined}
          width={SIDE * 2}
          height={SIDE * 2}
          role="img"
          aria-label={text.draw({ name })}
          {...handlers}
        />
      </div>
      <div className={styles.preview}>
        <span>{text.sentAs}</span>
        <PixelImage
          pixels={Float32Array.from(value)}
          shape={[height, width, channels]}
          label={text.sentImage({ name })}
          side={84}
        />
        <div className={styles.row}>
          {fits && (
            <Button size="small" onClick={() => void sample()}>
              {text.sample}
            </Button>
          )}
          <Button size="small" onClick={clear}>
            {text.clear}
          </Button>
        </div>
      </div>
    </div>
  )
}
