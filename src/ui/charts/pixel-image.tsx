/** @file Images from a dataset or a network, drawn pixel by pixel in the theme's ink color and scaled without blur. */
import { useEffect, useMemo, useRef } from 'react'
import { hexRgb, useTokens } from './color-tokens'
import type { Dataset } from '../../data/dataset'
import { perRow } from '../../data/column-operations'
import { rowOf } from '../../data/paged-columns'
import { imageColumn } from './dataset-row-text'
import { useLoadedColumn } from './use-loaded-rows'
import styles from './examples.module.css'

export interface RowImageProps {
  readonly dataset: Dataset
  readonly row: number
  /** Index of the column; by default the first image column. */
  readonly column?: number
  /** Description for screen readers. */
  readonly label: string
  /** Side length in CSS pixels. */
  readonly side: number
}

/** Renders the image of one row. */
export function RowImage({ dataset, row, column = imageColumn(dataset), label, side }: RowImageProps) {
  const schema = dataset.schema.columns[column]
  const values = useLoadedColumn(dataset.columns[column], schema, row)
  const image = useMemo(() => {
    if (schema?.type !== 'image' || values?.type !== 'image') return undefined
    const shape = [schema.height, schema.width, schema.channels]
    return { shape, pixels: rowOf(values, perRow(schema), row) }
  }, [schema, values, row])
  return image ? <PixelImage {...image} label={label} side={side} /> : null
}

export interface PixelImageProps extends Pick<RowImageProps, 'label' | 'side'> {
  /** Pixel values from 0 to 255. */
  readonly pixels: ArrayLike<number>
  /** [height, width, channels]. */
  readonly shape: readonly number[]
}

/** A canvas in the image's native resolution, scaled by the browser. */
export function PixelImage({ pixels, shape, label, side }: PixelImageProps) {
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

/**
 * Writes RGBA values: a single channel becomes the opacity of the ink color, so that digits are readable in both
 * themes; three channels are colors.
 */
export function paintPixels(
  pixels: ArrayLike<number>,
  channels: number,
  ink: readonly [number, number, number],
): Uint8ClampedArray<ArrayBuffer> {
  const count = pixels.length / channels
  const out = new Uint8ClampedArray(count * 4)
  for (let i = 0; i < count; i++) {
    const isColor = channels >= 3
    for (let c = 0; c < 3; c++) out[i * 4 + c] = isColor ? (pixels[i * channels + c] as number) : (ink[c] as number)
    out[i * 4 + 3] = isColor ? 255 : (pixels[i * channels] as number)
  }
  return out
}
