/**
 * @file EventForm: a form for the settings, start and duration of an event, with any problems and quick fixes for them.
 */
import { useEffect, useState } from 'react'
import { type ParamSpec, type ParamValue, problemOf } from '../../../../catalog/params'
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { formatMessage } from '../../../../messages/message'
import { latencyOf, totalCounters } from '../../../../ops/log/log-metrics'
import { operatorsFor, type ScenarioProblem, type ScenarioSubject } from '../../../../ops/scenario/check-scenario'
import { parsedEvent } from '../../../../ops/scenario/conditions-at'
import { findEventKind } from '../../../../ops/scenario/events'
import { operatorTitle } from '../../../../ops/scenario/events/input-events'
import { DAY, endOf, HOUR, MINUTE, type Scenario, type ScenarioEvent } from '../../../../ops/scenario/scenario'
import { ParamField } from '../../../inspector/param-field'
import { Button } from '../../../kit/button'
import { NumberField } from '../../../kit/number-field'
import { AnchoredPopover } from '../../../kit/popover'
import { Select } from '../../../kit/select'
import { TextField } from '../../../kit/text-field'
import { useRunCommand } from '../../../studio-context'
import { useStages } from '../stages'
import { useLog, useOperate } from '../use-operate'
import kit from '../../../kit/kit.module.css'
import styles from './event-form.module.css'
import { peakRate, trafficOf } from './event-rows'
import { begunMs, fixesOf, noEffectReason, slowReplicaText, startMovedText } from './scenario-fixes'
import { useScenarioSubject } from './use-scenario'

export interface EventFormProps {
  readonly scenario: Scenario
  readonly scenarioEvent: ScenarioEvent
  readonly problems: readonly ScenarioProblem[]
  readonly onClose: () => void
}

/** The form, in a popover above the event. */
export function EventForm(props: EventFormProps) {
  const { scenarioEvent, onClose } = props
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  useEffect(() => {
    // The block of a new event exists in the DOM only after this render.
    setAnchor(document.querySelector<HTMLElement>(`[data-tracks] [data-event="${CSS.escape(scenarioEvent.id)}"]`))
  }, [scenarioEvent.id])
  if (!anchor) return null
  const title = findEventKind(scenarioEvent.kind)?.title ?? scenarioEvent.kind
  return (
    <AnchoredPopover anchor={anchor} label={title} side="top" onClose={onClose}>
      <Body {...props} title={title} />
    </AnchoredPopover>
  )
}

function Body({ scenario, scenarioEvent, problems, onClose, title }: EventFormProps & { readonly title: string }) {
  const run = useRunCommand()
  const def = findEventKind(scenarioEvent.kind)
  const begun = begunMs(scenarioEvent, useLog()?.changes ?? [])
  const noEffect = useOperate(({ clock }) => noEffectReason(scenarioEvent, scenario, clock.at, begun))
  const set = (name: string, value: ParamValue) =>
    run('scenario.params', { event: scenarioEvent.id, params: { [name]: value }, gesture: name })
  return (
    <div className={styles.form} data-event-form={scenarioEvent.id}>
      <h3>{title}</h3>
      {def && <p className={`${kit.caption} ${kit.below}`}>{def.summary}</p>}
      {noEffect !== undefined && (
        <p className={`${kit.note} ${kit.apart}`} data-tone="warn" role="status">
          {noEffect}
        </p>
      )}
      {problems.length > 0 && (
        <section className={`${kit.note} ${kit.apart}`} data-tone="bad" aria-label={text.problems}>
          {problems.map((problem) => (
            <Problem key={problem.message.code} scenario={scenario} problem={problem} />
          ))}
        </section>
      )}
      {Object.entries(def?.params ?? {})
        .filter(([name]) => isShown(scenarioEvent, name))
        .map(([name, spec]) => (
          <EventParam
            key={name}
            kind={scenarioEvent.kind}
            {...{ name, spec }}
            value={shownValue(scenarioEvent, name, spec)}
            operator={String(shownValue(scenarioEvent, 'operator', def?.params.operator))}
            onChange={(value) => set(name, value)}
          />
        ))}
      <Times scenario={scenario} scenarioEvent={scenarioEvent} />
      {scenarioEvent.kind === 'slow' && <SlowEffect scenario={scenario} scenarioEvent={scenarioEvent} />}
      <div className={`${kit.wrap} ${kit.above}`}>
        <Button size="small" onClick={() => run('scenario.duplicate', { events: [scenarioEvent.id] })}>
          {text.event.duplicate}
        </Button>
        <Button
          size="small"
          icon="trash"
          onClick={() => {
            onClose()
            run('scenario.remove', { events: [scenarioEvent.id] })
          }}
        >
          {text.event.remove}
        </Button>
      </div>
    </div>
  )
}

