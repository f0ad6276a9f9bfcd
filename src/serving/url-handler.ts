/**
 * @file openUrlHandler: handles URL requests in the worker; they are queued and logged in the same way as requests from
 * the page.
 */
import { type Message, message, Refusal } from '../messages/message'
import type { VersionRef } from '../ops/service-spec'
import type { Answered } from '../protocol/serving-messages'
import type { InferInput, InferRequest } from './http/http-types'
import { type Handle, openHttp } from './http/open-http'
import { rowsOf, serviceBackend } from './http/service-backend'
import type { LogWriter } from './log-writer'
import type { Service } from './open-service'
import type { ExternalRequest } from './serve-request'
import { rejectedRequest } from './serve-version'

export type Row = Pick<ExternalRequest, 'source' | 'row' | 'encoded' | 'sentAt'>

interface UrlHandlerOptions {
  open(): { readonly service: Service; readonly logWriter: LogWriter } | undefined
  /** Serves rows with the version at a given index of the log dictionary, or through the pipeline. */
  answer(
    rows: readonly Row[],
    labels: readonly (InferRequest['label'] | undefined)[],
    version: number | undefined,
  ): Promise<readonly Answered[]>
  enqueue(work: () => Promise<void> | void, failed: (problem: Message) => void): void
  /** Called after the log has changed. */
  onLogged(): void
}

/** Creates a handler that looks up the open service for each request. */
export function openUrlHandler({ open, answer, enqueue, onLogged }: UrlHandlerOptions): Handle {
  function answerUrl(
    input: InferInput,
    { label, source }: Pick<InferRequest, 'label' | 'source'>,
    named?: VersionRef,
  ): Promise<readonly Answered[]> {
    const sentAt = performance.now()
    return new Promise((resolve, reject) => {
      const work = async () => {
        const rows = rowsOf(input).map((row) => ({ source: source ?? ('url' as const), sentAt, ...row }))
        const labels = rows.map(() => label)
        resolve(await answer(rows, labels, named && versionIndex(open()?.service, named)))
        onLogged()
      }
      enqueue(work, (problem) => reject(new Refusal(problem)))
    })
  }

  function logRejection(code: string): Promise<void> {
    const sentAt = performance.now()
    return new Promise((resolve) => {
      const work = () => {
        const here = open()
        // The service was closed while the request waited, so there is no log to write to.
        if (!here) return resolve()
        const { service, logWriter } = here
        const outside = { source: 'url' as const, row: undefined, groundTruth: Number.NaN, sentAt }
        const { run, end } = rejectedRequest(service, { id: logWriter.nextId++, at: logWriter.at, ...outside }, code)
        logWriter.addRequest(run, end)
        onLogged()
        resolve()
      }
      enqueue(work, () => resolve())
    })
  }

  return openHttp(serviceBackend({ service: () => open()?.service, answer: answerUrl, logRejection }), () =>
    performance.now(),
  )
}

/**
 * Returns the index of a version in the open service. Throws a Refusal if the service was reopened without that
 * version.
 */
function versionIndex(service: Service | undefined, { model, version }: VersionRef): number {
  const at = service?.versions.findIndex((one) => one?.ref.model === model && one.ref.version === version) ?? -1
  if (at < 0) throw new Refusal(message('service-closed', {}))
  return at
}
