/** @file Split choice: which rows the network answers for. Evaluating begins with the choice. */
import { useState } from 'react'
import type { SplitName } from '../../../data/dataset'
import { useRows } from '../../charts/use-evaluation'
import { Button } from '../../kit/button'
import { Segmented } from '../../kit/segmented'
import { useSelect, useStudio } from '../../studio-context'
import styles from '../rooms.module.css'

const SPLITS = ['train', 'validation', 'test'] as const satisfies readonly SplitName[]

const ABOUT: Readonly<Record<SplitName, string>> = {
  train: 'The rows it learnt from: flattering',
  validation: 'Held out, and watched while it learnt',
  test: 'Held out until now: the honest number',
}

/** The three parts of the data with their rows. */
export function SplitChoice() {
  const studio = useStudio()
  const shown = useSelect((state) => state.metrics?.split)
  const rows = useRows()
  const [asked, setAsked] = useState<SplitName>()
  const value = asked ?? shown ?? 'validation'

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
  return (
    <div className={styles.row}>
      <Segmented
        label="Rows"
        layout="bare"
        value={value}
        disabled={asked !== undefined}
        options={SPLITS.map((split) => ({
          value: split,
          title: rows ? `${split} ${rows.split[split].length.toLocaleString('en-US')}` : split,
          about: ABOUT[split],
          disabled: rows?.split[split].length === 0,
        }))}
        onChange={(split) => void evaluate(split)}
      />
      <Button size="small" disabled={asked !== undefined} onClick={() => void evaluate(value)}>
        {asked ? 'Evaluating' : shown ? 'Evaluate again' : 'Evaluate'}
      </Button>
      <span className={styles.faint}>{ABOUT[value].toLowerCase()}</span>
    </div>
  )
}
