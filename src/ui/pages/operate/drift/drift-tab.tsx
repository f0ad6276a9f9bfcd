/** @file DriftTab: whether requests still look like the reference data: features by evidence and size, one in detail, and accuracy. */
import { useState } from 'react'
import { driftText as text } from '../../../../messages/en/operate/drift'
import { USUAL_PLAN, windowsIn } from '../../../../ops/drift/window-drift'
import type { Against } from '../../../../studio/operate/drift-basis'
import { Button } from '../../../kit/button'
import { useRun } from '../../../studio-context'
import { Empty } from '../../empty'
import { useOperate } from '../use-operate'
import { AccuracyPanel } from './accuracy-panel'
import styles from './drift.module.css'
import { type DriftSettings, PlanBar } from './plan-bar'
import { Shown } from './shown'
import { useBasis, useDrift } from './use-drift'

/** Drift of the open service. */
export default function DriftTab() {
  const run = useRun()
  const serving = useOperate((state) => state.serving.tag)
  const [settings, setSettings] = useState<DriftSettings>({ plan: USUAL_PLAN, against: 'usual' satisfies Against })
  const [chosen, setChosen] = useState<number>()
  const { plan, against } = settings
  const state = useBasis(against)
  const basis = state.tag === 'ready' ? state.basis : undefined
  const view = useDrift(basis, plan)
  if (state.tag === 'failed') return <Empty title={text.failed} words={state.why} />
  if (!basis) {
    if (state.tag === 'reading' || serving === 'opening') return <p className={styles.soft}>{text.loading}</p>
    return (
      <Empty title={text.nothing} words={text.intro}>
        <Button tone="primary" icon="play" onClick={() => run('service.start')}>
          {text.start}
        </Button>
      </Empty>
    )
  }
  const window = view?.windows.find((one) => one.window === chosen) ?? view?.windows.at(-1)
  const requests = view?.log.ring.next ?? 0
  return (
    <div className={styles.tab}>
      <PlanBar settings={settings} onChange={setSettings} rows={basis.rows} />
      {view && window ? (
        <>
          <Shown
            key={`${plan.n} ${plan.decider} ${against}`}
            view={view}
            window={window}
            basis={basis}
            plan={plan}
            isLatest={window === view.windows.at(-1)}
            onChoose={setChosen}
          />
          <AccuracyPanel view={view} window={window} plan={plan} basis={basis} onChoose={setChosen} />
        </>
      ) : (
        <Waits
          requests={requests}
          n={plan.n}
          looking={view !== undefined && windowsIn(view.log.ring, plan.n).end > 0}
        />
      )}
    </div>
  )
}

function Waits({ requests, n, looking }: { readonly requests: number; readonly n: number; readonly looking: boolean }) {
  if (looking) return <p className={styles.soft}>{text.analyzing}</p>
  return (
    <Empty title={text.more({ requests: n - (requests % n) })} words={text.intro}>
      <p>{text.moreAbout({ window: n, requests })}</p>
    </Empty>
  )
}
