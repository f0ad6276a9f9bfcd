/** @file Split choice: which rows the network answers for. Evaluating begins with the choice; test rows are asked for once more. */
import { useState } from 'react'
import type { SplitName } from '../../../data/dataset'
import { isSealed, looksNow } from '../../../studio/test-looks'
import { useRows } from '../../charts/use-evaluation'
import { Button } from '../../kit/button'
import { Segmented } from '../../kit/segmented'
import { useSelect, useStudio } from '../../studio-context'
import styles from '../pages.module.css'

const SPLITS = ['train', 'validation', 'test'] as const satisfies readonly SplitName[]

const ABOUT: Readonly<Record<SplitName, string>> = {
  train: 'The rows it learnt from: flattering',
  validation: 'Held out, and watched while it learnt',
  test: 'Held out until now: the honest number',
}

export interface SplitChoiceProps {
  /** Whether the sealed test rows are what was chosen. */
  readonly atSeal: boolean
  readonly onSeal: (at: boolean) => void
}

/** Evaluates a split and shows what came of it; what goes wrong is a notice. */
export function useEvaluate(): readonly [asked: SplitName | undefined, evaluate: (split: SplitName) => Promise<void>] {
  const studio = useStudio()
  const [asked, setAsked] = useState<SplitName>()
  async function evaluate(split: SplitName): Promise<void> {
    setAsked(split)
    try {
      await studio.run('run.evaluate', { split })
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error)
      await studio.run('notice.show', { tone: 'bad', text })
    } finally {
      setAsked(undefined)
    }
  }
  return [asked, evaluate]
}

/** The three parts of the data with their rows. */
export function SplitChoice({ atSeal, onSeal }: SplitChoiceProps) {
  const shown = useSelect((state) => state.metrics?.split)
  const sealed = useSelect(isSealed)
  const rows = useRows()
  const [asked, evaluate] = useEvaluate()
  const value = asked ?? (atSeal ? 'test' : (shown ?? 'validation'))
  const choose = (split: SplitName) => {
    onSeal(split === 'test' && sealed)
    if (split !== 'test' || !sealed) void evaluate(split)
  }
  return (
    <div className={styles.row}>
      <Segmented
        label="Rows"
        layout="bare"
        value={value}
        disabled={asked !== undefined}
        options={SPLITS.map((split) => ({
          value: split,
          title: `${rows ? `${split} ${rows.split[split].length.toLocaleString('en-US')}` : split}${split === 'test' && sealed ? ', sealed' : ''}`,
          about: ABOUT[split],
          disabled: rows?.split[split].length === 0,
        }))}
        onChange={choose}
      />
      {!atSeal && (
        <Button size="small" disabled={asked !== undefined} onClick={() => choose(value)}>
          {asked ? 'Evaluating' : shown ? 'Evaluate again' : 'Evaluate'}
        </Button>
      )}
      <span className={styles.faint}>{value === 'test' && !atSeal ? <Looks /> : ABOUT[value].toLowerCase()}</span>
    </div>
  )
}

/** How often the test rows were looked at: the more often, the less they say. */
function Looks() {
  const looks = useSelect(looksNow)
  if (looks === 0) return ABOUT.test.toLowerCase()
  return looks === 1
    ? 'looked at once: the honest number'
    : `looked at ${looks.toLocaleString('en-US')} times: what was chosen by them flatters`
}
