/** @file FewerEntries: a vocabulary that may hold more than the training rows have, told with what they have and a press that uses it. */
import { count } from '../../../../messages/format'
import type { PrepareStep } from '../../../../catalog/plan'
import type { FittedColumn } from '../../../../data/transforms/transform'
import { Button } from '../../../kit/button'
import { useRun, useSelect } from '../../../studio-context'
import styles from './prepare.module.css'
import { entriesNeeded, readersOf } from './entries'

interface FewerEntriesProps {
  readonly fitted: FittedColumn
  readonly steps: readonly PrepareStep[]
}

/** Nothing where vocabulary and Embedding are as large as they have to be. */
export function FewerEntries({ fitted, steps }: FewerEntriesProps) {
  const run = useRun()
  const drawing = useSelect((state) => state.project.drawing)
  const inputs = useSelect((state) => state.report.binding.inputs)
  const needed = entriesNeeded(fitted)
  const tables = readersOf(drawing, inputs, fitted.column).filter(({ params }) => params.inputDim !== needed?.entries)
  if (!needed || (needed.most === needed.known && tables.length === 0)) return null
  const { at, known, most, entries } = needed
  async function use(): Promise<void> {
    const next = steps.with(at, { ...(steps[at] as PrepareStep), most: known })
    if (most !== known) await run('data.prepare', { column: fitted.column, steps: next })
    const edits = tables.map(({ id }) => ({ type: 'set', node: id, params: { inputDim: entries } }))
    if (edits.length > 0) await run('graph.edit', { edits })
  }
  return (
    <p className={styles.words}>
      The training rows have {count(known)} {fitted.steps[at]?.kind === 'words' ? 'words' : 'characters'}: with what
      fills up and what is unknown, an Embedding needs {count(entries)} entries
      {tables.map(({ label, params }) => `; “${label}” has ${count(Number(params.inputDim))}`).join('')}.{' '}
      <Button size="small" title="Sets the vocabulary, and the Embedding that reads it" onClick={() => void use()}>
        Use {count(entries)}
      </Button>
    </p>
  )
}
