/** @file SloSentence: an objective as its sentence; its blanks are filled in where they stand. */
import { MOST_OVER_DAYS, MOST_WITHIN_MS, TARGET } from '../../../../ops/slo-bounds'
import { type Slo, type SloBlank, sloParts, sloSentence } from '../../../../ops/slo'
import { NumberField } from '../../../kit/number-field'
import { useRun } from '../../../studio-context'
import styles from './alerts.module.css'

interface BlankRange {
  readonly label: string
  readonly min: number
  readonly max: number
  readonly step: number
  readonly integer: boolean
}

const RANGES: Readonly<Record<SloBlank, BlankRange>> = {
  targetPercent: { label: 'Percent that have to be good', ...TARGET, step: 0.1, integer: false },
  withinMs: { label: 'Milliseconds', min: 1, max: MOST_WITHIN_MS, step: 10, integer: false },
  overDays: { label: 'Days', min: 1, max: MOST_OVER_DAYS, step: 1, integer: true },
}

/** The sentence. */
export function SloSentence({ slo }: { readonly slo: Slo }) {
  const run = useRun()
  return (
    <fieldset className={styles.sentence} aria-label={sloSentence(slo)}>
      {sloParts(slo).map((part) =>
        typeof part === 'string' ? (
          <span key={part}>{part}</span>
        ) : (
          <span key={part.blank} className={styles.blank} data-blank={part.blank}>
            <NumberField
              {...RANGES[part.blank]}
              layout="bare"
              value={part.value}
              onChange={(value) => run('slo.set', { slo: slo.id, [part.blank]: value })}
            />
          </span>
        ),
      )}
    </fieldset>
  )
}
