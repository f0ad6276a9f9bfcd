/** @file WorstRequests: the requests behind an incident that are still kept, the worst first; pressing one shows it in full. */
import { useMemo } from 'react'
import type { Incident } from '../../../../ops/alerts/incidents'
import { worstOf } from '../../../../ops/alerts/worst'
import { type RequestRecord, requestOf } from '../../../../ops/log/request'
import { versionName } from '../../../../ops/record'
import { virtualTime } from '../../../../messages/format'
import { useDesk, useOperate } from '../use-operate'
import { timeWords } from '../live/log-summary'
import styles from './alerts.module.css'
import type { Alerts } from './use-alerts'

const SHOWN = 8

export function WorstRequests({ alerts, incident }: { readonly alerts: Alerts; readonly incident: Incident }) {
  const desk = useDesk()
  const looked = useOperate((state) => state.request)
  const { log, state, grown } = alerts
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ring is changed in place, and grown says so
  const requests = useMemo(() => {
    const { book } = log
    if (!book) return []
    const { answers = [] } = log.readings.drift.reference ?? {}
    const ids = worstOf({ ring: log.fold.ring, book }, state.slos, incident, SHOWN, answers)
    return ids.flatMap((id) => requestOf(log.fold.ring, book, log.seed, id) ?? [])
  }, [log, state, incident, grown])
  const classes = log.book?.classes ?? []
  return (
    <section aria-label="Requests behind it">
      <h3>Requests behind it</h3>
      {requests.length === 0 ? (
        <p className={styles.soft}>None of them is kept any more: the log has the last 200,000 in full.</p>
      ) : (
        <ul className={styles.requests}>
          {requests.map((request) => (
            <li key={request.id}>
              <button
                type="button"
                className={styles.request}
                aria-pressed={looked === request.id}
                title={`Request ${request.trace}`}
                onClick={() => desk.look(request.id)}
              >
                <b>#{request.id}</b> {wordsOf(request, classes)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function wordsOf(
  { at, status, total, version, slice, predicted, confidence, label }: RequestRecord,
  classes: readonly string[],
): string {
  const name = (k: number | undefined) => classes[k ?? -1] ?? '?'
  const wrong = label && predicted !== undefined && predicted !== label.value
  const sure = confidence === undefined ? '' : ` (${Math.round(confidence * 100)} %)`
  const answer = wrong ? `said ${name(predicted)}${sure}, was ${name(label.value)}` : status
  const ms = !(total >= 0.05) ? '' : `, ${timeWords(total)}`
  const by = version ? `, ${versionName(version)}` : ''
  return `${answer}${ms}${by}, ${slice}, ${virtualTime(at)}`
}
