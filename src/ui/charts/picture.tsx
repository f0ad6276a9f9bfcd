/** @file Picture: one image, of a dataset or of a network, drawn pixel by pixel in the ink color of the theme, scaled without blur. */
import { useEffect, useMemo, useRef } from 'react'
import { hexRgb } from './colours'
import type { Dataset } from '../../data/dataset'
import { perRow } from '../../data/columns'
import { rowOf } from '../../data/paged'
import { imageColumn } from './row-words'
import { useTokens } from './tokens'
import { useBroughtColumn } from './use-brought'
import styles from './samples.module.css'

export interface PictureProps {
  readonly dataset: Dataset
  readonly row: number
  /** The position of its column; by default the first image column. */
  readonly column?: number
  /** Its name, for screen readers. */
  readonly label: string
  /** Side in CSS pixels. */
  readonly side: number
}

/** The image of one row. */
export function Picture({ dataset, row, column = imageColumn(dataset), label, side }: PictureProps) {
  const schema = dataset.schema.columns[column]
  const values = useBroughtColumn(dataset.columns[column], schema, row)
  const shown = useMemo(() => {
    if (schema?.type !== 'image' || values?.type !== 'image') return undefined
    const shape = [schema.height, schema.width, schema.channels]
    return { shape, pixels: rowOf(values, perRow(schema), row) }
  }, [schema, values, row])
  return shown ? <Pixels {...shown} label={label} side={side} /> : null
}

export interface PixelsProps extends Pick<PictureProps, 'label' | 'side'> {
  /** 0 to 255. */
  readonly pixels: ArrayLike<number>
  /** Height, width, channels. */
  readonly shape: readonly number[]
}

/** A canvas of the image's own size; the browser scales it. */
export function Pixels({ pixels, shape, label, side }: PixelsProps) {
  const ref = useRef<HTMLCanvasElement>(null)
  const tokens = useTokens()
  const [height = 1, width = 1, channels = 1] = shape
  useEffect(() => {
    const context = ref.current?.getContext('2d')
    if (!context || pixels.length < height * width * channels) return
    context.putImageData(new ImageData(paintPixels(pixels, channels, hexRgb(tokens('ink'))), width, height), 0, 0)
  }, [pixels, height, width, channels, tokens])
  return (
    <canvas
      ref={ref}
      className={styles.picture}
      width={width}
      height={height}
      style={{ width: side, height: (side * height) / width }}
      role="img"
      aria-label={label}
    />
  )
}

/** One channel is ink of that strength, so that a digit reads in both themes; three are colours. */
export function paintPixels(
  pixels: ArrayLike<number>,
  channels: number,
  ink: readonly [number, number, number],
): Uint8ClampedArray<ArrayBuffer> {
  const count = pixels.length / channels
  const out = new Uint8ClampedArray(count * 4)
  for (let i = 0; i < count; i++) {
    const colour = channels >= 3
    for (let c = 0; c < 3; c++) out[i * 4 + c] = colour ? (pixels[i * channels + c] as number) : (ink[c] as number)
    out[i * 4 + 3] = colour ? 255 : (pixels[i * channels] as number)
  }
  return out
}
