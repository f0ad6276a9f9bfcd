/**
 * @file Examples from a dataset with their predictions: as images, as short rows of text, or as input and target
 * images.
 */

import { lazy, type ReactNode, Suspense, useState } from 'react'
import { type Dataset, rowNumber } from '../../data/dataset'
import { chartsText } from '../../messages/en/charts'
import { percent } from '../../messages/format'
import type { Example, ImageExample } from '../../metrics/evaluation'
import { Rich } from '../kit/rich-text'
import { imageColumn, rowText } from './dataset-row-text'
import kit from '../kit/kit.module.css'
import styles from './examples.module.css'
import { PixelImage, RowImage } from './pixel-image'

const text = chartsText.examples

export interface ExamplesProps {
  readonly dataset: Dataset
  readonly labels: readonly string[]
  /** The target column, shown as the label rather than among the features. */
  readonly target: string
  readonly examples: readonly Example[]
  /** Side length of an image in CSS pixels. */
  readonly side?: number
  /** More about an opened example, such as what can be done with it. */
  readonly more?: (example: Example) => ReactNode
  /** Replaces the dialog: what is shown about one of the examples in another place. */
  readonly choice?: { readonly row: number; readonly onChoose: (example: Example) => void }
  /** Whether all examples have the same classes, so that only their confidence is shown. */
  readonly isOneKind?: boolean
}

/** Renders each example with its actual label, predicted label and confidence. A click opens it large. */
export function Examples({ dataset, labels, target, examples, side = 56, more, choice, isOneKind }: ExamplesProps) {
  const hasImages = imageColumn(dataset) >= 0
  const [opened, setOpened] = useState<Example>()
  return (
    <>
      <ul className={hasImages ? styles.tiles : styles.records} data-brief={isOneKind ? '' : undefined}>
        {examples.map((example) => (
          <li key={example.row} data-right={example.actual === example.predicted ? 'yes' : 'no'}>
            <button
              type="button"
              className={`${kit.stackTight} ${styles.example}`}
              aria-pressed={choice && choice.row === example.row}
              onClick={() => (choice ? choice.onChoose : setOpened)(example)}
            >
              {hasImages ? (
                <ExampleImage dataset={dataset} labels={labels} example={example} side={side} />
              ) : (
                <span className={kit.caption} dir="auto" translate="no">
                  {rowText(dataset, example.row, [target], 5)}
                </span>
              )}
              {isOneKind ? (
                <span className={styles.sure}>{percent(example.probability)}</span>
              ) : (
                <ExampleCaption labels={labels} example={example} />
              )}
            </button>
          </li>
        ))}
      </ul>
      {opened && (
        <OpenedExample
          {...{ dataset, target }}
          row={opened.row}
          caption={<ExampleCaption labels={labels} example={opened} />}
          onClose={() => setOpened(undefined)}
        >
          {more?.(opened)}
        </OpenedExample>
      )}
    </>
  )
}

interface ExampleLinkProps {
  readonly dataset: Dataset
  readonly row: number
  readonly target: string
  /** The accessible name of the button, and that of its picture. */
  readonly label: string
  readonly picture: string
  readonly onOpen: () => void
}

/** Side length of a picture in a table, in CSS pixels. */
const LINK_SIDE = 40

/** An example in a table, as its picture or its values; a click opens it. */
export function ExampleLink({ dataset, row, target, label, picture, onOpen }: ExampleLinkProps) {
  return (
    <button type="button" className={kit.link} aria-label={label} onClick={onOpen}>
      {imageColumn(dataset) >= 0 ? (
        <RowImage {...{ dataset, row }} side={LINK_SIDE} label={picture} />
      ) : (
        <span translate="no">{rowText(dataset, row, [target], 4)}</span>
      )}
    </button>
  )
}

interface OpenedExampleProps extends Pick<ExamplesProps, 'dataset' | 'target'> {
  readonly row: number
  /** What is predicted, and what is correct. */
  readonly caption: ReactNode
  readonly onClose: () => void
  readonly children?: ReactNode
}

/** An example in a dialog, with its values, its prediction, and why it is predicted so. */
export function OpenedExample({ dataset, target, row, caption, onClose, children }: OpenedExampleProps) {
  const number = rowNumber(dataset, row)
  return (
    <Suspense fallback={null}>
      <ExampleDialog row={row} number={number} onClose={onClose}>
        {imageColumn(dataset) >= 0 && <RowImage {...{ dataset, row }} side={LARGE} label={text.row({ row: number })} />}
        <span>{caption}</span>
        <span dir="auto" translate="no">
          {rowText(dataset, row, [target], Number.POSITIVE_INFINITY)}
        </span>
        {children}
      </ExampleDialog>
    </Suspense>
  )
}

/** Side length of the image of an opened example, in CSS pixels. */
const LARGE = 220

const ExampleDialog = lazy(() => import('./example-dialog'))

interface OneExample extends Pick<ExamplesProps, 'labels'> {
  readonly example: Example
}

/** The image of an example, at this side length in CSS pixels. */
export function ExampleImage(props: OneExample & Pick<ExamplesProps, 'dataset'> & { readonly side: number }) {
  const { dataset, labels, example, side } = props
  const label = labels[example.actual] ?? chartsText.confusion.unknownLabel
  return (
    <RowImage
      dataset={dataset}
      row={example.row}
      side={side}
      label={text.labeled({ row: rowNumber(dataset, example.row), label })}
    />
  )
}

/** The actual label, the predicted label if it is another one, and the confidence. */
export function ExampleCaption({ labels, example }: OneExample) {
  const actual = labels[example.actual] ?? chartsText.confusion.unknownLabel
  const predicted = labels[example.predicted] ?? chartsText.confusion.unknownLabel
  return (
    <span className={kit.small}>
      {example.actual === example.predicted ? (
        <b translate="no">{actual}</b>
      ) : (
        <Rich
          text={text.mistake}
          marks={{
            actual: () => <b translate="no">{actual}</b>,
            predicted: () => (
              <b className={kit.bad} translate="no">
                {predicted}
              </b>
            ),
          }}
        />
      )}{' '}
      <span className={styles.sure}>{percent(example.probability)}</span>
    </span>
  )
}

const imagesText = chartsText.images

interface ImageExamplesProps {
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
    <ul className={`${kit.wrap} ${styles.triples}`}>
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
                <figcaption>{imagesText.input}</figcaption>
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
              <figcaption>{imagesText.actual}</figcaption>
            </figure>
            <figure>
              <PixelImage
                pixels={example.given}
                shape={shape}
                side={side}
                label={chartsText.examples.predicted({ row: rowNumber(dataset, example.row) })}
              />
              <figcaption>{imagesText.predicted}</figcaption>
            </figure>
          </div>
          <span className={kit.small}>{exampleText(rowNumber(dataset, example.row), example)}</span>
        </li>
      ))}
    </ul>
  )
}

function exampleText(row: number, { mae, iou }: ImageExample): string {
  return iou === undefined ? imagesText.errorOfRow({ row, mae }) : imagesText.overlapOfRow({ row, iou })
}

/** The index of the input image column, or -1 if the input column is also the target or no input is an image. */
export function inputImageColumn({ schema }: Pick<Dataset, 'schema'>, target: string): number {
  return schema.columns.findIndex(
    ({ name, type }) => type === 'image' && name !== target && !schema.ignore.includes(name),
  )
}
