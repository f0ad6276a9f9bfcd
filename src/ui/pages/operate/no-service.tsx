/** @file NoService: the Operate page while the project has no service: what it is for, and the tabs that work without one. */
import { Suspense } from 'react'
import { serviceText } from '../../../messages/en/operate/service'
import { tabsText } from '../../../messages/en/operate/tabs'
import { Button } from '../../kit/button'
import { ErrorBoundary } from '../../shell/error-boundary'
import { epochsOf, runWords } from '../../shell/run-status'
import { Waiting } from '../../shell/waiting'
import { Empty } from '../empty'
import { inHand, isLearning, newestModel, ownModel } from '../../../studio/operate/own-model'
import { wayBack } from '../../../studio/operate/served-before'
import { useRun, useSelect, useStudio } from '../../studio-context'
import { DrillList } from './drills/drill-list'
import styles from './operate.module.css'
import { TabStrip } from './tab-strip'
import { TABS, type Tab } from './tabs'
import { useOperate } from './use-operate'

const { start: text } = serviceText

/** The page without a service; `why` where the existing one does not open. */
export function NoService({ why }: { readonly why?: string }) {
  const chosen = useOperate((state) => state.tab)
  const tab = TABS.find(({ id }) => id === chosen) ?? TABS[0]
  return (
    <div className={styles.room}>
      <div className={styles.bar}>
        <p className={styles.none}>{why === undefined ? serviceText.none : serviceText.noneOpen}</p>
        <TabStrip />
        {why !== undefined && (
          <p className={styles.trouble} role="alert">
            {why}
          </p>
        )}
      </div>
      <div className={styles.body} data-fills="no">
        {tab && (
          <ErrorBoundary key={tab.id} room={tab.title}>
            <Suspense fallback={<Waiting what={tab.title} />}>{shownOf(tab)}</Suspense>
          </ErrorBoundary>
        )}
      </div>
    </div>
  )
}

function shownOf(tab: Tab) {
  if (tab.id === TABS[0]?.id) return <Start />
  if (tab.needs === undefined) return <tab.View />
  return (
    <Empty title={tab.title} words={tabsText.missing({ needs: tab.needs })}>
      <FirstStep />
    </Empty>
  )
}

/** Shown in place of the service diagram. */
function Start() {
  return (
    <>
      <Empty title={text.title} words={text.body}>
        <Back />
        <FirstStep />
      </Empty>
      <section className={styles.practise} aria-label={text.drills}>
        <h3>{text.drillsHeading}</h3>
        <p>{text.drillsBody}</p>
        <DrillList />
      </section>
    </>
  )
}

/** The network of a version is a project of its own; this leads back to the project it was opened from. */
function Back() {
  const run = useRun()
  const studio = useStudio()
  useSelect((state) => state.project.id)
  const back = wayBack(studio)
  if (!back) return null
  return (
    <div className={styles.back}>
      <p>{text.versionOf({ name: back.name })}</p>
      <Button tone="primary" icon="operate" onClick={() => run('project.open', { id: back.id, room: 'operate' })}>
        {text.backTo({ name: back.name })}
      </Button>
    </div>
  )
}

/** The next step: the project's own model, else its trained network, else training. A model of another project is named. */
function FirstStep() {
  const run = useRun()
  const own = useSelect((state) => ownModel(state) !== undefined)
  const hand = useSelect(inHand)
  const other = useSelect((state) => newestModel(state)?.name)
  const learning = useSelect(isLearning)
  const make = () => run('service.new')
  if (own || hand)
    return (
      <Button tone="primary" icon="operate" onClick={make}>
        {own ? text.create : text.saveAndCreate}
      </Button>
    )
  if (learning) return <Meanwhile />
  return (
    <>
      <p>{text.needsModel}</p>
      <div className={styles.ways}>
        <Button tone="primary" icon="play" onClick={() => run('run.start')}>
          {text.train}
        </Button>
        {other !== undefined && (
          <Button icon="operate" onClick={make}>
            {text.createOf({ name: other })}
          </Button>
        )}
      </div>
    </>
  )
}

/** While the network is being trained: its progress and what comes next. */
function Meanwhile() {
  const run = useRun()
  const progress = useSelect((state) => runWords(state.run, epochsOf(state)))
  return (
    <>
      <p>{text.training({ progress })}</p>
      <div className={styles.ways}>
        <Button tone="primary" icon="train" onClick={() => run('room.open', { room: 'train' })}>
          {text.watch}
        </Button>
        <Button icon="pause" onClick={() => run('run.pause')}>
          {text.pause}
        </Button>
      </div>
    </>
  )
}
