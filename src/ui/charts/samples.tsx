/** @file Samples: rows of a dataset beside what the model made of them: pictures, or records in a few words. */
import type { Dataset } from '../../data/dataset'
import { rowNumber } from '../../data/row-number'
import type { Example } from '../../metrics/evaluation'
import { percent } from '../../messages/format'
import { Picture } from './picture'
import { imageColumn, rowWords } from './row-words'
import styles from './samples.module.css'

export interface SamplesProps {
  readonly dataset: Dataset
  readonly labels: readonly string[]
  /** The column predicted: it is told as the label, not among the features. */
  readonly target: string
  readonly examples: readonly Example[]
  /** Side of a picture in CSS pixels. */
  readonly side?: number
}

/** Each example with its true label, the predicted one and how sure the model was. */
export function Samples({ dataset, labels, target, examples, side = 56 }: SamplesProps) {
  const pictures = imageColumn(dataset) >= 0
  return (
    <ul className={pictures ? styles.tiles : styles.records}>
      {examples.map((example) => {
        const actual = labels[example.actual] ?? '?'
        const predicted = labels[example.predicted] ?? '?'
        const right = example.actual === example.predicted
        return (
          <li key={example.row} data-right={right ? 'yes' : 'no'}>
            {pictures ? (
              <Picture
                dataset={dataset}
                row={example.row}
                side={side}
                label={`Row ${rowNumber(dataset, example.row)}, ${actual}`}
              />
            ) : (
              <span className={styles.record}>{rowWords(dataset, example.row, [target], 5)}</span>
            )}
            <span className={styles.said}>
              {right ? (
                <b>{actual}</b>
              ) : (
                <>
                  <b>{actual}</b> taken for <b className={styles.taken}>{predicted}</b>
                </>
              )}{' '}
              <span className={styles.sure}>{percent(example.probability)}</span>
            </span>
          </li>
        )
      })}
    </ul>
  )
}
