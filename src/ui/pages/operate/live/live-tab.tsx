/**
 * @file LiveTab: the running service as a diagram, below it up to three dashboards (business, on-call, debug), each with
 * those before it, and next to both the open incidents.
 */
import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { liveText as text } from '../../../../messages/en/operate/live'
import { serviceText } from '../../../../messages/en/operate/service'
import { Button } from '../../../kit/button'
import { Segmented } from '../../../kit/segmented'
import { LoadingStatus } from '../../../shell/lazy-boundary'
import { useMedia } from '../../../shell/use-theme'
import { useRunCommand } from '../../../studio-context'
import { EmptyPage } from '../../section'
import { IncidentColumn } from '../alerts/incident-column'
import { useDrillContinues } from '../drills/drills'
import { PlayScenarioButton } from '../scenario-timeline'
import { useOperate } from '../use-operate'
import { BusinessView } from './business-view'
import { LiveDiagram } from './live-diagram'
import { marksOf } from '../change-marks'
import kit from '../../../kit/kit.module.css'
import pages from '../../pages.module.css'
import styles from './live.module.css'
import {
  type Dashboard,
  DASHBOARDS,
  type Reading,
  TIME_RANGES,
  type TimeRange,
  useLiveView,
  useReading,
} from './time-range'

const { dashboard: dashboardText } = text
/** The number of wheel pixels needed to move from one dashboard to the next. */
const NOTCH = 60

function DashboardChoice({ page }: { readonly page: RefObject<HTMLElement | null> }) {
  const [{ dashboard }, set] = useLiveView()
  const index = DASHBOARDS.indexOf(dashboard)
  useEffect(() => {
    let turned = 0
    const to = (next: number) => {
      const target = DASHBOARDS[Math.min(DASHBOARDS.length - 1, Math.max(0, next))]
      if (target && target !== dashboard) set({ dashboard: target })
    }
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      turned += event.deltaY
      if (Math.abs(turned) < NOTCH) return
      // Scrolling up shows more detail, like zooming in on a map.
      to(index - Math.sign(turned))
      turned = 0
    }
    const onKey = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof Element &&
        event.target.closest('input:not([type="radio"], [type="checkbox"]), textarea, [role="dialog"]')
      if (typing || event.ctrlKey || event.metaKey || event.altKey || !/^[123]$/.test(event.key)) return
      event.preventDefault()
      to(Number(event.key) - 1)
    }
    const element = page.current
    element?.addEventListener('wheel', onWheel, { passive: false })
    window.addEventListener('keydown', onKey)
    return () => {
      element?.removeEventListener('wheel', onWheel)
      window.removeEventListener('keydown', onKey)
    }
  })
  return (
    <div title={dashboardText.tip}>
      <Segmented
        label={dashboardText.label}
        layout="bare"
        value={dashboard}
        options={DASHBOARDS.map((value) => ({ value, ...dashboardText[value] }))}
        onChange={(next) => set({ dashboard: next })}
      />
    </div>
  )
}

const CallView = lazy(() => import('./on-call-view'))
const DebugView = lazy(() => import('./debug-view'))

export default function LiveTab() {
  const page = useRef<HTMLDivElement>(null)
  const [view, set] = useLiveView()
  const reading = useReading(view.range)
  // The request panel takes the place of the incidents.
  const isInspecting = useOperate((state) => state.request !== null)
  // Low or narrow pages show the dashboard first; the business dashboard leaves room for the diagram on a low one.
  const [isWide, isHigh] = [useMedia(WIDE), useMedia(HIGH)]
  const [hasDiagram = isWide && (isHigh || view.dashboard === 'owner'), showDiagram] = useState<boolean>()
  const has = reading !== undefined && reading.buffer.next > 0
  return (
    <div ref={page} className={pages.framed}>
      <div className={styles.head}>
        <DashboardChoice page={page} />
        <div className={kit.wrapWide}>
          <Segmented<TimeRange['kind']>
            label={text.range.label}
            layout="bare"
            value={view.range.kind}
            options={[
              ...TIME_RANGES.map((value) => ({ value, ...text.range[value] })),
              ...(view.range.kind === 'own' ? [{ value: 'own' as const, title: text.range.own }] : []),
            ]}
            onChange={(kind) => kind !== 'own' && set({ range: { kind } })}
          />
          {reading && <RangeLabel reading={reading} />}
        </div>
        {has && (
          <Button
            size="small"
            tone="quiet"
            className={kit.push}
            aria-expanded={hasDiagram}
            onClick={() => showDiagram(!hasDiagram)}
          >
            {hasDiagram ? text.diagram.hide : text.diagram.show}
          </Button>
        )}
      </div>
      {has ? (
        <div className={styles.body}>
          {!isInspecting && <IncidentColumn className={`${kit.stackWide} ${styles.incidents}`} />}
          <div className={`${kit.stackTight} ${styles.main}`}>
            {hasDiagram && <LiveDiagram isFilling={view.dashboard === 'owner'} />}
            <Dashboards reading={reading} />
          </div>
        </div>
      ) : (
        <NoRequests />
      )}
    </div>
  )
}

const WIDE = '(min-width: 1200px)'
const HIGH = '(min-height: 720px)'

function RangeLabel({ reading: { window, step } }: { readonly reading: Reading }) {
  return (
    <span className={kit.caption} title={text.range.eachPoint({ step })}>
      {text.range.window({ ...window, step })}
    </span>
  )
}

function Dashboards({ reading: all }: { readonly reading: Reading }) {
  const [{ dashboard }] = useLiveView()
  const drillGoesOn = useDrillContinues()
  // During a drill, scenario events stay hidden, because finding them is the user's task.
  const reading = useMemo(
    () => (drillGoesOn ? { ...all, changes: all.changes.filter(({ what }) => what.type !== 'note') } : all),
    [all, drillGoesOn],
  )
  const marks = useMemo(() => marksOf(reading.changes), [reading])
  return (
    <div className={styles.dashboard}>
      <Row of="owner">
        <BusinessView reading={reading} />
      </Row>
      {dashboard !== 'owner' && (
        <Row of="call">
          <CallView reading={reading} marks={marks} />
        </Row>
      )}
      {dashboard === 'debug' && (
        <Row of="debug">
          <DebugView reading={reading} />
        </Row>
      )}
    </div>
  )
}

/** What a dashboard adds to the ones before it, with its name at the left. */
function Row({ of, children }: { readonly of: Dashboard; readonly children: ReactNode }) {
  const { title } = dashboardText[of]
  return (
    <section className={`${kit.columns} ${styles.row}`} aria-label={title} data-depth={of}>
      <h2 className={kit.caption}>{title}</h2>
      <div className={kit.stack}>
        <Suspense fallback={<LoadingStatus what={text.loading} />}>{children}</Suspense>
      </div>
    </section>
  )
}

/** Shown before the first request; says what to do next. */
function NoRequests() {
  const run = useRunCommand()
  const serving = useOperate((state) => state.serving.tag)
  const playing = useOperate((state) => state.clock.playing)
  if (playing) return <EmptyPage title={text.empty.playing.title} about={text.empty.playing.body} />
  if (serving !== 'on')
    return (
      <EmptyPage title={text.empty.off.title} about={text.empty.off.body}>
        <Button tone="primary" icon="play" disabled={serving === 'opening'} onClick={() => run('service.start')}>
          {serving === 'opening' ? serviceText.warmingUp : serviceText.serve}
        </Button>
      </EmptyPage>
    )
  return (
    <EmptyPage title={text.empty.noRequests.title} about={text.empty.noRequests.body}>
      <PlayScenarioButton />
    </EmptyPage>
  )
}
