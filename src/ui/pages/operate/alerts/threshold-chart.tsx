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
import { Chart } from '../../../charts/chart'
import type { ChartData } from '../../../charts/chart-data'
import type { Layout } from '../../../charts/chart-layout'
import { Button } from '../../../kit/button'
import { Rich } from '../../../kit/rich-text'
import { Segmented } from '../../../kit/segmented'
import { useRunCommand } from '../../../studio-context'
import { simulatedTimeAxis } from '../simulated-time-axis'
import kit from '../../../kit/kit.module.css'
import styles from './alerts.module.css'

const text = objectivesText.threshold

const [MIN_BURN, MAX_BURN] = [0.1, 1000]
const Y_TICKS = [0.1, 1, 10, 100, 1000].map((at) => ({ at, text: objectivesText.factor({ factor: at }) }))

const SEVERITIES = (['page', 'ticket'] as const).map((value) => ({
  value,
  title: objectivesText.severity[value],
  about: text.severityAbout[value],
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
  const drag = ({ currentTarget, clientY }: PointerEvent<HTMLDivElement>, { y }: Layout) =>
    setDragged(burnAt(heightOf(y.toValue(y.toPx(MAX_BURN) + clientY - currentTarget.getBoundingClientRect().top))))
  function onKeyDown(event: KeyboardEvent): void {
    const by = { ArrowUp: 0.01, ArrowRight: 0.01, ArrowDown: -0.01, ArrowLeft: -0.01, PageUp: 0.08, PageDown: -0.08 }[
      event.key
    ]
    if (by === undefined) return
    event.preventDefault()
    let next = burnAt(heightOf(factor) + by)
    // If rounding cancels out a small step, try larger steps.
    for (let n = 2; next === factor && n < 20; n++) next = burnAt(heightOf(factor) + n * by)
    setDragged(Math.max(MIN_BURN, next))
  }
  const source: ChartData = {
    x: simulatedTimeAxis(first, last, MINUTE),
    y: {
      ...{ name: text.burnRate, log: true, domain: [MIN_BURN, MAX_BURN] },
      ...{ format: (burn) => objectivesText.burn({ rate: burn }), ticks: () => Y_TICKS },
    },
    series: [
      {
        ...{ name: '', kind: 'line', token: 'data-1' },
        ...{ x: past.map(({ minute }) => minute), y: past.map(({ burn }) => Math.max(MIN_BURN, burn)) },
      },
    ],
    marks: [{ axis: 'y', at: 1, token: 'edge' }],
    spans: faults.map(({ title, fromMinute, toMinute }) => ({
      ...{ text: title, from: fromMinute, to: Math.min(toMinute, last), token: 'warn' },
    })),
    lanes: [
      {
        name: text.fired,
        bars: marked.map(({ fromMinute, toMinute = last, caused }) => ({
          ...{ text: text.firing({ fromMinute, minutes: toMinute - fromMinute }), from: fromMinute, to: toMinute },
          ...{ token: 'bad', ...(caused || faults.length === 0 ? {} : { look: 'hollow' as const }) },
        })),
      },
    ],
  }
  const usual = BURN_RULES.find(({ id }) => id === rule.id)?.factor
  return (
    <div ref={whole} className={styles.threshold}>
      <Chart
        title={text.title}
        height={190}
        source={source}
        over={(layout) => {
          const { left, right, top, bottom, y } = layout
          return (
            <div
              className={styles.drags}
              style={{ left, top, width: right - left, height: bottom - top }}
              onPointerDown={(event) => {
                if (event.button !== 0) return
                event.currentTarget.setPointerCapture(event.pointerId)
                drag(event, layout)
              }}
              onPointerMove={(event) => event.buttons === 1 && drag(event, layout)}
            >
              <div
                className={styles.handle}
                style={{ top: y.toPx(factor) - top }}
                role="slider"
                tabIndex={0}
                aria-label={text.slider}
                aria-orientation="vertical"
                aria-valuemin={MIN_BURN}
                aria-valuemax={MAX_BURN}
                aria-valuenow={factor}
                aria-valuetext={text.value({ factor, times: fired.length })}
                onKeyDown={onKeyDown}
              >
                <span>{objectivesText.factor({ factor })}</span>
              </div>
            </div>
          )
        }}
      />
      <div className={`${kit.wrap} ${kit.above} ${styles.verdict}`}>
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
        <Segmented
          label={objectivesText.rules.severity}
          value={rule.severity}
          options={SEVERITIES}
          onChange={(to) => run('slo.rule', { rule: rule.id, severity: to })}
        />
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
