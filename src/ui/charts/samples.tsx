/** @file Samples: examples of a dataset with their predictions, as images or as rows in short. */
import { chartsText } from '../../messages/en/charts'
import type { Dataset } from '../../data/dataset'
import { rowNumber } from '../../data/row-number'
import type { Example } from '../../metrics/evaluation'
import { percent } from '../../messages/format'
import { Picture } from './picture'
import { Rich } from '../kit/rich'
import { imageColumn, rowWords } from './row-words'
import styles from './samples.module.css'

const text = chartsText.examples

export interface SamplesProps {
  readonly dataset: Dataset
  readonly labels: readonly string[]
  /** The target column: shown as the label, not among the features. */
  readonly target: string
  readonly examples: readonly Example[]
  /** Side of an image in CSS pixels. */
  readonly side?: number
}

/** Each example with its actual label, the predicted one and the confidence. */
export function Samples({ dataset, labels, target, examples, side = 56 }: SamplesProps) {
  const pictures = imageColumn(dataset) >= 0
  return (
    <ul className={pictures ? styles.tiles : styles.records}>
      {examples.map((example) => {
        const actual = labels[example.actual] ?? chartsText.confusion.unknownLabel
        const predicted = labels[example.predicted] ?? chartsText.confusion.unknownLabel
        const isCorrect = example.actual === example.predicted
        return (
          <li key={example.row} data-right={isCorrect ? 'yes' : 'no'}>
            {pictures ? (
              <Picture
                dataset={dataset}
                row={example.row}
                side={side}
                label={text.labeled({ row: rowNumber(dataset, example.row), label: actual })}
              />
            ) : (
              <span className={styles.record}>{rowWords(dataset, example.row, [target], 5)}</span>
            )}
            <span className={styles.said}>
              {isCorrect ? (
                <b>{actual}</b>
              ) : (
                <Rich
                  text={text.mistake}
                  marks={{
                    actual: () => <b>{actual}</b>,
                    predicted: () => <b className={styles.taken}>{predicted}</b>,
                  }}
                />
              )}{' '}
              <span className={styles.sure}>{percent(example.probability)}</span>
            </span>
          </li>
        )
      })}
    </ul>
  )
}
