/** @file IncidentsTab: the inbox of incidents at the left, the one that is looked at beside it, and how good the alerts were above. */
import { useState } from 'react'
import { QUIET_MINUTES } from '../../../../ops/alerts/incidents'
import { Button } from '../../../kit/button'
import { useRun } from '../../../studio-context'
import { Empty } from '../../empty'
import { useDesk, useOperate } from '../use-operate'
import styles from './alerts.module.css'
import { GradeCard } from './grade-card'
import { IncidentDetail } from './incident-detail'
import { IncidentList } from './incident-list'
import { type Alerts, useAlerts } from './use-alerts'

export default function IncidentsTab() {
  const alerts = useAlerts()
  const run = useRun()
  const [asked, setAsked] = useState<string>()
  if (!alerts) return null
  const { incidents, grade, log, state } = alerts
  if (incidents.length === 0) return <Nothing alerts={alerts} />
  const chosen =
    incidents.find(({ id }) => id === asked) ??
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
          onChoose={setAsked}
        />
        <Button
          size="small"
          tone="quiet"
          title="Whatever begins to burn meanwhile is shown as silenced, and told when the silence ends if it still burns"
          onClick={() => run('incident.silence', { minutes: QUIET_MINUTES })}
        >
          Silence for {QUIET_MINUTES} minutes
        </Button>
      </div>
      {chosen && <IncidentDetail key={chosen.id} alerts={alerts} incident={chosen} />}
    </div>
  )
}

/** Nothing was told: because all is well, or because nothing is promised or asked. */
function Nothing({ alerts }: { readonly alerts: Alerts }) {
  const run = useRun()
  const desk = useDesk()
  const serving = useOperate((state) => state.serving.tag)
  const { state, service, grade } = alerts
  if (state.slos.length === 0)
    return (
      <Empty
        title="Nothing is promised"
        words="Who is told of an incident, and when, follows from what is promised of the service."
      >
        <Button tone="primary" onClick={() => desk.show('objectives')}>
          Write down an objective
        </Button>
      </Empty>
    )
  if (alerts.log.requests() === 0)
    return (
      <Empty
        title="No incident yet"
        words="When a budget burns too fast, what burns it is told here, by its cause: with its numbers, the requests behind it and what to do."
      >
        {service.score ? (
          <Button tone="primary" icon="play" disabled={serving === 'opening'} onClick={() => run('service.play')}>
            Play the score
          </Button>
        ) : (
          <Button tone="primary" onClick={() => run('score.preset', { preset: 'bad-deploy' })}>
            Begin with the score of a bad deploy
          </Button>
        )}
      </Empty>
    )
  return (
    <div className={styles.list}>
      {grade && <GradeCard grade={grade} rules={state.rules} />}
      <Empty title="No incident" words="No budget has burned fast enough that somebody had to be told." />
    </div>
  )
}
