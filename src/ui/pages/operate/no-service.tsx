/** @file NoService: Operate while the project has no service: what it is for, and the tabs that are of use all the same. */
import { Suspense } from 'react'
import { Button } from '../../kit/button'
import { ErrorBoundary } from '../../shell/error-boundary'
import { epochsOf, runWords } from '../../shell/run-words'
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

const WORDS =
  'A trained network becomes a service here: requests go through stages that you draw, the world around it drifts as you compose it, and every answer is on record.'

/** The room without a service; `why` where the one there is does not open. */
export function NoService({ why }: { readonly why?: string }) {
  const chosen = useOperate((state) => state.tab)
  const tab = TABS.find(({ id }) => id === chosen) ?? TABS[0]
  return (
    <div className={styles.room}>
      <div className={styles.bar}>
        <p className={styles.none}>{why === undefined ? 'No service yet' : 'No service is open'}</p>
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
    <Empty title={tab.title} words={`${tab.needs} There is none here yet.`}>
      <FirstStep />
    </Empty>
  )
}

/** In the place of the drawing. */
function Start() {
  return (
    <>
      <Empty title="Operate" words={WORDS}>
        <Back />
        <FirstStep />
      </Empty>
      <section className={styles.practise} aria-label="Practise on a drill">
        <h3>Or practise on a drill</h3>
        <p>A service in trouble, in a project of its own; yours stays as it is.</p>
        <DrillList />
      </section>
    </>
  )
}

/** A version's drawing, which is a project of its own, leads back to the one it was opened from. */
function Back() {
  const run = useRun()
  const studio = useStudio()
  useSelect((state) => state.project.id)
  const back = wayBack(studio)
  if (!back) return null
  return (
    <div className={styles.back}>
      <p>{`This is the drawing of a version, opened from “${back.name}”.`}</p>
      <Button tone="primary" icon="operate" onClick={() => run('project.open', { id: back.id, room: 'operate' })}>
        {`Back to ${back.name}`}
      </Button>
    </div>
  )
}

/** From where the project stands: its own model, else the network in hand, else training; a model of another project is named. */
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
        {own ? 'Make a service' : 'Save this model and make a service of it'}
      </Button>
    )
  if (learning) return <Meanwhile />
  return (
    <>
      <p>A service needs a model. Train this network first; it takes one click.</p>
      <div className={styles.ways}>
        <Button tone="primary" icon="play" onClick={() => run('run.start')}>
          Train
        </Button>
        {other !== undefined && <Button icon="operate" onClick={make}>{`Make a service of ${other}`}</Button>}
      </div>
    </>
  )
}

/** While the network in hand is trained: how far it is, and what comes then. */
function Meanwhile() {
  const run = useRun()
  const words = useSelect((state) => runWords(state.run, epochsOf(state)))
  return (
    <>
      <p>{`A service needs a model, and this network trains now: ${words}. When it is done, or as soon as you pause it, one click here makes a service of it.`}</p>
      <div className={styles.ways}>
        <Button tone="primary" icon="train" onClick={() => run('room.open', { room: 'train' })}>
          Watch it train
        </Button>
        <Button icon="pause" onClick={() => run('run.pause')}>
          Pause it now
        </Button>
      </div>
    </>
  )
}
