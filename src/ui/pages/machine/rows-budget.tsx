/** @file Rows budget: how much of a set may lie in memory; of a larger one pictures and arrays are read while it trains. */
import { useEffect, useState } from 'react'
import { LEAST_ROWS_MB, MOST_ROWS_MB } from '../../../storage/rows-budget'
import { NumberField } from '../../kit/number-field'
import { useSelect, useStudio } from '../../studio-context'
import styles from '../pages.module.css'

/** The field to set it. */
export function RowsBudget() {
  const studio = useStudio()
  const busy = useSelect(({ run: { tag } }) => tag === 'training' || tag === 'preparing' || tag === 'paused')
  const [megabytes, setMegabytes] = useState<number>()
  useEffect(() => {
    void studio.run('machine.rowsBudget').then((kept) => setMegabytes(kept as number))
  }, [studio])
  const set = async (next: number) => {
    setMegabytes(next)
    await studio.run('machine.rowsBudget', { megabytes: next })
  }
  return (
    <section className={styles.part} aria-label="Rows kept in memory">
      <div className={styles.title}>
        <h3>Rows kept in memory</h3>
        <span>of a set of your own</span>
      </div>
      {megabytes !== undefined && (
        <NumberField
          label="At most"
          unit="MB"
          value={megabytes}
          min={LEAST_ROWS_MB}
          max={MOST_ROWS_MB}
          step={64}
          integer
          disabled={busy}
          help={busy ? 'Set when no run is open' : ''}
          onChange={(next) => void set(next)}
        />
      )}
      <p className={styles.soft}>
        Of a larger set, pictures and series stay outside of memory and are read batch by batch while it trains: slower,
        with the same results to the bit.
      </p>
    </section>
  )
}
