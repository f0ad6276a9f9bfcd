/**
 * @file NoService: the Operate page while the project has no service; explains the purpose of the page and lists the
 * tabs that work without a service.
 */
import { Suspense } from 'react'
import { serviceText, tabsText } from '../../../messages/en/operate/service'
import { hasTrainedNetwork, isTraining, newestModel, projectModel } from '../../../studio/operate/project-model'
import { projectToReturnTo } from '../../../studio/operate/session-restore'
import { Button } from '../../kit/button'
import { ErrorBoundary } from '../../shell/error-boundary'
import { LoadingStatus } from '../../shell/lazy-boundary'
import { describeRun, plannedEpochs } from '../../shell/run-status'
import { useRunCommand, useSelect, useStudio } from '../../studio-context'
import { EmptyPage } from '../section'
import { DrillList } from './drills/drills'
import kit from '../../kit/kit.module.css'
import styles from './operate.module.css'
import { TabStrip } from './service-bar'
import { TABS, type Tab } from './tabs'
import { useOperate } from './use-operate'

const { start: text } = serviceText

/** The page shown without a service; `why` is the reason if an existing service could not be opened. */
export function NoService({ why }: { readonly why?: string }) {
  const chosen = useOperate((state) => state.tab)
  const tab = TABS.find(({ id }) => id === chosen) ?? TABS[0]
  return (
    <div className={styles.page}>
      <div className={`${kit.wrapWide} ${styles.bar}`}>
        <p className={kit.soft}>{why === undefined ? serviceText.none : serviceText.noneOpen}</p>
        <TabStrip />
        {why !== undefined && (
          <p className={styles.error} role="alert">
            {why}
          </p>
        )}
      </div>
      <div className={styles.body} data-fills="no">
        {tab && (
          <ErrorBoundary key={tab.id} part={tab.title}>
            <Suspense fallback={<LoadingStatus what={tab.title} />}>{contentOf(tab)}</Suspense>
          </ErrorBoundary>
        )}
      </div>
    </div>
  )
}

function contentOf(tab: Tab) {
  if (tab.id === TABS[0]?.id) return <Start />
  if (tab.needs === undefined) return <tab.View />
  return (
    <EmptyPage title={tab.title} about={tabsText.missing({ needs: tab.needs })}>
      <FirstStep />
    </EmptyPage>
  )
}

/** Shown instead of the service diagram. */
function Start() {
  return (
    <>
      <EmptyPage title={text.title} about={text.body}>
        <BackToService />
        <FirstStep />
      </EmptyPage>
      <section className={styles.practice} aria-label={text.drills}>
        <h3>{text.drillsHeading}</h3>
        <p>{text.drillsBody}</p>
        <DrillList />
      </section>
    </>
  )
}

/** A version's network opens as a separate project; this button leads back to the previous project. */
function BackToService() {
  const run = useRunCommand()
  const studio = useStudio()
  useSelect((state) => state.project.id)
  const back = projectToReturnTo(studio)
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

/**
 * The button for the next step: create a service from the project's model or trained network, start training, or show
 * the network if it has problems. Models from other projects are offered by name.
 */
function FirstStep() {
  const run = useRunCommand()
  const hasModel = useSelect((state) => projectModel(state) !== undefined)
  const isTrained = useSelect(hasTrainedNetwork)
  const other = useSelect((state) => newestModel(state)?.name)
  const isLearning = useSelect(isTraining)
  const problems = useSelect(({ report }) => report.diagnostics.filter(({ severity }) => severity === 'error').length)
  const create = () => run('service.new')
  if (hasModel || isTrained)
    return (
      <Button tone="primary" icon="operate" onClick={create}>
        {hasModel ? text.create : text.saveAndCreate}
      </Button>
    )
  if (isLearning) return <TrainingNow />
  return (
    <>
      <p>{problems > 0 ? text.needsFix({ problems }) : text.needsModel}</p>
      <div className={`${kit.wrap} ${kit.center}`}>
        {problems > 0 ? (
          <Button tone="primary" icon="build" onClick={() => run('room.open', { room: 'build' })}>
            {text.showNetwork}
          </Button>
        ) : (
          <Button tone="primary" icon="play" onClick={() => run('run.start')}>
            {text.train}
          </Button>
        )}
        {other !== undefined && (
          <Button icon="operate" onClick={create}>
            {text.createOf({ name: other })}
          </Button>
        )}
      </div>
    </>
  )
}

/** Shown while the network is training; displays the progress and the next step. */
function TrainingNow() {
  const run = useRunCommand()
  const progress = useSelect((state) => describeRun(state.run, plannedEpochs(state)))
  return (
    <>
      <p>{text.training({ progress })}</p>
      <div className={`${kit.wrap} ${kit.center}`}>
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

// OpeningService: the Operate page while a service is being opened: the tabs are visible, but their content is still
// loading.

/** Shown while the service is loading; `name` is null until it is known. */
export function OpeningService({ name }: { readonly name: string | null }) {
  return (
    <div className={styles.page} aria-busy="true">
      <div className={`${kit.wrapWide} ${styles.bar}`}>
        <p className={kit.soft}>{name === null ? serviceText.opening : serviceText.openingNamed({ name })}</p>
        <TabStrip />
      </div>
      <div className={styles.body} data-fills="no">
        <LoadingStatus what={name ?? serviceText.service} />
      </div>
    </div>
  )
}
