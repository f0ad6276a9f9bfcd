/** @file LiveTab: the service as it runs, one page at three depths: for its owner, for who is on call, for who looks for a fault. */
import { lazy, Suspense, useMemo, useRef } from 'react'
import { Button } from '../../../kit/button'
import { Segmented } from '../../../kit/segmented'
import { Waiting } from '../../../shell/waiting'
import { useRun } from '../../../studio-context'
import { Empty } from '../../empty'
import { virtualTime } from '../../../../messages/format'
import { lengthWords } from '../dock/span'
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

const TITLES = { hour: 'Hour', day: 'Day', week: 'Week', all: 'All' } as const

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
            label="Which stretch of virtual time"
            layout="bare"
            value={view.stretch.kind}
            options={[
              ...STRETCHES.map((value) => ({ value, title: TITLES[value], about: aboutOf(value) })),
              ...(view.stretch.kind === 'own' ? [{ value: 'own' as const, title: 'Brushed' }] : []),
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

function aboutOf(kind: Exclude<Stretch['kind'], 'own'>): string {
  return kind === 'all' ? 'Since the service began' : `The last ${kind} of virtual time; drag across a chart for less`
}

function Where({ reading: { window, step } }: { readonly reading: Reading }) {
  return (
    <span className={styles.where} title={`Each point is ${lengthWords(step)}`}>
      {virtualTime(window.from)} to {virtualTime(window.to)}, by {lengthWords(step).replace(/^1 /, 'the ')}
    </span>
  )
}

function Depths({ reading: all }: { readonly reading: Reading }) {
  const [{ depth }] = useLiveView()
  const drillGoesOn = useDrillGoesOn()
  const latest = all.changes.at(-1)
  // What the world of a drill does is to be found.
  // The list is one and the same while it grows: its length and its end say what is in it.
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
      <Suspense fallback={<Waiting what="Charts" />}>
        {depth === 'owner' && <OwnerView reading={reading} marks={marks} />}
        {depth === 'call' && <CallView reading={reading} marks={marks} />}
        {depth === 'debug' && <DebugView reading={reading} />}
      </Suspense>
    </div>
  )
}

/** Before the first request: what to press. */
function Nothing() {
  const run = useRun()
  const serving = useOperate((state) => state.serving.tag)
  const playing = useOperate((state) => state.clock.playing)
  if (playing) return <Empty title="The score plays" words="No request came yet. They show here as soon as one does." />
  if (serving !== 'on')
    return (
      <Empty
        title="Nothing is served yet"
        words="What requests come to shows here: how many were answered and how fast, what was wrong, and each of them in full."
      >
        <Button tone="primary" icon="play" disabled={serving === 'opening'} onClick={() => run('service.start')}>
          {serving === 'opening' ? 'Warming up…' : 'Serve'}
        </Button>
      </Empty>
    )
  return (
    <Empty title="No request came yet" words="Play the score below, or ask by hand in the URL tab.">
      <Button tone="primary" icon="play" onClick={() => run('service.play')}>
        Play the score
      </Button>
    </Empty>
  )
}
