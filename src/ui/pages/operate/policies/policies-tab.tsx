/** @file RaceTab: four policies of retraining through one year: lines as they pass, what each came to at prices, and who won. */
import { useState } from 'react'
import { useStore } from 'zustand'
import { count } from '../../../../messages/format'
import { WEEKS } from '../../../../ops/policy-comparison/course'
import { outcomeOf, type Outcome, type Prices, sentenceOf, USUAL_PRICES } from '../../../../ops/policy-comparison/verdict'
import type { Workshop } from '../../../../studio/context'
import { type Race, raceOf } from '../../../../studio/operate/policy-comparison'
import { Button } from '../../../kit/button'
import { NumberField } from '../../../kit/number-field'
import { Progress } from '../../../kit/progress'
import { useStudio } from '../../../studio-context'
import { COLOURS } from './colors'
import { RaceChart } from './policies-chart'
import styles from './policies.module.css'

export default function RaceTab() {
  const studio = useStudio()
  const race = useStore(raceOf(studio as Workshop))
  const [prices, setPrices] = useState<Prices>(USUAL_PRICES)
  const [seed, setSeed] = useState(7)
  // What went wrong, or that it was stopped, stands in its state.
  const start = () => void studio.run('policies.start', { seed }).catch(() => undefined)
  const running = race.tag === 'running'
  return (
    <div className={styles.tab}>
      <header className={styles.head}>
        <p>
          One network, one seeded year that drifts, four rules of when to train it anew: never, every four weeks, when
          its inputs are no longer what it learnt from, and every week. Labels come a week late. The network is the
          race’s own, of one small hidden layer so that it is quick to train many times: it may be right less often than
          the models of the registry. The rules are what is compared. All of it is{' '}
          <span className={styles.sim}>sim</span>
        </p>
        <NumberField label="Seed" layout="stack" integer value={seed} min={0} max={999_999} onChange={setSeed} />
        {running ? (
          <Button icon="stop" onClick={() => void studio.run('policies.stop')}>
            Stop
          </Button>
        ) : (
          <Button tone="primary" icon="play" onClick={start}>
            {race.tag === 'none' ? 'Start the race' : 'Again'}
          </Button>
        )}
      </header>
      {race.tag === 'failed' && (
        <p role="alert" className={styles.bad}>
          {race.why}
        </p>
      )}
      {(race.tag === 'running' || race.tag === 'over' || race.tag === 'stopped') && (
        <Shown race={race} prices={prices} onPrices={setPrices} />
      )}
    </div>
  )
}

interface ShownProps {
  readonly race: Extract<Race, { readonly tag: 'running' | 'over' | 'stopped' }>
  readonly prices: Prices
  readonly onPrices: (prices: Prices) => void
}

function Shown({ race, prices, onPrices }: ShownProps) {
  const { state, course, title, seed, from, ms, tag } = race
  if (!state) return <Progress label="Making the year" words={`Making a year of ${title}`} />
  const outcomes = state.policies.map((policy) => outcomeOf(policy, prices))
  return (
    <>
      <p className={styles.verdict} role="status">
        {tag === 'over' && `A year of ${title}, seed ${seed}. ${sentenceOf(outcomes)}`}
        {tag === 'running' && `Week ${state.week} of ${WEEKS}, on ${title}, seed ${seed}…`}
        {tag === 'stopped' && `Stopped in week ${state.week} of ${WEEKS}, on ${title}, seed ${seed}: no winner.`}
      </p>
      <div className={styles.beside}>
        <RaceChart policies={state.policies} course={course} />
        <div className={styles.sums}>
          <Table outcomes={outcomes} over={tag === 'over'} />
          <fieldset className={styles.prices}>
            <legend>Prices</legend>
            <Price label="Wrong answer" value={prices.wrong} onChange={(wrong) => onPrices({ ...prices, wrong })} />
            <Price label="Label" value={prices.label} onChange={(label) => onPrices({ ...prices, label })} />
            <Price
              label="Training"
              value={prices.training}
              onChange={(training) => onPrices({ ...prices, training })}
            />
          </fieldset>
          <p className={styles.soft}>
            Lines are means over three weeks; a dot is a training.{' '}
            {from === 'rows'
              ? 'Requests are held-out rows of the set: half of them are labelled, the other half is judged. '
              : 'Requests come out of the world that the set is a stretch of; half are ever labelled. '}
            {tag === 'over' && `${(ms / 1000).toFixed(1)} s here, for all four.`}
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
          <th scope="col">Policy</th>
          <th scope="col">Right</th>
          <th scope="col">Labels</th>
          <th scope="col">Trainings</th>
          <th scope="col" title="Of all its trainings, the first included">
            Multiplications
          </th>
          <th scope="col">Cost</th>
        </tr>
      </thead>
      <tbody>
        {outcomes.map((one) => (
          <tr key={one.id} data-best={over && one === best ? 'yes' : 'no'}>
            <th scope="row">
              <i style={{ background: COLOURS[one.id] }} />
              {one.id}
            </th>
            <td>{(100 * one.accuracy).toFixed(1)} %</td>
            <td>{count(one.labels)}</td>
            <td>{count(one.trainings)}</td>
            <td>{productsWords(one.products)}</td>
            <td>{count(Math.round(one.cost))}</td>
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

/** Multiplications in millions and thousand millions. */
function productsWords(products: number): string {
  return products < 1e9 ? `${(products / 1e6).toFixed(0)} M` : `${(products / 1e9).toFixed(2)} G`
}
