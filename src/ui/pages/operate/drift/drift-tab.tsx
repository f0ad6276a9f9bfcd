/** @file DriftTab: whether requests are still what the model knows: features by evidence and size, the one that is chosen closer, accuracy. */
import { useState } from 'react'
import { count } from '../../../../messages/format'
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

const WORDS =
  'Requests are held against the rows that the model is known on: each column, each measure of a picture or a text, what is answered and how sure. What differs more than chance gives stands first.'

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
  if (state.tag === 'failed') return <Empty title="Drift cannot be told" words={state.why} />
  if (!basis) {
    if (state.tag === 'reading' || serving === 'opening')
      return <p className={styles.soft}>Asking the models about the rows that they are known on…</p>
    return (
      <Empty title="Nothing to hold against the rows yet" words={WORDS}>
        <Button tone="primary" icon="play" onClick={() => run('service.start')}>
          Start the service
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
  if (looking) return <p className={styles.soft}>Looking…</p>
  return (
    <Empty title={`About ${count(n - (requests % n))} more requests`} words={WORDS}>
      <p>
        A window is {count(n)} requests; {requests === 0 ? 'none has' : `${count(requests)} have`} come. Play the score
        below, or take smaller windows: they find larger drifts only.
      </p>
    </Empty>
  )
}
