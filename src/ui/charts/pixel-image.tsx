/**
 * @file Images from a dataset or a network, drawn pixel by pixel and scaled without blur: drawings in the theme's ink
 * color, photos as they are.
 */
import { useEffect, useMemo, useRef } from 'react'
import { hexRgb, useTokens } from './color-tokens'
import type { Dataset } from '../../data/dataset'
import { perRow } from '../../data/column-operations'
import { rowOf } from '../../data/paged-columns'
import { imageColumn } from './dataset-row-text'
import { networkText } from '../../messages/en/network'
import kit from '../kit/kit.module.css'
import { useSelect } from '../studio-context'
import { datasetLook, type GrayLook, paintPixels } from './paint-pixels'
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
  /** How it is drawn; by default as all images of its dataset. */
  readonly look?: GrayLook | undefined
}

/** Renders the image of one row. */
export function RowImage({ dataset, row, column = imageColumn(dataset), label, side, look }: RowImageProps) {
  const schema = dataset.schema.columns[column]
  const values = useLoadedColumn(dataset.columns[column], schema, row)
  const image = useMemo(() => {
    if (schema?.type !== 'image' || values?.type !== 'image') return undefined
    const shape = [schema.height, schema.width, schema.channels]
    return { shape, pixels: rowOf(values, perRow(schema), row) }
  }, [schema, values, row])
  return image ? <PixelImage {...image} look={look ?? datasetLook(dataset)} label={label} side={side} /> : null
}

export interface PixelImageProps extends Pick<RowImageProps, 'label' | 'side'> {
  /** Pixel values from 0 to 255. */
  readonly pixels: ArrayLike<number>
  /** [height, width, channels]. */
  readonly shape: readonly number[]
  /** How a gray image is drawn; by default as the images of the dataset in use. */
  readonly look?: GrayLook | undefined
  /** The color of a drawing. */
  readonly token?: 'ink' | 'mark-heat' | 'data-1'
  /** Whether another image below it stays visible. */
  readonly isOver?: boolean
}

/** A canvas in the image's native resolution, scaled by the browser. */
export function PixelImage({ pixels, shape, look: own, token = 'ink', isOver, label, side }: PixelImageProps) {
  const ref = useRef<HTMLCanvasElement>(null)
  const tokens = useTokens()
  const [height = 1, width = 1, channels = 1] = shape
  const look = useDatasetLook(own)
  useEffect(() => {
    const context = ref.current?.getContext('2d')
    if (!context || pixels.length < height * width * channels) return
    const painted = paintPixels(pixels, [height, width, channels], hexRgb(tokens(token)), look)
    context.putImageData(new ImageData(painted, width, height), 0, 0)
  }, [pixels, height, width, channels, look, token, tokens])
  return (
    <canvas
      ref={ref}
      className={styles.picture}
      width={width}
      height={height}
      style={{ width: side, height: (side * height) / width, ...(isOver && { background: 'none' }) }}
      role="img"
      aria-label={label}
    />
  )
}

/** How the images of the dataset in use are drawn, unless a look is given. */
export function useDatasetLook(own?: GrayLook): GrayLook | undefined {
  return useSelect(({ data }) => own ?? (data.tag === 'ready' ? datasetLook(data.dataset) : undefined))
}

/** What the grays of the images of a dataset mean; nothing for colors. */
export function GraysNote({ dataset }: Pick<RowImageProps, 'dataset'>) {
  const image = dataset.schema.columns[imageColumn(dataset)]
  const look = datasetLook(dataset)
  if (!look || image?.type !== 'image' || image.channels > 1) return null
  return <p className={kit.soft}>{networkText.input.grays[look]}</p>
}
