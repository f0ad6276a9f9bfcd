/** @file useRequest: the log record of the selected request, kept up to date, and the request's input. */
import { useEffect, useState } from 'react'
import { type RequestRecord, requestOf } from '../../../../ops/log/request-record'
import type { LogDictionary } from '../../../../ops/log-entry'
import type { RequestInput, ServiceDataset } from '../../../../studio/operate/requests/request-inputs'
import { useStudio } from '../../../studio-context'
import { useLog } from '../use-operate'

export interface LoggedRequest {
  readonly book: LogDictionary
  /** The log record; undefined if the request is no longer among the latest 200,000. */
  readonly record: RequestRecord | undefined
}

/** The log record of a request, updated as the log grows because a label can arrive later. */
export function useRequest(id: number): LoggedRequest | undefined {
  const log = useLog()
  return log?.book && { book: log.book, record: requestOf(log.fold.buffer, log.book, log.seed, id) }
}

export interface LoadedInput {
  readonly input: RequestInput | undefined
  /** The dataset of the service; undefined if no version is running. */
  readonly servedData: ServiceDataset | undefined
}

/** The input of a request; undefined while it is loading. */
export function useRequestInput(id: number): LoadedInput | undefined {
  const studio = useStudio()
  const [results, setFound] = useState<LoadedInput & { readonly of: number }>()
  useEffect(() => {
    let isStale = false
    void Promise.all([
      studio.run('labels.input', { request: id }).catch(() => undefined),
      studio.run('service.dataset').catch(() => undefined),
    ]).then(([input, servedData]) => !isStale && setFound({ of: id, input, servedData }))
    return () => {
      isStale = true
    }
  }, [studio, id])
  return results?.of === id ? results : undefined
}
