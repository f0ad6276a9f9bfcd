/** @file Threshold: the past of a burn window with the threshold of its rule as a line to drag: every time it would have been told, and what for. */
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'
import { counted } from '../../../../messages/format'
import { type Fault, graceOf } from '../../../../ops/alerts/grading'
import type { Minutes, Slo } from '../../../../ops/slo'
import { whatIf } from '../../../../ops/slo-burn'
import { BURN_RULES, type BurnRule, isReachable, mostBurn, rulesFor } from '../../../../ops/burn-rules'
import type { Score } from '../../../../ops/scenario/scenario'
import { useSize } from '../../../charts/use-size'
import { Button } from '../../../kit/button'
import { useRun } from '../../../studio-context'
import styles from './alerts.module.css'
import { burnAt, burnPast, heightOf } from './burn-past'
import { minutesWords, timesWords, whenWords } from './figures'

const HEIGHT = 190
const LEFT = 44
const TOP = 8
/** Room for what would have been told, and for the axis. */
const BELOW = 44
const PLOT = HEIGHT - TOP - BELOW
const MARKS = [0.1, 1, 10, 100, 1000]

export interface ThresholdProps {
  readonly slo: Slo
  readonly rule: BurnRule
  /** All there are: how urgent one is depends on whether another can fire. */
  readonly rules: readonly BurnRule[]
  readonly minutes: Minutes
  /** What the score did that this objective felt: pages are marked by whether they had a cause. None while a drill goes on. */
  readonly faults: readonly Fault[]
  /** What is played. */
  readonly score: Score
}

