/** @file Picture: one image of a dataset, drawn pixel by pixel in the theme's ink, scaled without blur. */
import { useEffect, useRef } from 'react'
import { hexRgb } from './colours'
import type { Dataset } from '../../data/dataset'
import { imageColumn } from './row-words'
import { useTokens } from './tokens'
import styles from './samples.module.css'

export interface PictureProps {
  readonly dataset: Dataset
  readonly row: number
  /** What it shows, in words. */
  readonly label: string
  /** Side in CSS pixels. */
  readonly side: number
}

/** A canvas of the image's own size; the browser scales it. */
export function Picture({ dataset, row, label, side }: PictureProps) {
  const ref = useRef<HTMLCanvasElement>(null)
  const tokens = useTokens()
  const at = imageColumn(dataset)
  const schema = dataset.schema.columns[at]
  useEffect(() => {
    const column = dataset.columns[at]
    const context = ref.current?.getContext('2d')
    if (!context || column?.type !== 'image' || schema?.type !== 'image') return
    const { height, width, channels } = schema
    const size = height * width * channels
    const pixels = column.pixels.subarray(row * size, (row + 1) * size)
    if (pixels.length < size) return
    context.putImageData(new ImageData(paint(pixels, channels, hexRgb(tokens('ink'))), width, height), 0, 0)
  }, [dataset, at, schema, row, tokens])
  if (schema?.type !== 'image') return null
  return (
    <canvas
      ref={ref}
      className={styles.picture}
      width={schema.width}
      height={schema.height}
      style={{ width: side, height: (side * schema.height) / schema.width }}
      role="img"
      aria-label={label}
    />
  )
}

/** One channel is ink of that strength, so that a digit reads in both themes; three are colours. */
function paint(
  pixels: Uint8Array,
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
