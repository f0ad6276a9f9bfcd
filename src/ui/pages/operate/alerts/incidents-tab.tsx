/** @file IncidentsTab: the list of incidents on the left, the selected incident next to it, and alert quality above. */
import { useState } from 'react'
import { incidentsText as text } from '../../../../messages/en/operate/incidents'
import { SILENCE_MINUTES } from '../../../../ops/alerts/incidents'
import { Button } from '../../../kit/button'
import { useRunCommand } from '../../../studio-context'
import { EmptyPage } from '../../empty-page'
import { PlayScenarioButton } from '../play-scenario-button'
import { useOperateController } from '../use-operate'
import styles from './alerts.module.css'
import { GradeCard } from './grade-card'
import { IncidentDetail } from './incident-detail'
import { IncidentList } from './incident-list'
import { type Alerts, useAlerts } from './use-alerts'

export default function IncidentsTab() {
  const alerts = useAlerts()
  const run = useRunCommand()
  const [selected, setSelected] = useState<string>()
  if (!alerts) return null
  const { incidents, grade, log, state } = alerts
  if (incidents.length === 0) return <Nothing alerts={alerts} />
  const chosen =
    incidents.find(({ id }) => id === selected) ??
    incidents.findLast((one) => one.state !== 'resolved') ??
    incidents.at(-1)
  return (
    <div className={styles.incidents}>
      <div className={styles.side}>
        {grade && <GradeCard grade={grade} rules={state.rules} />}
        <IncidentList
          incidents={incidents}
          grade={grade}
          book={log.book}
          minute={state.minute}
          chosen={chosen?.id}
          onChoose={setSelected}
        />
        <Button
          size="small"
          tone="quiet"
          title={text.silenceAbout}
          onClick={() => run('incident.silence', { minutes: SILENCE_MINUTES })}
        >
          {text.silence({ minutes: SILENCE_MINUTES })}
        </Button>
      </div>
      {chosen && <IncidentDetail key={chosen.id} alerts={alerts} incident={chosen} />}
    </div>
  )
}

/** Says why there are no incidents: all is well, or there are no objectives or no requests. */
function Nothing({ alerts }: { readonly alerts: Alerts }) {
  const controller = useOperateController()
  const { state, grade } = alerts
  if (state.slos.length === 0)
    return (
      <EmptyPage title={text.noObjectives} about={text.noObjectivesAbout}>
        <Button tone="primary" onClick={() => controller.showTab('objectives')}>
          {text.addObjective}
        </Button>
      </EmptyPage>
    )
  if (alerts.log.requests() === 0)
    return (
      <EmptyPage title={text.notYet} about={text.notYetAbout}>
        <PlayScenarioButton preset="bad-deploy" presetLabel={text.badDeploy} />
      </EmptyPage>
    )
  return (
    <div className={styles.list}>
      {grade && <GradeCard grade={grade} rules={state.rules} />}
      <EmptyPage title={text.none} about={text.noneAbout} />
    </div>
  )
}
