/**
 * @file Threshold: past burn rates, with a rule's threshold as a draggable line and each time the rule would have
 * fired.
 */

import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'
import { objectivesText } from '../../../../messages/en/operate/objectives'
import { type Fault, graceMinutes } from '../../../../ops/alerts/grade-alerts'
import { MINUTE, type Scenario } from '../../../../ops/scenario/scenario'
import type { Minutes, Slo } from '../../../../ops/slo'
import {
  BURN_RULES,
  type BurnRule,
  burnRate,
  firingsWithFactor,
  isReachable,
  makeRolling,
  maxBurnRate,
  rulesFor,
} from '../../../../ops/slo-burn'
import { Button } from '../../../kit/button'
import { Rich } from '../../../kit/rich-text'
import { useRunCommand } from '../../../studio-context'
import { type Axes, endTicks, linePath, SvgPlot } from '../svg-plot'
import styles from './alerts.module.css'

const text = objectivesText.threshold

/** Space below the chart for the axis, and for a row that marks the alerts that would have fired. */
const BELOW = 44
const BURN_SCALE = { low: 0.1, high: 1000, log: true }
const Y_TICKS = [0.1, 1, 10, 100, 1000].map((at) => ({
  ...{ at, text: objectivesText.factor({ factor: at }) },
  strong: at === 1,
}))

export interface ThresholdProps {
  readonly slo: Slo
  readonly rule: BurnRule
  /** All rules are needed because the severity of a rule's alerts depends on whether another rule can fire. */
  readonly rules: readonly BurnRule[]
  readonly minutes: Minutes
  /** Faults that affected this objective, used to mark whether each alert had a real cause. Empty during a drill. */
  readonly faults: readonly Fault[]
  /** The scenario that contains the faults. */
  readonly scenario: Scenario
}

