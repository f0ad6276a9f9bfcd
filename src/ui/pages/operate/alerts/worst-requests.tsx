/** @file WorstRequests: the stored requests behind an incident, worst first; selecting a request shows its details. */
import { incidentsText } from '../../../../messages/en/operate/alerts'
import { requestStatusText } from '../../../../messages/en/operate/request'
import type { Incident } from '../../../../ops/alerts/incidents'
import { worstRequests } from '../../../../ops/alerts/worst-requests'
import { type RequestRecord, requestOf } from '../../../../ops/log/request-record'
import { versionName } from '../../../../ops/log-entry'
import { useComputedOnChange } from '../../../kit/use-on-change'
import { useRunCommand } from '../../../studio-context'
import { useOperate } from '../use-operate'
import styles from './alerts.module.css'
import type { Alerts } from './use-alerts'

const text = incidentsText.requests
const SHOWN = 8

export function WorstRequests({ alerts, incident }: { readonly alerts: Alerts; readonly incident: Incident }) {
  const run = useRunCommand()
  const inspected = useOperate((state) => state.request)
  const { log, state, view } = alerts
  // The ring is changed in place, and grown says so.
  const requests = useComputedOnChange([log, state, incident, view], () => {
    const { book } = log
    if (!book) return []
    const { answers = [] } = log.readings.drift.reference ?? {}
    const ids = worstRequests({ buffer: log.fold.buffer, book }, state.slos, incident, SHOWN, answers)
    return ids.flatMap((id) => requestOf(log.fold.buffer, book, log.seed, id) ?? [])
  })
  const classes = log.book?.classes ?? []
  return (
    <section aria-label={text.title}>
      <h3>{text.title}</h3>
      {requests.length === 0 ? (
        <p className={styles.soft}>{text.none}</p>
      ) : (
        <ul className={styles.requests}>
          {requests.map((request) => (
            <li key={request.id}>
              <button
                type="button"
                className={styles.request}
                aria-pressed={inspected === request.id}
                title={text.open({ trace: request.trace })}
                onClick={() => run('service.inspect', { request: request.id })}
              >
                <b>{text.id({ id: request.id })}</b> {requestText(request, classes)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function requestText(
  { at, status, total, version, slice, predicted, confidence, label }: RequestRecord,
  classes: readonly string[],
): string {
  const name = (k: number | undefined) => classes[k ?? -1] ?? '?'
  const isWrong = label !== undefined && predicted !== undefined && predicted !== label.value
  const both = { predicted: name(predicted), label: name(label?.value) }
  const outcome = !isWrong
    ? requestStatusText[status]
    : confidence === undefined
      ? text.wrong(both)
      : text.wrongSure({ ...both, confidence })
  return text.row({
    ...{ outcome, slice, at },
    ms: total >= 0.05 ? total : undefined,
    version: version && versionName(version),
  })
}
