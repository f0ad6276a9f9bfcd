/** @file Operate page: a trained network as a service, with its diagram, its requests and their analysis, and the scenario below. */

import { lazy, Suspense, useEffect, useState } from 'react'
import { errorMessage } from '../../base/result'
import { pageText } from '../../messages/en/pages'
import { useOnChange } from '../kit/use-on-change'
import { ErrorBoundary } from '../shell/error-boundary'
import { LoadingStatus } from '../shell/lazy-boundary'
import { useSelect, useStudio } from '../studio-context'
import { DrillStrip, useDrillContinues } from './operate/drills/drills'
import { NoService, OpeningService } from './operate/no-service'
import styles from './operate/operate.module.css'
import { ScenarioDock } from './operate/scenario-timeline'
import { ServiceBar } from './operate/service-bar'
import { TABS } from './operate/tabs'
import { useOperate } from './operate/use-operate'
import { useActiveBoard, useOperateUndo } from './operate/use-operate-undo'

const RequestPanel = lazy(() => import('./operate/request/request-panel'))

export default function OperatePage() {
  const studio = useStudio()
  const service = useOperate((state) => state.service)
  const opening = useOperate((state) => state.opening)
  const chosen = useOperate((state) => state.tab)
  const request = useOperate((state) => state.request)
  const project = useSelect((state) => state.project.id)
  const some = useSelect((state) => (state.project.services ?? []).length > 0)
  const [failed, setFailed] = useState<string>()
  // Each project has its own services, so reopen them when the project changes.
  // The services to open change with the project.
  useOnChange([studio, project], () => {
    setFailed(undefined)
    studio.run('service.open').catch((error: unknown) => setFailed(errorMessage(error)))
  })
  useEffect(() => {
    if (service !== null) setFailed(undefined)
  }, [service])
  const tab = TABS.find(({ id }) => id === chosen) ?? TABS[0]
  // An open request belongs to the tab where it was opened, so close it when the tab changes.
  useEffect(() => {
    if (!tab?.requests && studio.store.getState().operate.request !== null)
      void studio.run('service.inspect', { request: null })
  }, [studio, tab])
  useActiveBoard()
  useOperateUndo()
  // During a drill its scenario stays hidden.
  const drillGoesOn = useDrillContinues()
  if (service === null && (opening !== null || (some && failed === undefined))) return <OpeningService name={opening} />
  if (service === null) return <NoService {...(failed === undefined ? {} : { why: failed })} />
  return (
    <div className={styles.page}>
      <ServiceBar />
      <div className={styles.body} data-fills={tab?.fills ? 'yes' : 'no'}>
        {tab && (
          <ErrorBoundary key={`${service} ${tab.id}`} part={tab.title}>
            <Suspense fallback={<LoadingStatus what={tab.title} />}>
              <tab.View />
            </Suspense>
          </ErrorBoundary>
        )}
      </div>
      {request !== null && (
        <ErrorBoundary key={`request ${service}`} part={pageText.operate.request}>
          <Suspense>
            <RequestPanel id={request} />
          </Suspense>
        </ErrorBoundary>
      )}
      {(!drillGoesOn || tab?.id !== 'drills') && (
        <ErrorBoundary part={pageText.operate.scenario}>
          {drillGoesOn ? <DrillStrip /> : <ScenarioDock />}
        </ErrorBoundary>
      )}
    </div>
  )
}
