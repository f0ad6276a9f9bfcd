/**
 * @file DriftTab: shows whether requests still resemble the reference data: the features sorted by evidence and effect
 * size, one feature in detail, and accuracy.
 */
import { useState } from 'react'
import { driftText as text } from '../../../../messages/en/operate/drift'
import { DEFAULT_PLAN, completeWindows } from '../../../../ops/drift/window-drift'
import type { BaselineKind } from '../../../../studio/operate/drift-baseline'
import { Button } from '../../../kit/button'
import { useRunCommand } from '../../../studio-context'
import { EmptyPage } from '../../empty-page'
import { useOperate } from '../use-operate'
import { AccuracyPanel } from './accuracy-panel'
import styles from './drift.module.css'
import { type DriftSettings, PlanBar } from './drift-settings'
import { FeatureList } from './feature-list'
import { useBasis, useDrift } from './use-drift'

/** The drift detected in the open service. */
export default function DriftTab() {
  const run = useRunCommand()
  const serving = useOperate((state) => state.serving.tag)
  const [settings, setSettings] = useState<DriftSettings>({
    plan: DEFAULT_PLAN,
    against: 'usual' satisfies BaselineKind,
  })
  const [chosen, setChosen] = useState<number>()
  const { plan, against } = settings
  const state = useBasis(against)
  const basis = state.tag === 'ready' ? state.basis : undefined
  const view = useDrift(basis, plan)
  if (state.tag === 'failed') return <EmptyPage title={text.failed} about={state.why} />
  if (!basis) {
    if (state.tag === 'reading' || serving === 'opening') return <p className={styles.soft}>{text.loading}</p>
    return (
      <EmptyPage title={text.nothing} about={text.intro}>
        <Button tone="primary" icon="play" onClick={() => run('service.start')}>
          {text.start}
        </Button>
      </EmptyPage>
    )
  }
  const window = view?.windows.find((one) => one.window === chosen) ?? view?.windows.at(-1)
  const requests = view?.log.buffer.next ?? 0
  return (
    <div className={styles.tab}>
      <PlanBar settings={settings} onChange={setSettings} rows={basis.rows} />
      {view && window ? (
        <>
          <FeatureList
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
          looking={view !== undefined && completeWindows(view.log.buffer, plan.n).end > 0}
        />
      )}
    </div>
  )
}

function Waits({ requests, n, looking }: { readonly requests: number; readonly n: number; readonly looking: boolean }) {
  if (looking) return <p className={styles.soft}>{text.analyzing}</p>
  return (
    <EmptyPage title={text.more({ requests: n - (requests % n) })} about={text.intro}>
      <p>{text.moreAbout({ window: n, requests })}</p>
    </EmptyPage>
  )
}
