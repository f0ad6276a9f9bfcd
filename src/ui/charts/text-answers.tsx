/** @file Text answers: the metrics of an evaluation of texts, and examples with actual and predicted text, wrong parts marked. */
import { chartsText } from '../../messages/en/charts'
import { columnIndex } from '../../catalog/dataset-schema'
import { textAt } from '../../data/columns'
import type { Dataset } from '../../data/dataset'
import type { HeadEvaluation, TextExample } from '../../metrics/evaluation'
import { percent } from '../../messages/format'
import { Rich } from '../kit/rich'
import styles from './text-answers.module.css'

const text = chartsText.texts
const bold = { b: (inner: string) => <b>{inner}</b> }

export type TextEvaluation = Extract<HeadEvaluation, { kind: 'sequence' }>

/** The share of correct texts, and of correct positions. */
export function TextFigures({ evaluation }: { readonly evaluation: TextEvaluation }) {
  const { accuracy, sequenceAccuracy, places } = evaluation
  return (
    <div>
      <dl className={styles.figures}>
        <div>
          <dt>{text.whole}</dt>
          <dd>
            <Rich text={text.wholeCorrect({ share: sequenceAccuracy })} marks={bold} />
          </dd>
        </div>
        <div>
          <dt>{text.positions}</dt>
          <dd>
            <Rich text={text.positionsCorrect({ share: accuracy })} marks={bold} />
          </dd>
        </div>
      </dl>
      <ol className={styles.places} aria-label={text.byPosition}>
        {places.map(({ support, right }, place) =>
          support === 0 ? null : (
            // biome-ignore lint/suspicious/noArrayIndexKey: a position is its number
            <li key={place} title={text.atPosition({ position: place + 1, correct: right, all: support })}>
              <i style={{ height: `calc((100% - 16px) * ${right / support})` }} />
              <span>{place + 1}</span>
            </li>
          ),
        )}
      </ol>
    </div>
  )
}

export interface TextListProps {
  readonly evaluation: TextEvaluation
  readonly examples: readonly TextExample[]
  readonly target: string
  /** The dataset of the examples, where it is in use. */
  readonly dataset: Dataset | undefined
}

/** A row per example: its input, the actual and the predicted text, and the confidence. */
export function TextList({ evaluation, examples, target, dataset }: TextListProps) {
  const given = dataset?.schema.columns.find(({ name, type }) => type === 'text' && name !== target)
  const from = given && dataset?.columns[columnIndex(dataset.schema, given.name)]
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {given && <th scope="col">{given.name}</th>}
          <th scope="col">{text.actual}</th>
          <th scope="col">{text.predicted}</th>
          <th scope="col">{text.confidence}</th>
        </tr>
      </thead>
      <tbody>
        {examples.map((example) => (
          <tr key={example.row}>
            {from?.type === 'text' && <td className={styles.given}>{textAt(from, example.row)}</td>}
            <td>{example.actual}</td>
            <td>
              <Predicted example={example} by={evaluation.by} />
            </td>
            <td>{percent(example.probability)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Predicted({
  example: { actual, predicted },
  by,
}: {
  readonly example: TextExample
  readonly by: TextEvaluation['by']
}) {
  const tokensOf = (whole: string) => (by === 'words' ? whole.split(' ') : [...whole])
  const [wanted, found] = [tokensOf(actual), tokensOf(predicted)]
  return (
    <>
      {found.map((token, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a token is its position
        <span key={place}>
          {by === 'words' && place > 0 ? ' ' : ''}
          {token === wanted[place] ? token : <mark title={expectedText(wanted[place])}>{token}</mark>}
        </span>
      ))}
      {wanted.length > found.length && <mark title={text.expectedMore}>…</mark>}
    </>
  )
}

function expectedText(token: string | undefined): string {
  return token === undefined ? text.expectedEnd : text.expected({ token })
}
