/** @file Examples from a dataset with their predictions, as images or as short rows of text. */
import { chartsText } from '../../messages/en/charts'
import { type Dataset, rowNumber } from '../../data/dataset'
import type { Example } from '../../metrics/evaluation'
import { percent } from '../../messages/format'
import { RowImage } from './pixel-image'
import { Rich } from '../kit/rich-text'
import { imageColumn, rowText } from './dataset-row-text'
import styles from './examples.module.css'

const text = chartsText.examples

export interface ExamplesProps {
  readonly dataset: Dataset
  readonly labels: readonly string[]
  /** The target column, shown as the label rather than among the features. */
  readonly target: string
  readonly examples: readonly Example[]
  /** Side length of an image in CSS pixels. */
  readonly side?: number
}

/** Renders each example with its actual label, predicted label and confidence. */
export function Examples({ dataset, labels, target, examples, side = 56 }: ExamplesProps) {
  const hasImages = imageColumn(dataset) >= 0
  return (
    <ul className={hasImages ? styles.tiles : styles.records}>
      {examples.map((example) => {
        const actual = labels[example.actual] ?? chartsText.confusion.unknownLabel
        const predicted = labels[example.predicted] ?? chartsText.confusion.unknownLabel
        const isCorrect = example.actual === example.predicted
        return (
          <li key={example.row} data-right={isCorrect ? 'yes' : 'no'}>
            {hasImages ? (
              <RowImage
                dataset={dataset}
                row={example.row}
                side={side}
                label={text.labeled({ row: rowNumber(dataset, example.row), label: actual })}
              />
            ) : (
              <span className={styles.record} dir="auto" translate="no">
                {rowText(dataset, example.row, [target], 5)}
              </span>
            )}
            <span className={styles.caption}>
              {isCorrect ? (
                <b translate="no">{actual}</b>
              ) : (
                <Rich
                  text={text.mistake}
                  marks={{
                    actual: () => <b translate="no">{actual}</b>,
                    predicted: () => (
                      <b className={styles.taken} translate="no">
                        {predicted}
                      </b>
                    ),
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