/** The chart, and what follows of where its line lies. */
export function Threshold({ slo, rule, rules, minutes, faults, score }: ThresholdProps) {
  const run = useRun()
  const [frame, { width }] = useSize<HTMLDivElement>()
  const whole = useRef<HTMLDivElement>(null)
  // It opens below the table, where the score may lie.
  useEffect(() => {
    whole.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const [held, setHeld] = useState<number>()
  const factor = held ?? rule.factor
  const { first, total } = minutes
  const length = total.length
  const inner = Math.max(1, width - LEFT - 8)
  const past = useMemo(
    () => burnPast(minutes, slo, rule.longMinutes, Math.min(600, inner)),
    [minutes, slo, rule.longMinutes, inner],
  )
  const told = useMemo(() => whatIf(minutes, slo, rule, factor), [minutes, slo, rule, factor])
  const x = (minute: number) => LEFT + (inner * (minute - first)) / Math.max(1, length)
  const y = (burn: number) => TOP + PLOT * (1 - heightOf(burn))
  // As incidents are graded.
  const isOf = (fault: Fault, { fromMinute }: Pick<Fault, 'fromMinute'>) => {
    const grace = graceOf(score, fault, slo.kind, rules, rule.id)
    return fromMinute >= fault.fromMinute && fromMinute < fault.toMinute + grace
  }
  const marked = told.map((firing) => ({ ...firing, caused: faults.some((fault) => isOf(fault, firing)) }))
  const found = faults.filter((fault) => told.some((one) => isOf(fault, one)))
  const tried = rules.map((one) => (one.id === rule.id ? { ...one, factor } : one))
  const { severity } = rulesFor(slo, tried).find(({ id }) => id === rule.id) ?? rule
  const drag = ({ currentTarget, clientY }: PointerEvent<HTMLDivElement>) => {
    const { top } = currentTarget.getBoundingClientRect()
    setHeld(Math.max(0.1, burnAt(1 - (clientY - top - TOP) / PLOT)))
  }
  function onKeyDown(event: KeyboardEvent): void {
    const by = { ArrowUp: 0.01, ArrowRight: 0.01, ArrowDown: -0.01, ArrowLeft: -0.01, PageUp: 0.08, PageDown: -0.08 }[
      event.key
    ]
    if (by === undefined) return
    event.preventDefault()
    let next = burnAt(heightOf(factor) + by)
    // Rounded, a small step may be none.
    for (let n = 2; next === factor && n < 20; n++) next = burnAt(heightOf(factor) + n * by)
    setHeld(Math.max(0.1, next))
  }
  const usual = BURN_RULES.find(({ id }) => id === rule.id)?.factor
  return (
    <div ref={whole} className={styles.threshold}>
      <div
        ref={frame}
        className={styles.chart}
        data-drags=""
        onPointerDown={(event) => {
          if (event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          drag(event)
        }}
        onPointerMove={(event) => event.buttons === 1 && drag(event)}
      >
        <svg width="100%" height={HEIGHT} aria-hidden="true">
          {MARKS.map((burn) => (
            <g key={burn}>
              <line x1={LEFT} x2="100%" y1={y(burn)} y2={y(burn)} className={burn === 1 ? styles.zero : styles.grid} />
              <text x={LEFT - 6} y={y(burn) + 4} textAnchor="end">
                {timesWords(burn)}
              </text>
            </g>
          ))}
          {width > 0 && (
            <>
              {faults.map(({ note, title, fromMinute, toMinute }) => (
                <rect
                  key={note}
                  x={x(fromMinute)}
                  y={TOP}
                  width={Math.max(1, x(Math.min(toMinute, first + length)) - x(fromMinute))}
                  height={PLOT}
                  className={styles.fault}
                >
                  <title>{title}</title>
                </rect>
              ))}
              <path
                d={past
                  .map(({ minute, burn }, i) => `${i === 0 ? 'M' : 'L'}${x(minute).toFixed(1)} ${y(burn).toFixed(1)}`)
                  .join('')}
                className={styles.line}
              />
              {marked.map(({ fromMinute, toMinute = first + length, caused }) => (
                <rect
                  key={fromMinute}
                  x={x(fromMinute)}
                  y={TOP + PLOT + 10}
                  width={Math.max(2, x(toMinute) - x(fromMinute))}
                  height={9}
                  className={styles.page}
                  data-caused={caused || faults.length === 0}
                >
                  <title>{`${whenWords(fromMinute)}, for ${minutesWords(toMinute - fromMinute)}`}</title>
                </rect>
              ))}
            </>
          )}
          <text x={LEFT - 6} y={TOP + PLOT + 18} textAnchor="end">
            told
          </text>
          <text x={LEFT} y={HEIGHT - 6}>
            {whenWords(first)}
          </text>
          <text x="100%" y={HEIGHT - 6} textAnchor="end">
            {whenWords(first + length)}
          </text>
        </svg>
        <div
          className={styles.handle}
          style={{ top: y(factor), left: LEFT }}
          role="slider"
          tabIndex={0}
          aria-label="Told over so many times too fast"
          aria-orientation="vertical"
          aria-valuemin={0.1}
          aria-valuemax={1000}
          aria-valuenow={factor}
          aria-valuetext={`${timesWords(factor)}: told ${counted(told.length, 'time')}`}
          onKeyDown={onKeyDown}
        >
          <span>{timesWords(factor)}</span>
        </div>
      </div>
      <div className={styles.verdict}>
        <p role="status">
          Over {timesWords(factor)} in {minutesWords(rule.longMinutes)} and in {minutesWords(rule.shortMinutes)}, it
          would have told <b>{counted(told.length, severity)}</b>
          {faults.length > 0 &&
            told.length > 0 &&
            `, ${marked.filter(({ caused }) => caused).length} of them while a fault was at work`}
          {!isReachable(slo, { factor }) &&
            `: with ${slo.targetPercent} % even a total failure burns ${timesWords(mostBurn(slo))} only`}
          {faults.length > 0 &&
            `; ${found.length} of ${counted(faults.length, 'fault')} that it felt would have been told`}
          .{faults.length > 0 && ' Where it is shaded a fault was at work.'}
        </p>
        {factor !== rule.factor && (
          <>
            <Button
              size="small"
              tone="primary"
              onClick={() => {
                run('slo.rule', { rule: rule.id, factor })
                setHeld(undefined)
              }}
            >
              Keep {timesWords(factor)}
            </Button>
            <Button size="small" onClick={() => setHeld(undefined)}>
              Back to {timesWords(rule.factor)}
            </Button>
          </>
        )}
        {factor === rule.factor && usual !== undefined && usual !== rule.factor && (
          <Button size="small" onClick={() => run('slo.rule', { rule: rule.id })}>
            As is usual: {timesWords(usual)}
          </Button>
        )}
      </div>
    </div>
  )
}
