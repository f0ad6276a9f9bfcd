/**
 * @file RetrainingStrip: the retraining loop, from a signal to a new champion: the current step, what that step is
 * waiting for, the rule that starts a round, and past rounds.
 */

import { useState } from 'react'
import { retrainingText as text } from '../../../../messages/en/operate/labels'
import type { LabeledCounts } from '../../../../ops/label-queue'
import {
  labelsSince,
  RETRAINING_STEPS,
  RETRAINING_TRIGGERS,
  type RetrainingRound,
  type RetrainingRule,
  type RetrainingSignal,
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
import { EvidenceDialog } from '../registry/gate-panel'
import { useScenarioOver } from '../scenario-timeline'
import { useLog, useOperate } from '../use-operate'
import kit from '../../../kit/kit.module.css'
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
  const { loop, done, inputs, labels } = view
  const { turn, rule } = loop
  const { labeled } = log.readings
  return (
    <section className={`${kit.section} ${styles.loop}`} aria-label={text.title}>
      <ol className={`${kit.wrapWide} ${styles.steps}`}>
        {PLACES.map((place) => (
          <li key={place} aria-current={turn?.step === place ? 'step' : undefined} data-passed={passed(loop, place)}>
            {text.places[place]}
          </li>
        ))}
      </ol>
      <p role="status">
        {turn ? (
          <>
            <b>{signalText(turn.signal)}</b>{' '}
            {waitText(turn, rule, {
              ...{ done, inputs, isScenarioOver, labels: labelsSince(loop, labels) },
              used: loop.since.labels,
            })}
          </>
        ) : (
          idleText(rule)
        )}
      </p>
      <span className={kit.row}>
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
        <p className={`${kit.caption} ${kit.above}`}>{labelsText(labeled, labels)}</p>
        {loop.history.length > 0 && (
          <ol className={`${kit.steps} ${kit.caption} ${styles.history}`} aria-label={text.history.label}>
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

/** The whole numbers of a rule; those with `start` apply only to rounds that start that way. */
const COUNTS = [
  { key: 'days', start: 'days', min: 1, max: 365 },
  { key: 'labels', start: 'labels', min: 1, max: 100_000 },
  { key: 'needed', start: undefined, min: 0, max: 100_000 },
] as const

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
      {COUNTS.filter(({ start }) => start === undefined || start === rule.start).map(({ key, min, max }) => (
        <NumberField
          key={key}
          label={text.rule[key]}
          layout="stack"
          value={rule[key]}
          min={min}
          max={max}
          integer
          onChange={(value) => set({ [key]: value })}
        />
      ))}
      <fieldset className={`${kit.wrapWide} ${styles.approvals}`}>
        <legend className={kit.soft}>{text.rule.askFirst}</legend>
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

// The status of the loop as text: what starts a round, what the round is waiting for, and how it ended.

/** What the loop is waiting for when no round is in progress. */
export function idleText(rule: RetrainingRule): string {
  switch (rule.start) {
    case 'hand':
    case 'drift':
      return text.idle[rule.start]
    case 'accuracy':
      return text.idle.accuracy({ below: rule.below })
    case 'days':
      return text.idle.days({ days: rule.days })
    case 'labels':
      return text.idle.labels({ labels: rule.labels })
    default:
      return rule.start satisfies never
  }
}

/** Describes what started a round. */
export function signalText(signal: RetrainingSignal): string {
  switch (signal.kind) {
    case 'hand':
    case 'drift':
      return text.signal[signal.kind]
    case 'accuracy':
      return text.signal.accuracy({ accuracy: signal.accuracy, below: signal.below })
    case 'days':
      return text.signal.days({ days: signal.days })
    case 'labels':
      return text.signal.labels({ labels: signal.labels })
    default:
      return signal satisfies never
  }
}

/** Information from outside the retraining loop, used to describe a round in progress. */
export interface RoundProgress {
  /** The training progress, from 0 to 1; undefined before it starts. */
  readonly done: number | undefined
  /** The number of distinct inputs that can be used for training; undefined if there is no limit. */
  readonly inputs: number | undefined
  /** Whether the scenario has reached its end, so that no more requests arrive. */
  readonly isScenarioOver: boolean
  /** The number of training labels since the last round (`labels`), and how many labels that round used (`used`). */
  readonly labels: number
  readonly used: number
}

/** Describes what a round is doing or waiting for. */
export function waitText(round: RetrainingRound, rule: RetrainingRule, progress: RoundProgress): string {
  const { done, inputs = Number.POSITIVE_INFINITY, isScenarioOver, labels, used } = progress
  const { step, waits } = round
  const candidate = round.version === undefined ? {} : { version: round.version }
  const needed = Math.max(1, rule.needed)
  if (step === 'gate' && round.gate === 'unsure') return text.waits.gateUnsure(candidate)
  if (waits === 'person') {
    const approval = text.waits.approval[step]
    return typeof approval === 'string' ? approval : approval(candidate)
  }
  if (step === 'labels' && inputs - used < needed)
    return inputs > used
      ? text.waits.tooFewInputs({ labels, needed, inputs: inputs - used })
      : text.waits.labelsAgain({ labels, needed, used })
  if (isScenarioOver && (step === 'labels' || step === 'canary')) return text.waits.scenarioEnded
  switch (step) {
    case 'labels':
      return used > 0 ? text.waits.labelsAgain({ labels, needed, used }) : text.waits.labels({ labels, needed })
    case 'train':
      return done === undefined ? text.waits.preparing : text.waits.training({ done })
    case 'gate':
      return text.waits.gate(candidate)
    case 'canary':
      return text.waits.canary(candidate)
    default:
      return step satisfies never
  }
}

/** Says how many labels the log has, and how many a round would train on. */
export function labelsText({ requests, inputs }: Pick<LabeledCounts, 'requests' | 'inputs'>, usable: number): string {
  const inLog = requests === 0 ? text.labels.none : text.labels.some({ requests, inputs })
  return requests === 0 && usable === 0 ? inLog : text.labels.usable({ inLog, usable })
}

/** Summarizes a past round in one line. */
export function roundText({ version, learnt = 0, ended, signal }: RetrainingRound): string {
  const end = ended ? text.history.ends[ended.how] : ''
  const round = text.history.round({
    ...{ signal: signalText(signal), labels: learnt, end },
    ...(version === undefined ? {} : { version }),
  })
  return ended?.why === undefined ? round : text.history.roundAndReason({ round, reason: ended.why })
}