/**
 * The value to show in a field. A file may contain a value that no field can show; the field then shows the default,
 * and the problem message names the invalid value.
 */
function shownValue(scenarioEvent: ScenarioEvent, name: string, spec: ParamSpec | undefined): ParamValue {
  const own = Object.hasOwn(scenarioEvent, name) ? scenarioEvent[name] : undefined
  const fallback = spec?.default ?? ''
  if (own === undefined || !spec) return own ?? fallback
  const problem = problemOf(spec, own)
  return problem && problem.code !== 'param-range' ? fallback : own
}

function Problem({ scenario, problem }: { readonly scenario: Scenario; readonly problem: ScenarioProblem }) {
  const run = useRunCommand()
  return (
    <>
      <p>{formatMessage(problem.message)}</p>
      <div className={`${kit.wrap} ${kit.above}`}>
        {fixesOf(scenario, problem).map((fix) => (
          <Button key={fix.id} size="small" onClick={() => run('scenario.set', { scenario: fix.scenario })}>
            {text.fixes[fix.id]}
          </Button>
        ))}
      </div>
    </>
  )
}

interface EventProps {
  readonly scenario: Scenario
  readonly scenarioEvent: ScenarioEvent
}

/** What a slow replica did to the latency, or what it is expected to do. */
function SlowEffect({ scenario, scenarioEvent }: EventProps) {
  const log = useLog()
  const stages = useStages()
  const startMs = begunMs(scenarioEvent, log?.changes ?? [])
  const until = useOperate(({ clock }) => Math.min(clock.at, endOf(scenarioEvent)))
  const timings = Object.values(log?.book?.timing.models ?? {})
  const values = parsedEvent(scenarioEvent)?.values
  if (!values) return null
  const latency = (from: number, to: number) =>
    log && to > from ? latencyOf(totalCounters(log.readings.aggregates, { from, to })) : undefined
  // The part of the scenario that was played before the event was added says nothing about it.
  const [now, before] =
    startMs === undefined ? [] : [latency(startMs, until), latency(Math.max(0, 2 * startMs - until), startMs)]
  const replicas = [...stages.values()].flatMap(({ kind, node }) =>
    kind === 'model' ? [Number(node.params.replicas ?? 1)] : [],
  )
  const text = slowReplicaText(
    { replica: Number(values.replica), times: Number(values.times) },
    {
      replicas,
      ms: timings.length > 0 ? Math.max(...timings.map(({ one }) => meanOf(one))) : undefined,
      peak: peakRate(trafficOf(scenario), { from: scenarioEvent.startMs, to: endOf(scenarioEvent) }),
      ...(now && before && now.count > 0 && before.count > 0 ? { seen: { now, before } } : {}),
    },
  )
  return (
    <p className={`${kit.caption} ${kit.above}`} role="status">
      {text}
    </p>
  )
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

function Times({ scenario, scenarioEvent }: EventProps) {
  const { durationMs } = scenario
  const run = useRunCommand()
  /** Why the start is not the one that was entered, and the event as it was moved for that reason. */
  const [moved, setMoved] = useState<{ readonly why: string | undefined; readonly startMs: number }>()
  const { unit, name, step } = unitOf(durationMs)
  const most = durationMs / unit
  const shown = (ms: number) => Math.round((ms / unit) * 1000) / 1000
  return (
    <>
      <NumberField
        label={text.event.start[name]}
        min={0}
        max={Math.max(most, shown(scenarioEvent.startMs))}
        step={step}
        value={shown(scenarioEvent.startMs)}
        onChange={(value) => {
          const asked = Math.round(value * unit)
          const latest = Math.max(0, durationMs - scenarioEvent.lengthMs)
          setMoved({ why: startMovedText(scenario, scenarioEvent, asked), startMs: Math.min(asked, latest) })
          run('scenario.move', { event: scenarioEvent.id, startMs: asked, gesture: 'form' })
        }}
      />
      {moved?.why !== undefined && moved.startMs === scenarioEvent.startMs && (
        <p className={kit.caption} data-tone="warn" role="status">
          {moved.why}
        </p>
      )}
      <NumberField
        label={text.event.length[name]}
        min={0.001}
        max={Math.max(most, shown(scenarioEvent.lengthMs))}
        step={step}
        value={shown(scenarioEvent.lengthMs)}
        onChange={(value) =>
          run('scenario.resize', { event: scenarioEvent.id, lengthMs: Math.round(value * unit), gesture: 'form' })
        }
      />
    </>
  )
}

interface TimeUnit {
  /** The length of the unit, in milliseconds. */
  readonly unit: number
  readonly name: 'minutes' | 'hours' | 'days'
  readonly step: number
}

/** The time unit used in a scenario of this length. */
export function unitOf(durationMs: number): TimeUnit {
  if (durationMs <= 6 * HOUR) return { unit: MINUTE, name: 'minutes', step: 1 }
  if (durationMs <= 10 * DAY) return { unit: HOUR, name: 'hours', step: 0.25 }
  return { unit: DAY, name: 'days', step: 0.5 }
}

/**
 * Maps each conditional parameter to the parameter that it depends on (`of`), and the values of that parameter for
 * which the conditional parameter has an effect (`are`).
 */
const UNDER: Readonly<Record<string, { readonly of: string; readonly are: readonly string[] }>> = {
  rise: { of: 'curve', are: ['ramp'] },
  period: { of: 'curve', are: ['sine', 'pulse'] },
  on: { of: 'curve', are: ['pulse'] },
  // not text: a kind of deploy
  'deploy.slice': { of: 'model', are: ['worse for one slice'] },
}

/**
 * Whether a parameter has an effect. A rule in `UNDER` applies either to a single event kind or to every kind with that
 * parameter.
 */
export function isShown(scenarioEvent: ScenarioEvent, name: string): boolean {
  const under = UNDER[`${scenarioEvent.kind}.${name}`] ?? UNDER[name]
  if (!under) return true
  const value = Object.hasOwn(scenarioEvent, under.of)
    ? scenarioEvent[under.of]
    : findEventKind(scenarioEvent.kind)?.params[under.of]?.default
  return under.are.includes(String(value))
}

// EventParam: an input field for a parameter of an event. Slices, columns and drifts are chosen from those available
// in this service.

export interface EventParamProps {
  /** The kind of the event. */
  readonly kind: string
  readonly name: string
  readonly spec: ParamSpec
  readonly value: ParamValue
  /** The operator of a drift event. */
  readonly operator: string
  readonly onChange: (value: ParamValue) => void
}

/** An input field, or a select box if the parameter has options. */
function EventParam({ kind, name, spec, value, operator, onChange }: EventParamProps) {
  const subject = useScenarioSubject()
  const of = subject && optionsOf(subject, kind, name, operator)
  if (!of) return <ParamField spec={spec} value={value} onChange={onChange} />
  const shown = String(value)
  const known = of.options.includes(shown)
  // Include the event's current value even if this service does not offer it.
  const options = [...(of.none === undefined ? [] : ['']), ...of.options, ...(known || shown === '' ? [] : [shown])]
  return (
    <>
      <Select
        label={spec.label}
        value={shown}
        options={options.map((option) => ({
          value: option,
          title: option === '' ? (of.none ?? '') : of.titleOf(option),
        }))}
        onChange={onChange}
      />
      {kind === 'share' && !subject.world && (
        <TextField
          label={text.event.condition}
          value={known ? '' : shown}
          onChange={(condition) => condition !== '' && onChange(condition)}
        />
      )}
    </>
  )
}

interface Options {
  readonly options: readonly string[]
  /** The label of the empty value; undefined if an empty value is not allowed. */
  readonly none?: string
  titleOf(option: string): string
}

const asIs = (option: string) => option

function optionsOf(subject: ScenarioSubject, kind: string, name: string, operator: string): Options | undefined {
  const columns = subject.columns.map((column) => column.name)
  switch (name) {
    case 'slice':
      return {
        options: subject.slices,
        none: kind === 'deploy' ? text.event.smallestSlice : text.event.chooseOne,
        titleOf: asIs,
      }
    case 'operator':
      return { options: operatorsFor(subject), titleOf: operatorTitle }
    case 'column':
      if (operator === 'world' && subject.world)
        return { options: subject.world.drifts, none: text.event.chooseOne, titleOf: asIs }
      return { options: columns, none: NO_COLUMN[kind] ?? text.event.allColumns, titleOf: asIs }
    default:
      return undefined
  }
}

/** The label of the option "no column", by event kind. */
const NO_COLUMN: Readonly<Record<string, string>> = {
  missing: text.event.chooseOne,
  stale: text.event.chooseOne,
  schema: text.event.firstColumn,
}
