/** @file SloSentence: an objective as its sentence, with a field in place of each number. */
import { objectivesText as text } from '../../../../messages/en/operate/objectives'
import { MOST_OVER_DAYS, MOST_WITHIN_MS, TARGET } from '../../../../ops/slo-bounds'
import { type Slo, type SloBlank, sloSentence, USUAL_WITHIN_MS } from '../../../../ops/slo'
import { NumberField } from '../../../kit/number-field'
import { Rich } from '../../../kit/rich'
import { useRun } from '../../../studio-context'
import styles from './alerts.module.css'

interface BlankRange {
  readonly min: number
  readonly max: number
  readonly step: number
  readonly integer: boolean
}

const RANGES: Readonly<Record<SloBlank, BlankRange>> = {
  targetPercent: { ...TARGET, step: 0.1, integer: false },
  withinMs: { min: 1, max: MOST_WITHIN_MS, step: 10, integer: false },
  overDays: { min: 1, max: MOST_OVER_DAYS, step: 1, integer: true },
}

/** The sentence. */
export function SloSentence({ slo }: { readonly slo: Slo }) {
  const run = useRun()
  const { kind, targetPercent, withinMs = USUAL_WITHIN_MS, overDays } = slo
  const field = (blank: SloBlank, value: number) => (
    <span className={styles.blank} data-blank={blank}>
      <NumberField
        {...RANGES[blank]}
        label={text.fields[blank]}
        layout="bare"
        value={value}
        onChange={(next) => run('slo.set', { slo: slo.id, [blank]: next })}
      />
    </span>
  )
  return (
    <fieldset className={styles.sentence} aria-label={sloSentence(slo)}>
      <Rich
        text={text.sentence[kind]({ target: '<target/>%', withinMs: '<within/>', days: '<days/>', overDays })}
        marks={{
          target: () => field('targetPercent', targetPercent),
          within: () => field('withinMs', withinMs),
          days: () => field('overDays', overDays),
        }}
      />
    </fieldset>
  )
}
