/**
 * @file The scenario dock below the page: playback controls and tracks of the open service's scenario, or a 36 px strip
 * when collapsed.
 */
import { type CSSProperties, useMemo, useRef, useState } from 'react'
import { scenarioPresets } from '../../../../gallery/scenarios'
import { scenarioText as text } from '../../../../messages/en/operate/scenario'
import { span } from '../../../../messages/format'
import { formatMessage } from '../../../../messages/message'
import type { ScenarioProblem } from '../../../../ops/scenario/check-scenario'
import { expectedRequests } from '../../../../ops/scenario/conditions-at'
import { DAY, HOUR, MAX_DAYS, MINUTE, type Scenario } from '../../../../ops/scenario/scenario'
import { DockHandle } from '../../../dock/dock-handle'
import { clampHeight } from '../../../dock/dock-layout'
import { Button } from '../../../kit/button'
import { IconButton } from '../../../kit/icon-button'
import { Menu } from '../../../kit/menu'
import { NumberField } from '../../../kit/number-field'
import { Popover } from '../../../kit/popover'
import { fileName, pickFile, saveBytes } from '../../../shell/browser-files'
import { useStoredSetting } from '../../../kit/use-stored-setting'
import { useMedia } from '../../../shell/use-theme'
import { useRunCommand, useStudio } from '../../../studio-context'
import { useOperate } from '../use-operate'
import { EventForm, unitOf } from './event-form'
import kit from '../../../kit/kit.module.css'
import scenarioMenuStyles from './event-form.module.css'
import { peakRate, ratePath, trafficOf } from './event-rows'
import { Transport } from './playback-controls'
import styles from './scenario-dock.module.css'
import { useSpan, wholeOf } from './time-span'
import { Tracks } from './tracks'
import { usePlayhead } from './use-playhead'
import { useIdleEvents, useScenario, useScenarioHistory, useScenarioProblems } from './use-scenario'

/**
 * The default height of the dock, in pixels. The second value is for short viewports, where the dock shows only the
 * five tracks so that the page above stays usable.
 */
const [HEIGHT, LOW_HEIGHT] = [236, 176]

/** The dock reduces the height of the page above and never covers it. */
export function ScenarioDock() {
  const low = useMedia('(max-height: 800px)')
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
      <section
        className={`${kit.rowWide} ${styles.strip}`}
        aria-label={text.title}
        data-scenario="folded"
        data-clear=""
      >
        <Transport durationMs={scenario.durationMs} problem={problem} />
        {scenario.events.length === 0 ? (
          <EmptyScenario className={`${kit.rowWide} ${kit.push}`} />
        ) : (
          <ScenarioOverview scenario={scenario} />
        )}
        {problem && <p className={`${kit.bad} ${kit.ellipsis} ${styles.error}`}>{problem}</p>}
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
        <div className={`${kit.rowTight} ${kit.above} ${styles.controls}`}>
          <ScenarioMenu scenario={scenario} />
        </div>
        {first && (
          <button
            type="button"
            className={`${kit.bad} ${kit.small} ${kit.above}`}
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
        {scenario.events.length === 0 && <EmptyScenario className={`${kit.wrapWide} ${styles.none}`} />}
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

/** What to start with while the scenario is empty: over the tracks, or in the collapsed dock. */
function EmptyScenario({ className }: { readonly className: string }) {
  const run = useRunCommand()
  return (
    <div className={className}>
      <p className={`${kit.soft} ${kit.ellipsis}`}>{text.empty.body}</p>
      {usual && (
        <Button size="small" title={usual.about} onClick={() => run('scenario.preset', { preset: usual.id })}>
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

// ScenarioMenu: the length and seed of the scenario, and commands that affect the entire scenario.

/** Buttons for commands that affect the entire scenario. */
function ScenarioMenu({ scenario }: { readonly scenario: Scenario }) {
  const run = useRunCommand()
  const studio = useStudio()
  const service = useOperate((state) => state.service) ?? ''
  const history = useScenarioHistory()

  async function save(): Promise<void> {
    const file = await studio.run('scenario.export')
    saveBytes(fileName(text.menu.fileName({ service }), 'json'), new TextEncoder().encode(file), 'application/json')
  }
  async function load(): Promise<void> {
    const bytes = await pickFile('.json,application/json')
    if (!bytes) return
    run('scenario.import', { text: new TextDecoder().decode(bytes) })
  }
  return (
    <>
      <Popover
        label={text.menu.length}
        side="top"
        trigger={
          <Button size="small" tone="quiet" title={text.menu.length}>
            {span(scenario.durationMs)}
          </Button>
        }
      >
        <ScenarioSettings scenario={scenario} />
      </Popover>
      <IconButton
        label={history?.past.length ? text.menu.undo : text.menu.noUndo}
        icon="undo"
        tone="quiet"
        size="small"
        tip="above"
        disabled={!history?.past.length}
        onClick={() => run('scenario.undo')}
      />
      <IconButton
        label={text.menu.redo}
        icon="redo"
        tone="quiet"
        size="small"
        tip="above"
        disabled={!history?.future.length}
        onClick={() => run('scenario.redo')}
      />
      <Menu
        trigger={<IconButton label={text.menu.more} icon="more" tone="quiet" size="small" tip="above" />}
        items={[
          ...scenarioPresets.map(({ id, title, about }) => ({
            title,
            about,
            onSelect: () => run('scenario.preset', { preset: id }),
          })),
          { title: text.menu.save, separator: true, onSelect: () => void save() },
          { title: text.menu.load, onSelect: () => void load() },
          {
            title: text.menu.clear,
            separator: true,
            disabled: scenario.events.length === 0,
            onSelect: () => run('scenario.remove', { events: scenario.events.map(({ id }) => id) }),
          },
        ]}
      />
    </>
  )
}

function ScenarioSettings({ scenario }: { readonly scenario: Scenario }) {
  const run = useRunCommand()
  const { unit, name, step } = unitOf(scenario.durationMs)
  return (
    <div className={scenarioMenuStyles.scenarioMenu}>
      <NumberField
        label={text.event.length[name]}
        min={Math.ceil((MINUTE / unit) * 100) / 100}
        max={(MAX_DAYS * DAY) / unit}
        step={step}
        value={Math.round((scenario.durationMs / unit) * 1000) / 1000}
        onChange={(value) => run('scenario.length', { durationMs: Math.round(value * unit) })}
      />
      <div>
        {LENGTHS.map((durationMs) => (
          <Button
            key={durationMs}
            size="small"
            tone="quiet"
            aria-pressed={scenario.durationMs === durationMs}
            onClick={() => run('scenario.length', { durationMs })}
          >
            {span(durationMs)}
          </Button>
        ))}
      </div>
      <NumberField
        isIdentifier
        label={text.menu.seed.label}
        integer
        min={0}
        max={0xffffffff}
        value={scenario.seed}
        help={text.menu.seed.help}
        onChange={(seed) => run('scenario.seed', { seed })}
      />
      <p className={`${kit.caption} ${kit.below}`}>{text.menu.expected({ requests: expectedRequests(scenario) })}</p>
    </div>
  )
}

const LENGTHS = [HOUR, DAY, 7 * DAY, 28 * DAY, 364 * DAY]
