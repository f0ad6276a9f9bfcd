/** @file Text answers: what an evaluation of texts comes to, and rows with what is wanted and what is said, wrong signs marked. */
import { columnIndex } from '../../catalog/dataset-schema'
import { textAt } from '../../data/columns'
import type { Dataset } from '../../data/dataset'
import type { HeadEvaluation, TextExample } from '../../metrics/evaluation'
import { percent } from '../../messages/format'
import styles from './text-answers.module.css'

export type TextEvaluation = Extract<HeadEvaluation, { kind: 'sequence' }>

/** How many texts are right, and how many signs place by place. */
export function TextFigures({ evaluation }: { readonly evaluation: TextEvaluation }) {
  const { accuracy, sequenceAccuracy, places } = evaluation
  return (
    <div>
      <dl className={styles.figures}>
        <div>
          <dt>Texts</dt>
          <dd>
            <b>{percent(sequenceAccuracy)}</b> right from end to end
          </dd>
        </div>
        <div>
          <dt>Places</dt>
          <dd>
            <b>{percent(accuracy)}</b> right, the end of a text counted as one, nothing behind it
          </dd>
        </div>
      </dl>
      <ol className={styles.places} aria-label="Right at each place">
        {places.map(({ support, right }, place) =>
          support === 0 ? null : (
            // biome-ignore lint/suspicious/noArrayIndexKey: a place is its number
            <li key={place} title={`Place ${place + 1}: ${right} of ${support} right`}>
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
  /** The set the rows are of, where it is in use. */
  readonly dataset: Dataset | undefined
}

/** A row each: what it is told from, what is wanted, what is said and how sure. */
export function TextList({ evaluation, examples, target, dataset }: TextListProps) {
  const given = dataset?.schema.columns.find(({ name, type }) => type === 'text' && name !== target)
  const from = given && dataset?.columns[columnIndex(dataset.schema, given.name)]
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {given && <th scope="col">{given.name}</th>}
          <th scope="col">Wanted</th>
          <th scope="col">Said</th>
          <th scope="col">Sure</th>
        </tr>
      </thead>
      <tbody>
        {examples.map((example) => (
          <tr key={example.row}>
            {from?.type === 'text' && <td className={styles.given}>{textAt(from, example.row)}</td>}
            <td>{example.actual}</td>
            <td>
              <Said example={example} by={evaluation.by} />
            </td>
            <td>{percent(example.probability)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Said({
  example: { actual, predicted },
  by,
}: {
  readonly example: TextExample
  readonly by: TextEvaluation['by']
}) {
  const signs = (text: string) => (by === 'words' ? text.split(' ') : [...text])
  const [wanted, said] = [signs(actual), signs(predicted)]
  const rest = wanted.length - said.length
  return (
    <>
      {said.map((sign, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sign is its place
        <span key={place}>
          {by === 'words' && place > 0 ? ' ' : ''}
          {sign === wanted[place] ? sign : <mark title={`${wanted[place] ?? 'The end'} is wanted here`}>{sign}</mark>}
        </span>
      ))}
      {rest > 0 && <mark title="More is wanted here">…</mark>}
    </>
  )
}
