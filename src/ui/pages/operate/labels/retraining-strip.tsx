/**
 * @file RetrainingStrip: the retraining loop, from a signal to a new champion: the current step, what that step is
 * waiting for, the rule that starts a round, and past rounds.
 */
import { useState } from 'react'
import { retrainingText as text } from '../../../../messages/en/operate/labels'
import {
  labelsSince,
  RETRAINING_STEPS,
  RETRAINING_TRIGGERS,
  type RetrainingRule,
  type RetrainingState,
  type RetrainingStep,
} from '../../../../ops/retraining-loop'
import { type RetrainingView, serviceKey } from '../../../../studio/operate/state'
import { Button } from '../../../kit/button'
import { NumberField } from '../../../kit/number-field'
import { Select } from '../../../kit/select'
import { Switch } from '../../../kit/switch'
import { useOnChange } from '../../../kit/use-on-change'
import { useRunCommand, useSelect, useStudio } from '../../../studio-context'
import { EvidenceDialog } from '../registry'
import { useScenarioOver } from '../scenario-timeline'
import { useLog, useOperate } from '../use-operate'
import { idleText, labelsText, roundText, signalText, waitText } from './retraining-status'
import styles from './retraining-strip.module.css'

interface EvidenceOf {
  readonly model: string
  readonly version: number
}

const PLACES = ['signal', ...RETRAINING_STEPS, 'champion'] as const

/** The retraining loop of the open service; undefined until the command that continues it from the log is done. */
function useRetraining(): RetrainingView | undefined {
  const studio = useStudio()
  const key = useSelect(({ project, operate }) => serviceKey(project.id, operate.service))
  const view = useOperate(({ retraining }) => retraining[key])
  const isOpen = view !== undefined
  // Another service has another loop.
  useOnChange([studio, key, isOpen], () => {
    if (!isOpen) void studio.run('retraining.state').catch(() => undefined)
  })
  return view
}

export function RetrainingStrip() {
  const isScenarioOver = useScenarioOver()
  const run = useRunCommand()
  const view = useRetraining()
  const log = useLog()
  const [openEvidence, setOpenEvidence] = useState<EvidenceOf>()
  if (!view || !log) return null
  const { loop, done } = view
  const { turn, rule } = loop
  const { labeled } = log.readings
  return (
    <section className={styles.loop} aria-label={text.title}>
      <ol className={styles.steps}>
        {PLACES.map((place) => (
          <li key={place} aria-current={turn?.step === place ? 'step' : undefined} data-passed={passed(loop, place)}>
            {text.places[place]}
          </li>
        ))}
      </ol>
      <p className={styles.status} role="status">
        {turn ? (
          <>
            <b>{signalText(turn.signal)}</b>{' '}
            {waitText(turn, rule, {
              ...{ done, isScenarioOver, labels: labelsSince(loop, labeled.learnable) },
              used: loop.since.labels,
            })}
          </>
        ) : (
          idleText(rule)
        )}
      </p>
      <span className={styles.buttons}>
        {!turn && (
          <Button size="small" icon="play" onClick={() => run('retraining.start')}>
            {text.start}
          </Button>
        )}
        {turn?.gate === 'unsure' && turn.model !== undefined && turn.version !== undefined && (
          <Button
            size="small"
            onClick={() => setOpenEvidence({ model: turn.model as string, version: turn.version as number })}
          >
            {text.evidence}
          </Button>
        )}
        {openEvidence && <EvidenceDialog {...openEvidence} onClose={() => setOpenEvidence(undefined)} />}
        {turn?.waits === 'person' && (
          <Button size="small" tone="primary" onClick={() => run('retraining.approve')}>
            {text.approve}
          </Button>
        )}
        {turn && (
          <Button size="small" onClick={() => run('retraining.stop')}>
            {text.stop}
          </Button>
        )}
      </span>
      <details className={styles.more}>
        <summary>
          {loop.history.length > 0 ? text.rule.titleAndHistory({ rounds: loop.history.length }) : text.rule.title}
        </summary>
        <Rule rule={rule} />
        <p className={styles.count}>{labelsText(labeled)}</p>
        {loop.history.length > 0 && (
          <ol className={styles.history} aria-label={text.history.label}>
            {loop.history.toReversed().map((one) => (
              <li key={one.number} value={one.number} data-how={one.ended?.how}>
                {roundText(one)}
              </li>
            ))}
          </ol>
        )}
      </details>
    </section>
  )
}

function passed({ turn }: RetrainingState, place: (typeof PLACES)[number]): 'yes' | 'no' {
  return turn && PLACES.indexOf(place) < PLACES.indexOf(turn.step) ? 'yes' : 'no'
}

function Rule({ rule }: { readonly rule: RetrainingRule }) {
  const run = useRunCommand()
  const set = (change: Partial<RetrainingRule>) => run('retraining.set', { rule: change })
  const ask = (step: RetrainingStep, on: boolean) =>
    set({ ask: on ? [...rule.ask, step] : rule.ask.filter((one) => one !== step) })
  return (
    <div className={styles.rule}>
      <Select
        label={text.rule.start}
        layout="stack"
        value={rule.start}
        options={RETRAINING_TRIGGERS.map((value) => ({ value, title: text.rule.starts[value] }))}
        onChange={(start) => set({ start })}
      />
      {rule.start === 'accuracy' && (
        <NumberField
          label={text.rule.below}
          layout="stack"
          unit={text.rule.percentUnit}
          value={Math.round(100 * rule.below)}
          min={1}
          max={100}
          onChange={(percent) => set({ below: percent / 100 })}
        />
      )}
      {rule.start === 'days' && (
        <NumberField
          label={text.rule.days}
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
          label={text.rule.labels}
          layout="stack"
          value={rule.labels}
          min={1}
          max={100_000}
          integer
          onChange={(labels) => set({ labels })}
        />
      )}
      <NumberField
        label={text.rule.needed}
        layout="stack"
        value={rule.needed}
        min={0}
        max={100_000}
        integer
        onChange={(needed) => set({ needed })}
      />
      <fieldset className={styles.approvals}>
        <legend>{text.rule.askFirst}</legend>
        {RETRAINING_STEPS.map((step) => (
          <Switch
            key={step}
            label={text.rule.ask[step]}
            value={rule.ask.includes(step)}
            onChange={(on) => ask(step, on)}
          />
        ))}
      </fieldset>
    </div>
  )
}
