/** @file SloSentence: an objective written as a sentence, with an input field for each number. */
import { objectivesText as text } from '../../../../messages/en/operate/objectives'
import { MAX_OVER_DAYS, MAX_WITHIN_MS, TARGET_PERCENT } from '../../../../ops/slo-limits'
import { type Slo, type SloField, sloSentence, DEFAULT_WITHIN_MS } from '../../../../ops/slo'
import { NumberField } from '../../../kit/number-field'
import { Rich } from '../../../kit/rich-text'
import { useRunCommand } from '../../../studio-context'
import styles from './alerts.module.css'

interface BlankRange {
  readonly min: number
  readonly max: number
  readonly step: number
  readonly integer: boolean
}

const RANGES: Readonly<Record<SloField, BlankRange>> = {
  targetPercent: { ...TARGET_PERCENT, step: 0.1, integer: false },
  withinMs: { min: 1, max: MAX_WITHIN_MS, step: 10, integer: false },
  overDays: { min: 1, max: MAX_OVER_DAYS, step: 1, integer: true },
}

/** The sentence with its fields. */
export function SloSentence({ slo }: { readonly slo: Slo }) {
  const run = useRunCommand()
  const { kind, targetPercent, withinMs = DEFAULT_WITHIN_MS, overDays } = slo
  const field = (blank: SloField, value: number) => (
    <span className={styles.field} data-blank={blank}>
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
