/**
 * @file Split choice: selects the set to evaluate on. Selecting a set starts the evaluation, unless it is a locked test
 * set.
 */
import { useState } from 'react'
import type { SplitName } from '../../../data/dataset'
import { resultsText } from '../../../messages/en/evaluate/results'
import { errorNotice } from '../../../studio/notice'
import { isSealed, currentTestSetViews } from '../../../studio/data/test-set-views'
import { useRows } from '../../charts/use-evaluation'
import { Button } from '../../kit/button'
import { Segmented } from '../../kit/segmented'
import { useSelect, useStudio } from '../../studio-context'
import styles from '../pages.module.css'

const text = resultsText.set

const SPLITS = ['train', 'validation', 'test'] as const satisfies readonly SplitName[]

export interface SplitChoiceProps {
  /** Whether the locked test set is selected. */
  readonly atSeal: boolean
  readonly onSeal: (at: boolean) => void
}

/**
 * Returns the set being evaluated, and a function that evaluates the model on a set and shows the results; errors are
 * shown as notices.
 */
export function useEvaluate(): readonly [asked: SplitName | undefined, evaluate: (split: SplitName) => Promise<void>] {
  const studio = useStudio()
  const [evaluating, setAsked] = useState<SplitName>()
  async function evaluate(split: SplitName): Promise<void> {
    setAsked(split)
    try {
      await studio.run('run.evaluate', { split })
    } catch (error) {
      await studio.run('notice.show', errorNotice(error))
    } finally {
      setAsked(undefined)
    }
  }
  return [evaluating, evaluate]
}

/** The three sets, each with its number of examples. */
export function SplitChoice({ atSeal, onSeal }: SplitChoiceProps) {
  const shown = useSelect((state) => state.metrics?.split)
  const sealed = useSelect(isSealed)
  const rows = useRows()
  const [evaluating, evaluate] = useEvaluate()
  const value = evaluating ?? (atSeal ? 'test' : (shown ?? 'validation'))
  const looks = useSelect(currentTestSetViews)
  const choose = (split: SplitName) => {
    onSeal(split === 'test' && sealed)
    if (split !== 'test' || !sealed) void evaluate(split)
  }
  return (
    <div className={styles.row}>
      <Segmented
        label={text.label}
        layout="bare"
        value={value}
        disabled={evaluating !== undefined}
        options={SPLITS.map((split) => ({
          value: split,
          title: setTitle(split, rows?.split[split].length, sealed),
          about: text.about[split],
          disabled: rows?.split[split].length === 0,
        }))}
        onChange={choose}
      />
      {!atSeal && (
        <Button size="small" disabled={evaluating !== undefined} onClick={() => choose(value)}>
          {evaluating ? text.busy : shown ? text.again : text.evaluate}
        </Button>
      )}
      <span className={styles.faint}>{value === 'test' && !atSeal ? looksText(looks) : text.about[value]}</span>
    </div>
  )
}

/** The name of a set, including its number of examples once the data has loaded. */
function setTitle(split: SplitName, examples: number | undefined, sealed: boolean): string {
  if (split === 'test' && sealed) return examples === undefined ? text.locked : text.lockedSized({ examples })
  return examples === undefined ? text.names[split] : text.sized[split]({ examples })
}

/** States how often the test set has been evaluated: the more often, the less reliable its results. */
function looksText(times: number): string {
  if (times === 0) return text.about.test
  return times === 1 ? text.lookedOnce : text.looked({ times })
}
