/**
 * @file The policy comparison tab: four retraining policies simulated over one year, with their costs at given prices,
 * and the winner.
 */
import { useState } from 'react'
import { policiesText as text } from '../../../../messages/en/operate/policies'
import { WEEKS } from '../../../../ops/policy-comparison/drift-schedule'
import {
  policyOutcome,
  type Outcome,
  type Prices,
  verdictText,
  DEFAULT_PRICES,
} from '../../../../ops/policy-comparison/verdict'
import type { PolicyComparison } from '../../../../studio/operate/state'
import { Button } from '../../../kit/button'
import { NumberField } from '../../../kit/number-field'
import { Progress } from '../../../kit/progress'
import { Rich } from '../../../kit/rich-text'
import { useStudio } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { COLORS } from './policy-colors'
import { PoliciesChart } from './policies-chart'
import styles from './policies.module.css'

export default function PoliciesTab() {
  const studio = useStudio()
  const comparison = useOperate(({ policies }) => policies)
  const [prices, setPrices] = useState<Prices>(DEFAULT_PRICES)
  const [seed, setSeed] = useState(7)
  // A failed or stopped comparison is reported through the state.
  const start = () => void studio.run('policies.start', { seed }).catch(() => undefined)
  const running = comparison.tag === 'running'
  return (
    <div className={styles.tab}>
      <header className={styles.head}>
        <p>
          <Rich text={text.intro} marks={{ sim: (inner) => <span className={styles.simulated}>{inner}</span> }} />
        </p>
        <NumberField
          label={text.seed}
          layout="stack"
          integer
          isIdentifier
          value={seed}
          min={0}
          max={999_999}
          onChange={setSeed}
        />
        {running ? (
          <Button icon="stop" onClick={() => void studio.run('policies.stop')}>
            {text.stop}
          </Button>
        ) : (
          <Button tone="primary" icon="play" onClick={start}>
            {comparison.tag === 'none' ? text.start : text.startAgain}
          </Button>
        )}
      </header>
      {comparison.tag === 'failed' && (
        <p role="alert" className={styles.bad}>
          {comparison.why}
        </p>
      )}
      {(comparison.tag === 'running' || comparison.tag === 'over' || comparison.tag === 'stopped') && (
        <Shown race={comparison} prices={prices} onPrices={setPrices} />
      )}
    </div>
  )
}

interface ShownProps {
  readonly race: Extract<PolicyComparison, { readonly tag: 'running' | 'over' | 'stopped' }>
  readonly prices: Prices
  readonly onPrices: (prices: Prices) => void
}

function Shown({ race: comparison, prices, onPrices }: ShownProps) {
  const { state, course, title, seed, from, ms, tag } = comparison
  if (!state) return <Progress label={text.preparing} text={text.preparingOf({ dataset: title })} />
  const outcomes = state.policies.map((policy) => policyOutcome(policy, prices))
  return (
    <>
      <p className={styles.verdict} role="status">
        {tag === 'over'
          ? text.over({ dataset: title, seed, verdict: verdictText(outcomes) })
          : text[tag]({ dataset: title, seed, week: state.week, weeks: WEEKS })}
      </p>
      <div className={styles.costs}>
        <PoliciesChart policies={state.policies} course={course} />
        <div className={styles.totals}>
          <Table outcomes={outcomes} over={tag === 'over'} />
          <fieldset className={styles.prices}>
            <legend>{text.prices.title}</legend>
            <Price
              label={text.prices.wrong}
              value={prices.wrong}
              onChange={(wrong) => onPrices({ ...prices, wrong })}
            />
            <Price
              label={text.prices.label}
              value={prices.label}
              onChange={(label) => onPrices({ ...prices, label })}
            />
            <Price
              label={text.prices.training}
              value={prices.training}
              onChange={(training) => onPrices({ ...prices, training })}
            />
          </fieldset>
          <p className={styles.soft}>
            {text.notes.chart} {from === 'rows' ? text.notes.rows : text.notes.world}{' '}
            {tag === 'over' && text.notes.took({ ms })}
          </p>
        </div>
      </div>
    </>
  )
}

function Table({ outcomes, over }: { readonly outcomes: readonly Outcome[]; readonly over: boolean }) {
  const best = outcomes.toSorted((a, b) => a.cost - b.cost)[0]
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{text.table.policy}</th>
          <th scope="col">{text.table.accuracy}</th>
          <th scope="col">{text.table.labels}</th>
          <th scope="col">{text.table.trainings}</th>
          <th scope="col" title={text.table.products.about}>
            {text.table.products.head}
          </th>
          <th scope="col">{text.table.cost}</th>
        </tr>
      </thead>
      <tbody>
        {outcomes.map((one) => (
          <tr key={one.id} data-best={over && one === best ? 'yes' : 'no'}>
            <th scope="row">
              <i style={{ background: COLORS[one.id] }} />
              {text.names[one.id]}
            </th>
            <td>{text.table.share({ share: one.accuracy })}</td>
            <td>{text.table.amount({ n: one.labels })}</td>
            <td>{text.table.amount({ n: one.trainings })}</td>
            <td>{text.table.large({ n: one.products })}</td>
            <td>{text.table.amount({ n: one.cost })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Price({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: number
  readonly onChange: (value: number) => void
}) {
  return <NumberField label={label} layout="stack" value={value} min={0} max={100_000} onChange={onChange} />
}
