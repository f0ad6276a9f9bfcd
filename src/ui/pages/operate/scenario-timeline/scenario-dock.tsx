/**
 * @file The scenario dock below the page: playback controls and tracks of the open service's scenario, or a 36 px strip
 * when collapsed.
 */
import { type CSSProperties, useMemo, useRef, useState } from 'react'
import { scenarioPresets } from '../../../../gallery/scenarios'
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { formatMessage } from '../../../../messages/message'
import type { ScenarioProblem } from '../../../../ops/scenario/check-scenario'
import type { Scenario } from '../../../../ops/scenario/scenario'
import { DockHandle } from '../../../dock/dock-handle'
import { clampHeight } from '../../../dock/dock-layout'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { Menu } from '../../../kit/menu'
import { useMedia } from '../../../shell/use-theme'
import { useStoredSetting } from '../../../shell/use-stored-setting'
import { useRunCommand } from '../../../studio-context'
import { EventForm } from './event-form'
import { peakRate, ratePath, trafficOf } from './event-rows'
import { Transport } from './playback-controls'
import styles from './scenario-dock.module.css'
import { ScenarioMenu } from './scenario-menu'
import { useSpan, wholeOf } from './time-span'
import { Tracks } from './tracks'
import { usePlayhead } from './use-playhead'
import { useIdleEvents, useScenario, useScenarioProblems } from './use-scenario'

/**
 * The default height of the dock, in pixels. The second value is for short viewports, where the dock shows only the
 * five tracks so that the page above stays usable.
 */
const [HEIGHT, LOW_HEIGHT] = [236, 176]

/** The dock reduces the height of the page above and never covers it. */
export function ScenarioDock() {
  const low = useMedia('(max-height: 700px)')
  const [usual, keepUsual] = useStoredSetting<number>('scenario-height', HEIGHT)
  const [lowHeight, keepLowHeight] = useStoredSetting<number>('scenario-height-low', LOW_HEIGHT)
  const [height, keepHeight, first] = low
    ? ([lowHeight, keepLowHeight, LOW_HEIGHT] as const)
    : ([usual, keepUsual, HEIGHT] as const)
  const [folded, keepFolded] = useStoredSetting<boolean>('scenario-folded', false)
  // On a short viewport, opening the dock is not remembered for the next visit.
  const [openLow, setOpenLow] = useState(false)
  const scenario = useScenario()
  const problems = useScenarioProblems(scenario)
  const idle = useIdleEvents(scenario)
  const isFolded = low ? !openLow : folded
  // A collapsed dock stays collapsed when the page is resized.
  const fold = () => {
    setOpenLow(false)
    keepFolded(true)
  }
  const unfold = () => (low ? setOpenLow(true) : keepFolded(false))
  const problem = problems[0] && formatMessage(problems[0].message)

  if (isFolded)
    return (
      <section className={styles.strip} aria-label={text.title} data-scenario="folded" data-clear="">
        <Transport durationMs={scenario.durationMs} problem={problem} />
        <ScenarioOverview scenario={scenario} />
        {problem && <p className={styles.error}>{problem}</p>}
        <IconButton label={text.unfold} icon="fold" tone="quiet" size="small" tip="left" onClick={unfold} />
      </section>
    )
  const shown = clampHeight(height, innerHeight)
  return (
    <section
      className={styles.dock}
      style={{ '--dock': `${shown}px` } as CSSProperties}
      aria-label={text.title}
      data-scenario="open"
      data-clear=""
    >
      <DockHandle height={shown} onChange={keepHeight} onReset={() => keepHeight(first)} />
      <Open scenario={scenario} problems={problems} idle={idle} problem={problem} />
      <div className={styles.collapse}>
        <IconButton label={text.fold} icon="fold" tone="quiet" size="small" tip="left" onClick={fold} />
      </div>
    </section>
  )
}

interface OpenProps {
  readonly scenario: Scenario
  readonly problems: readonly ScenarioProblem[]
  /** Events that have no effect in this service; the scenario can still be played. */
  readonly idle: readonly ScenarioProblem[]
  /** The reason why the scenario cannot be played; undefined if it can. */
  readonly problem: string | undefined
}

function Open({ scenario, problems: wrong, idle, problem: blocker }: OpenProps) {
  const control = useSpan(scenario.durationMs)
  const [open, setOpen] = useState<string>()
  const scenarioEvent = scenario.events.find(({ id }) => id === open)
  const problems = [...wrong, ...idle]
  const [first] = problems
  return (
    <>
      <div className={styles.left}>
        <div className={styles.transport} data-transport="">
          <Transport durationMs={scenario.durationMs} problem={blocker} />
        </div>
        <div className={styles.controls}>
          <ScenarioMenu scenario={scenario} />
        </div>
        {first && (
          <button
            type="button"
            className={styles.error}
            disabled={first.event === undefined}
            onClick={() => setOpen(first.event)}
          >
            {problems.length > 1
              ? text.problemAndMore({ problem: blocker ?? formatMessage(first.message), more: problems.length - 1 })
              : (blocker ?? formatMessage(first.message))}
          </button>
        )}
      </div>
      <div className={styles.right}>
        <Tracks scenario={scenario} problems={problems} control={control} open={scenarioEvent?.id} onOpen={setOpen} />
        {scenario.events.length === 0 && <EmptyScenario />}
      </div>
      {scenarioEvent && (
        <EventForm
          key={scenarioEvent.id}
          scenario={scenario}
          scenarioEvent={scenarioEvent}
          problems={problems.filter((problem) => problem.event === scenarioEvent.id)}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  )
}

const COLUMNS = 300

function ScenarioOverview({ scenario }: { readonly scenario: Scenario }) {
  const past = useRef<HTMLDivElement>(null)
  const path = useMemo(() => {
    const traffic = trafficOf(scenario)
    return ratePath(traffic, peakRate(traffic), wholeOf(scenario.durationMs), COLUMNS)
  }, [scenario])
  usePlayhead((ms) => {
    if (past.current) past.current.style.transform = `scaleX(${Math.min(1, ms / scenario.durationMs)})`
  })
  return (
    <div className={styles.overview} dir="ltr" aria-hidden="true">
      <svg viewBox={`0 0 ${COLUMNS} 1`} preserveAspectRatio="none" aria-hidden="true">
        <path d={path} />
      </svg>
      <div ref={past} className={styles.played} />
    </div>
  )
}

const [usual, ...others] = scenarioPresets

/** A panel that covers the tracks while the scenario is empty. */
function EmptyScenario() {
  const run = useRunCommand()
  return (
    <div className={styles.none}>
      <p>{text.empty.body}</p>
      {usual && (
        <Button
          tone="primary"
          size="small"
          title={usual.about}
          onClick={() => run('scenario.preset', { preset: usual.id })}
        >
          {usual.title}
        </Button>
      )}
      <Menu
        trigger={<Button size="small">{text.empty.startWith}</Button>}
        items={others.map(({ id, title, about }) => ({
          title,
          about,
          onSelect: () => run('scenario.preset', { preset: id }),
        }))}
      />
    </div>
  )
}
