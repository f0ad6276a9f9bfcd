/**
 * @file FewerEntries: reports that a vocabulary or an Embedding layer is larger than the training set needs, with a
 * button that shrinks both.
 */
import { prepareText } from '../../../../messages/en/data/prepare'
import type { PrepareStep } from '../../../../catalog/training-plan'
import type { FittedColumn } from '../../../../data/transforms/transform'
import { Button } from '../../../kit/button'
import { useRunCommand, useSelect } from '../../../studio-context'
import styles from './prepare.module.css'
import { vocabularyEntries, embeddingsOf } from './vocabulary-entries'

interface FewerEntriesProps {
  readonly fitted: FittedColumn
  readonly steps: readonly PrepareStep[]
}

const text = prepareText.vocabulary

/** Renders nothing if the vocabulary and the Embedding layer already have the right size. */
export function FewerEntries({ fitted, steps }: FewerEntriesProps) {
  const run = useRunCommand()
  const drawing = useSelect((state) => state.project.drawing)
  const inputs = useSelect((state) => state.report.binding.inputs)
  const needed = vocabularyEntries(fitted)
  const tables = embeddingsOf(drawing, inputs, fitted.column).filter(
    ({ params }) => params.inputDim !== needed?.entries,
  )
  if (!needed || (needed.most === needed.known && tables.length === 0)) return null
  const { at, known, most: max, entries } = needed
  async function use(): Promise<void> {
    const next = steps.with(at, { ...(steps[at] as PrepareStep), most: known })
    if (max !== known) await run('data.prepare', { column: fitted.column, steps: next })
    const edits = tables.map(({ id }) => ({ type: 'set', node: id, params: { inputDim: entries } }))
    if (edits.length > 0) await run('graph.edit', { edits })
  }
  return (
    <p className={styles.words}>
      {(fitted.steps[at]?.kind === 'words' ? text.words : text.characters)({ known, entries })}{' '}
      {tables.length > 0 &&
        text.tables({ tables: tables.map(({ label, params }) => ({ label, entries: Number(params.inputDim) })) })}{' '}
      <Button size="small" title={text.tip} onClick={() => void use()}>
        {text.use({ entries })}
      </Button>
    </p>
  )
}