/** The burn-rate chart, and the alerts that the threshold would have fired. */
export function Threshold({ slo, rule, rules, minutes, faults, scenario }: ThresholdProps) {
  const run = useRunCommand()
  const whole = useRef<HTMLDivElement>(null)
  // The editor opens below the table, where it may be covered by the scenario dock.
  useEffect(() => {
    whole.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const [dragged, setDragged] = useState<number>()
  const factor = dragged ?? rule.factor
  const { first, total } = minutes
  const last = first + total.length
  const past = useMemo(() => burnPast(minutes, slo, rule.longMinutes, MAX_COLUMNS), [minutes, slo, rule.longMinutes])
  const fired = useMemo(() => firingsWithFactor(minutes, slo, rule, factor), [minutes, slo, rule, factor])
  // Whether a fault caused an alert, determined in the same way as when incidents are graded.
  const isOf = (fault: Fault, { fromMinute }: Pick<Fault, 'fromMinute'>) => {
    const grace = graceMinutes(scenario, fault, slo.kind, rules, rule.id)
    return fromMinute >= fault.fromMinute && fromMinute < fault.toMinute + grace
  }
  const marked = fired.map((firing) => ({ ...firing, caused: faults.some((fault) => isOf(fault, firing)) }))
  const detected = faults.filter((fault) => fired.some((one) => isOf(fault, one)))
  const tried = rules.map((one) => (one.id === rule.id ? { ...one, factor } : one))
  const { severity } = rulesFor(slo, tried).find(({ id }) => id === rule.id) ?? rule
  const drag = ({ currentTarget, clientY }: PointerEvent<HTMLDivElement>, { top, bottom }: Axes) => {
    const y = clientY - currentTarget.getBoundingClientRect().top
    setDragged(Math.max(0.1, burnAt((bottom - y) / (bottom - top))))
  }
  function onKeyDown(event: KeyboardEvent): void {
    const by = { ArrowUp: 0.01, ArrowRight: 0.01, ArrowDown: -0.01, ArrowLeft: -0.01, PageUp: 0.08, PageDown: -0.08 }[
      event.key
    ]
    if (by === undefined) return
    event.preventDefault()
    let next = burnAt(heightOf(factor) + by)
    // If rounding cancels out a small step, try larger steps.
    for (let n = 2; next === factor && n < 20; n++) next = burnAt(heightOf(factor) + n * by)
    setDragged(Math.max(0.1, next))
  }
  const x = { low: first, high: Math.max(first + 1, last) }
  const usual = BURN_RULES.find(({ id }) => id === rule.id)?.factor
  return (
    <div ref={whole} className={styles.threshold}>
      <SvgPlot
        height={190}
        margin={{ bottom: BELOW }}
        x={x}
        y={BURN_SCALE}
        yTicks={Y_TICKS}
        xTicks={endTicks(x, first * MINUTE, last * MINUTE)}
        className={styles.drags}
        frame={(axes) => ({
          onPointerDown: (event) => {
            if (event.button !== 0) return
            event.currentTarget.setPointerCapture(event.pointerId)
            drag(event, axes)
          },
          onPointerMove: (event) => event.buttons === 1 && drag(event, axes),
        })}
        over={({ left, y }) => (
          <div
            className={styles.handle}
            style={{ top: y(factor), left }}
            role="slider"
            tabIndex={0}
            aria-label={text.slider}
            aria-orientation="vertical"
            aria-valuemin={0.1}
            aria-valuemax={1000}
            aria-valuenow={factor}
            aria-valuetext={text.value({ factor, times: fired.length })}
            onKeyDown={onKeyDown}
          >
            <span>{objectivesText.factor({ factor })}</span>
          </div>
        )}
      >
        {({ left, top, bottom, x, y }) => (
          <>
            {faults.map(({ note, title, fromMinute, toMinute }) => (
              <rect
                key={note}
                x={x(fromMinute)}
                y={top}
                width={Math.max(1, x(Math.min(toMinute, last)) - x(fromMinute))}
                height={bottom - top}
                className={styles.fault}
              >
                <title>{title}</title>
              </rect>
            ))}
            <path d={linePath(past.map(({ minute, burn }) => [x(minute), y(burn)]))} className={styles.line} />
            {marked.map(({ fromMinute, toMinute = last, caused }) => (
              <rect
                key={fromMinute}
                x={x(fromMinute)}
                y={bottom + 24}
                width={Math.max(2, x(toMinute) - x(fromMinute))}
                height={9}
                className={styles.page}
                data-caused={caused || faults.length === 0}
              >
                <title>{text.firing({ fromMinute, minutes: toMinute - fromMinute })}</title>
              </rect>
            ))}
            <text x={left - 6} y={bottom + 32} textAnchor="end">
              {text.fired}
            </text>
          </>
        )}
      </SvgPlot>
      <div className={styles.verdict}>
        <p role="status">
          <Rich
            text={text.wouldFire[severity]({
              ...{ factor, times: fired.length },
              ...{ longMinutes: rule.longMinutes, shortMinutes: rule.shortMinutes },
            })}
            marks={{ b: (inner) => <b>{inner}</b> }}
          />{' '}
          {faults.length > 0 &&
            fired.length > 0 &&
            text.caused({ caused: marked.filter(({ caused }) => caused).length })}{' '}
          {!isReachable(slo, { factor }) && text.unreachable({ percent: slo.targetPercent, most: maxBurnRate(slo) })}{' '}
          {faults.length > 0 && text.found({ found: detected.length, faults: faults.length })}
        </p>
        {factor !== rule.factor && (
          <>
            <Button
              size="small"
              tone="primary"
              onClick={() => {
                run('slo.rule', { rule: rule.id, factor })
                setDragged(undefined)
              }}
            >
              {text.keep({ factor })}
            </Button>
            <Button size="small" onClick={() => setDragged(undefined)}>
              {text.back({ factor: rule.factor })}
            </Button>
          </>
        )}
        {factor === rule.factor && usual !== undefined && usual !== rule.factor && (
          <Button size="small" onClick={() => run('slo.rule', { rule: rule.id })}>
            {text.usual({ factor: usual })}
          </Button>
        )}
      </div>
    </div>
  )
}

/** The maximum number of points at which past burn rates are drawn. */
const MAX_COLUMNS = 600

interface BurnColumn {
  readonly minute: number
  /** The highest burn rate within this column. */
  readonly burn: number
}

/** Groups all minutes into columns of equal width; the last column may be shorter. */
function burnPast(
  { first, total, bad }: Minutes,
  slo: Slo,
  windowMinutes: number,
  columns: number,
): readonly BurnColumn[] {
  const window = makeRolling(windowMinutes)
  const each = Math.max(1, Math.ceil(total.length / Math.max(1, columns)))
  const all: BurnColumn[] = []
  let most = 0
  for (let i = 0; i < total.length; i++) {
    window.add(total[i] as number, bad[i] as number)
    most = Math.max(most, burnRate(slo, window.bad, window.total) ?? 0)
    if ((i + 1) % each !== 0 && i + 1 < total.length) continue
    all.push({ minute: first + i, burn: most })
    most = 0
  }
  return all
}

const { low: MIN_BURN, high: MAX_BURN } = BURN_SCALE

/** The height of a burn rate on the chart, 0 to 1, on a logarithmic scale. */
function heightOf(burn: number): number {
  const within = Math.min(MAX_BURN, Math.max(MIN_BURN, burn))
  return Math.log10(within / MIN_BURN) / Math.log10(MAX_BURN / MIN_BURN)
}

/** The burn rate that corresponds to a height on the chart, rounded to a readable number. */
function burnAt(height: number): number {
  const burn = MIN_BURN * (MAX_BURN / MIN_BURN) ** Math.min(1, Math.max(0, height))
  const step = burn < 2 ? 0.1 : burn < 20 ? 0.2 : burn < 100 ? 1 : 10
  return Number((Math.round(burn / step) * step).toFixed(1))
}
