/** @file LiveTab: the service as it runs, as three dashboards: business, on-call and debug. */
import { lazy, Suspense, useMemo, useRef } from 'react'
import { liveText as text } from '../../../../messages/en/operate/live'
import { serviceText } from '../../../../messages/en/operate/service'
import { Button } from '../../../kit/button'
import { Segmented } from '../../../kit/segmented'
import { Waiting } from '../../../shell/waiting'
import { useRun } from '../../../studio-context'
import { Empty } from '../../empty'
import { useOperate } from '../use-operate'
import { DepthSlider } from './depth-slider'
import styles from './live.module.css'
import { useLiveView } from './live-view'
import { OwnerView } from './owner-view'
import { useDrillGoesOn } from '../drills/use-drill'
import { marksOf } from './plot/marks'
import { STRETCHES, type Stretch } from './stretch'
import { type Reading, useReading } from './use-reading'

const CallView = lazy(() => import('./call-view'))
const DebugView = lazy(() => import('./debug-view'))

export default function LiveTab() {
  const page = useRef<HTMLDivElement>(null)
  const [view, set] = useLiveView()
  const reading = useReading(view.stretch)
  return (
    <div ref={page} className={styles.page}>
      <div className={styles.head}>
        <DepthSlider page={page} />
        <div className={styles.stretch}>
          <Segmented<Stretch['kind']>
            label={text.range.label}
            layout="bare"
            value={view.stretch.kind}
            options={[
              ...STRETCHES.map((value) => ({ value, ...text.range[value] })),
              ...(view.stretch.kind === 'own' ? [{ value: 'own' as const, title: text.range.own }] : []),
            ]}
            onChange={(kind) => kind !== 'own' && set({ stretch: { kind } })}
          />
          {reading && <Where reading={reading} />}
        </div>
      </div>
      {reading && reading.ring.next > 0 ? <Depths key={view.depth} reading={reading} /> : <Nothing />}
    </div>
  )
}

function Where({ reading: { window, step } }: { readonly reading: Reading }) {
  return (
    <span className={styles.where} title={text.range.eachPoint({ step })}>
      {text.range.window({ ...window, step })}
    </span>
  )
}

function Depths({ reading: all }: { readonly reading: Reading }) {
  const [{ depth }] = useLiveView()
  const drillGoesOn = useDrillGoesOn()
  const latest = all.changes.at(-1)
  // During a drill, scenario events stay hidden, because finding them is the task.
  // The list keeps its identity while it grows: its length and its last entry tell whether it changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const changes = useMemo(
    () => (drillGoesOn ? all.changes.filter(({ what }) => what.type !== 'note') : all.changes),
    [all.changes, all.changes.length, latest, drillGoesOn],
  )
  const reading = useMemo(() => ({ ...all, changes }), [all, changes])
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  const marks = useMemo(() => marksOf(changes), [changes, changes.length, latest])
  return (
    <div className={styles.depths} data-depth={depth}>
      <Suspense fallback={<Waiting what={text.loading} />}>
        {depth === 'owner' && <OwnerView reading={reading} marks={marks} />}
        {depth === 'call' && <CallView reading={reading} marks={marks} />}
        {depth === 'debug' && <DebugView reading={reading} />}
      </Suspense>
    </div>
  )
}

/** Before the first request: what to do next. */
function Nothing() {
  const run = useRun()
  const serving = useOperate((state) => state.serving.tag)
  const playing = useOperate((state) => state.clock.playing)
  if (playing) return <Empty title={text.empty.playing.title} words={text.empty.playing.body} />
  if (serving !== 'on')
    return (
      <Empty title={text.empty.off.title} words={text.empty.off.body}>
        <Button tone="primary" icon="play" disabled={serving === 'opening'} onClick={() => run('service.start')}>
          {serving === 'opening' ? serviceText.warmingUp : serviceText.serve}
        </Button>
      </Empty>
    )
  return (
    <Empty title={text.empty.noRequests.title} words={text.empty.noRequests.body}>
      <Button tone="primary" icon="play" onClick={() => run('service.play')}>
        {text.empty.play}
      </Button>
    </Empty>
  )
}
