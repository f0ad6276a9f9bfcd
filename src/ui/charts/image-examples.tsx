/** @file Image examples: for examples with an image target, shows the input, actual and predicted images. */
import { chartsText } from '../../messages/en/charts'
import { type Dataset, rowNumber } from '../../data/dataset'
import type { ImageExample } from '../../metrics/evaluation'
import { RowImage, PixelImage } from './pixel-image'
import styles from './examples.module.css'

const text = chartsText.images

export interface ImageExamplesProps {
  readonly dataset: Dataset
  /** The target column. */
  readonly target: string
  readonly shape: readonly number[]
  readonly examples: readonly ImageExample[]
  /** Side length of an image in CSS pixels. */
  readonly side?: number
}

/** Shows two or three images per example, with the pixel error or the mask overlap. */
export function ImageExamples({ dataset, target, shape, examples, side = 56 }: ImageExamplesProps) {
  const targetColumn = dataset.schema.columns.findIndex(({ name }) => name === target)
  const from = inputImageColumn(dataset, target)
  return (
    <ul className={styles.triples}>
      {examples.map((example) => (
        <li key={example.row}>
          <div className={styles.triple}>
            {from >= 0 && (
              <figure>
                <RowImage
                  dataset={dataset}
                  row={example.row}
                  column={from}
                  side={side}
                  label={chartsText.examples.row({ row: rowNumber(dataset, example.row) })}
                />
                <figcaption>{text.input}</figcaption>
              </figure>
            )}
            <figure>
              <RowImage
                dataset={dataset}
                row={example.row}
                column={targetColumn}
                side={side}
                label={chartsText.examples.labeled({ row: rowNumber(dataset, example.row), label: target })}
              />
              <figcaption>{text.actual}</figcaption>
            </figure>
            <figure>
              <PixelImage
                pixels={example.given}
                shape={shape}
                side={side}
                label={chartsText.examples.predicted({ row: rowNumber(dataset, example.row) })}
              />
              <figcaption>{text.predicted}</figcaption>
            </figure>
          </div>
          <span className={styles.caption}>{exampleText(rowNumber(dataset, example.row), example)}</span>
        </li>
      ))}
    </ul>
  )
}

function exampleText(row: number, { mae, iou }: ImageExample): string {
  return iou === undefined ? text.errorOfRow({ row, mae }) : text.overlapOfRow({ row, iou })
}

/** The index of the input image column, or -1 if the input column is also the target or no input is an image. */
export function inputImageColumn({ schema }: Pick<Dataset, 'schema'>, target: string): number {
  return schema.columns.findIndex(
    ({ name, type }) => type === 'image' && name !== target && !schema.ignore.includes(name),
  )
}
