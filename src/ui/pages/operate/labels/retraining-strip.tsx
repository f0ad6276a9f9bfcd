/** @file RingStrip: where the ring stands between a signal and a new champion, what it waits for, its rule, and the turns there were. */
import { useState } from 'react'
import { useStore } from 'zustand'
import { counted } from '../../../../messages/format'
import {
  labelsSince,
  RING_STARTS,
  RING_STEPS,
  type RingRule,
  type RingState,
  type RingStep,
} from '../../../../ops/retraining-loop'
import type { Workshop } from '../../../../studio/context'
import { ringDesk } from '../../../../studio/operate/retraining-loop'
import { Button } from '../../../kit/button'
import { NumberField } from '../../../kit/number-field'
import { Select } from '../../../kit/select'
import { Switch } from '../../../kit/switch'
import { useRun, useStudio } from '../../../studio-context'
import { useScoreOver } from '../dock/use-score-over'
import { EvidenceDialog } from '../registry/evidence-dialog'
import { useDesk, useOperate } from '../use-operate'
import { endWords, labelsWords, START_WORDS, STEP_WORDS, signalWords, waitWords } from './retraining-status'
import styles from './retraining-strip.module.css'

interface EvidenceOf {
  readonly model: string
  readonly version: number
}

const PLACES = ['signal', ...RING_STEPS, 'champion'] as const

export function RingStrip() {
  const comes = useScoreOver() ? 'nothing' : 'requests'
  const run = useRun()
  const { ring, done } = useStore(ringDesk(useStudio() as Workshop).store)
  const { turn, rule } = ring
  const desk = useDesk()
  // Labels come with the log.
  useOperate((state) => state.grown)
  const { labelled } = desk.log().readings
  const [looked, setLooked] = useState<EvidenceOf>()
  return (
    <section className={styles.ring} aria-label="The ring">
      <ol className={styles.steps}>
        {PLACES.map((place) => (
          <li key={place} aria-current={turn?.step === place ? 'step' : undefined} data-passed={passed(ring, place)}>
            {titleOf(place)}
          </li>
        ))}
      </ol>
      <p className={styles.now} role="status">
        {turn ? (
          <>
            <b>{signalWords(turn.signal)}</b>{' '}
            {waitWords(turn, rule, {
              ...{ done, comes, labels: labelsSince(ring, labelled.learnable) },
              learnt: ring.since.labels,
            })}
          </>
        ) : (
          <>Stands still. A turn starts {START_WORDS[rule.start]}.</>
        )}
      </p>
      <span className={styles.buttons}>
        {!turn && (
          <Button size="small" icon="play" onClick={() => run('retraining.start')}>
            Start a turn
          </Button>
        )}
        {turn?.gate === 'unsure' && turn.model !== undefined && turn.version !== undefined && (
          <Button
            size="small"
            onClick={() => setLooked({ model: turn.model as string, version: turn.version as number })}
          >
            Look at the evidence
          </Button>
        )}
        {looked && <EvidenceDialog {...looked} onClose={() => setLooked(undefined)} />}
        {turn?.waits === 'person' && (
          <Button size="small" tone="primary" onClick={() => run('retraining.approve')}>
            Approve
          </Button>
        )}
        {turn && (
          <Button size="small" onClick={() => run('retraining.stop')}>
            Stop
          </Button>
        )}
      </span>
      <details className={styles.more}>
        <summary>Rule{ring.history.length > 0 && ` and ${counted(ring.history.length, 'turn')} before`}</summary>
        <Rule rule={rule} />
        <p className={styles.count}>{labelsWords(labelled)}</p>
        {ring.history.length > 0 && (
          <ol className={styles.history} aria-label="Turns before, latest first">
            {ring.history.toReversed().map((one) => (
              <li key={one.number} value={one.number} data-how={one.ended?.how}>
                {endWords(one)}
              </li>
            ))}
          </ol>
        )}
      </details>
    </section>
  )
}

function titleOf(place: (typeof PLACES)[number]): string {
  return place === 'signal' ? 'Signal' : place === 'champion' ? 'Champion' : STEP_WORDS[place].title
}

function passed({ turn }: RingState, place: (typeof PLACES)[number]): 'yes' | 'no' {
  return turn && PLACES.indexOf(place) < PLACES.indexOf(turn.step) ? 'yes' : 'no'
}

function Rule({ rule }: { readonly rule: RingRule }) {
  const run = useRun()
  const set = (change: Partial<RingRule>) => run('retraining.set', { rule: change })
  const ask = (step: RingStep, on: boolean) =>
    set({ ask: on ? [...rule.ask, step] : rule.ask.filter((one) => one !== step) })
  return (
    <div className={styles.rule}>
      <Select
        label="A turn starts"
        layout="stack"
        value={rule.start}
        options={RING_STARTS.map((value) => ({ value, title: START_WORDS[value] }))}
        onChange={(start) => set({ start })}
      />
      {rule.start === 'accuracy' && (
        <NumberField
          label="Right answers below"
          layout="stack"
          unit="%"
          value={Math.round(100 * rule.below)}
          min={1}
          max={100}
          onChange={(percent) => set({ below: percent / 100 })}
        />
      )}
      {rule.start === 'days' && (
        <NumberField
          label="Days"
          layout="stack"
          value={rule.days}
          min={1}
          max={365}
          integer
          onChange={(days) => set({ days })}
        />
      )}
      {rule.start === 'labels' && (
        <NumberField
          label="New labels to learn from"
          layout="stack"
          value={rule.labels}
          min={1}
          max={100_000}
          integer
          onChange={(labels) => set({ labels })}
        />
      )}
      <NumberField
        label="New labels to learn from that a training waits for"
        layout="stack"
        value={rule.needed}
        min={0}
        max={100_000}
        integer
        onChange={(needed) => set({ needed })}
      />
      <fieldset className={styles.asks}>
        <legend>Asks a person first, to</legend>
        {RING_STEPS.map((step) => (
          <Switch
            key={step}
            label={STEP_WORDS[step].ask}
            value={rule.ask.includes(step)}
            onChange={(on) => ask(step, on)}
          />
        ))}
      </fieldset>
    </div>
  )
}
