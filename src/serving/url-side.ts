/** @file openUrl: the URL's side of the worker: what comes over it waits its turn like what the page sends, and is in the log like that. */
import { message, type Message, Refusal } from '../messages/message'
import type { VersionRef } from '../ops/service-spec'
import type { Answered } from '../protocol/serving-messages'
import { turnedAway } from './by-version'
import type { Ask, Given } from './http/http'
import { type Handle, openHttp } from './http/open-http'
import { rowsGiven, serveDrawing } from './http/serve-drawing'
import type { Journal } from './log-writer'
import type { Came } from './serve-request'
import type { Service } from './service'

export type Row = Pick<Came, 'source' | 'row' | 'encoded' | 'since'>

interface Behind {
  open(): { readonly service: Service; readonly journal: Journal } | undefined
  /** By the version at a place of the book, or by the drawing. */
  answer(
    rows: readonly Row[],
    labels: readonly (Ask['label'] | undefined)[],
    version: number | undefined,
  ): Promise<readonly Answered[]>
  inTurn(work: () => Promise<void> | void, failed: (said: Message) => void): void
  /** Something came into the log. */
  told(): void
}

/** Handles requests over whatever service is open. */
export function openUrl({ open, answer, inTurn, told }: Behind): Handle {
  function answerUrl(
    given: Given,
    { label, source }: Pick<Ask, 'label' | 'source'>,
    named?: VersionRef,
  ): Promise<readonly Answered[]> {
    const since = performance.now()
    return new Promise((resolve, reject) => {
      const work = async () => {
        const rows = rowsGiven(given).map((row) => ({ source: source ?? ('url' as const), since, ...row }))
        const labels = rows.map(() => label)
        resolve(await answer(rows, labels, named && placeOf(open()?.service, named)))
        told()
      }
      inTurn(work, (said) => reject(new Refusal(said)))
    })
  }

  function turnAway(code: string): Promise<void> {
    const since = performance.now()
    return new Promise((resolve) => {
      const work = () => {
        const here = open()
        // Closed while it waited for its turn: there is no log.
        if (!here) return resolve()
        const { service, journal } = here
        const outside = { source: 'url' as const, row: undefined, truth: Number.NaN, since }
        const { flight, end } = turnedAway(service, { id: journal.next++, at: journal.at, ...outside }, code)
        journal.ended(flight, end)
        told()
        resolve()
      }
      inTurn(work, () => resolve())
    })
  }

  return openHttp(serveDrawing({ service: () => open()?.service, answer: answerUrl, turnAway }), () =>
    performance.now(),
  )
}

/** Where a version is among those that are open; a service that was opened anew meanwhile may be without it. */
function placeOf(service: Service | undefined, { model, version }: VersionRef): number {
  const at = service?.versions.findIndex((one) => one?.ref.model === model && one.ref.version === version) ?? -1
  if (at < 0) throw new Refusal(message('service-closed', {}))
  return at
}
