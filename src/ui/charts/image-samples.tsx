/** @file Image samples: rows whose answer is a picture: what went in, what was wanted, and what the network gave. */
import type { Dataset } from '../../data/dataset'
import { rowNumber } from '../../data/row-number'
import type { ImageExample } from '../../metrics/evaluation'
import { percent, significant } from '../../messages/format'
import { Picture, Pixels } from './picture'
import styles from './samples.module.css'

export interface ImageSamplesProps {
  readonly dataset: Dataset
  /** The column predicted. */
  readonly target: string
  readonly shape: readonly number[]
  readonly examples: readonly ImageExample[]
  /** Side of a picture in CSS pixels. */
  readonly side?: number
}

/** Two or three pictures a row, with how well they agree. */
export function ImageSamples({ dataset, target, shape, examples, side = 56 }: ImageSamplesProps) {
  const wanted = dataset.schema.columns.findIndex(({ name }) => name === target)
  const from = inputPicture(dataset, target)
  return (
    <ul className={styles.triples}>
      {examples.map((example) => (
        <li key={example.row}>
          <div className={styles.triple}>
            {from >= 0 && (
              <figure>
                <Picture
                  dataset={dataset}
                  row={example.row}
                  column={from}
                  side={side}
                  label={`Row ${rowNumber(dataset, example.row)}`}
                />
                <figcaption>input</figcaption>
              </figure>
            )}
            <figure>
              <Picture
                dataset={dataset}
                row={example.row}
                column={wanted}
                side={side}
                label={`Row ${rowNumber(dataset, example.row)}, ${target}`}
              />
              <figcaption>wanted</figcaption>
            </figure>
            <figure>
              <Pixels
                pixels={example.given}
                shape={shape}
                side={side}
                label={`Row ${rowNumber(dataset, example.row)}, as given`}
              />
              <figcaption>given</figcaption>
            </figure>
          </div>
          <span className={styles.said}>
            row {rowNumber(dataset, example.row)}, {exampleWords(example)}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** "IoU 81.2 %", or "off by 12.1". */
export function exampleWords({ mae, iou }: ImageExample): string {
  return iou === undefined ? `off by ${significant(mae)}` : `IoU ${percent(iou)}`
}

/** The position of the picture that another is predicted from; -1 where it is made from itself, or from no picture. */
export function inputPicture({ schema }: Pick<Dataset, 'schema'>, target: string): number {
  return schema.columns.findIndex(
    ({ name, type }) => type === 'image' && name !== target && !schema.ignore.includes(name),
  )
}
