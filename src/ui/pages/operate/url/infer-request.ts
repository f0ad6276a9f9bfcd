/** @file An inference request: its values keyed by column, its body, and code snippets for sending it. */

import { useEffect, useState } from 'react'
import type { ModelMeta, TensorMeta } from '../../../../serving/http/model-metadata'
import type { UrlState } from '../../../../studio/operate/state'
import { useStudio } from '../../../studio-context'
import { useOperate } from '../use-operate'

/** The value of a column: a number, a category, a string, or all numbers of an image or array. */
export type TryValue = number | string | readonly number[]
export type TryValues = Readonly<Record<string, TryValue>>

/** The initial values of the form. */
export function firstValues({ table }: Pick<ModelMeta, 'table'>): TryValues {
  return Object.fromEntries(table.map((column) => [column.name, firstValue(column)]))
}

function firstValue({ datatype, shape, labels, range = [0, 1] }: TensorMeta): TryValue {
  if (shape.length > 1) return new Array<number>(shape.slice(1).reduce((product, n) => product * n, 1)).fill(range[0])
  if (datatype === 'BYTES') return labels?.[0] ?? ''
  return tidy((range[0] + range[1]) / 2)
}

/** The body of a request for one row; `parameters` are sent in addition to the inputs. */
export function bodyOf(
  { table }: Pick<ModelMeta, 'table'>,
  values: Readonly<Record<string, unknown>>,
  parameters?: Readonly<Record<string, unknown>>,
): string {
  const inputs = table.map(({ name, datatype, shape }) => ({
    name,
    datatype,
    shape: [1, ...shape.slice(1)],
    data: listOf(values[name]),
  }))
  return JSON.stringify({ inputs, ...(parameters && { parameters }) })
}

/** The request bodies for a load test, which cycles through the rows; each body is built only once. */
export function loadBodies(
  meta: Pick<ModelMeta, 'table'>,
  rows: readonly Readonly<Record<string, unknown>>[],
): (index: number) => string {
  const made: string[] = []
  return (index) => {
    const at = index % rows.length
    made[at] ??= bodyOf(meta, rows[at] ?? {}, { load_test: true })
    return made[at]
  }
}

/** The numbers of an image or array, or a single value, as a list. */
function listOf(value: unknown): readonly unknown[] {
  if (ArrayBuffer.isView(value)) return Array.from(value as Uint8Array | Float32Array)
  return [value ?? null].flat()
}

export function inferPath(name: string): string {
  return `/v2/models/${encodeURIComponent(name)}/infer`
}

/** The default address of serve.mjs. */
export const DEFAULT_NODE_URL = 'http://127.0.0.1:8080'

/** The request as a curl command for a serve.mjs server. */
export function curlLine(name: string, body: string): string {
  // not text: a command
  return `curl ${DEFAULT_NODE_URL}${inferPath(name)} -d '${body.replaceAll("'", "'\\''")}'`
}

/** The request as JavaScript code that works on any page of this origin. */
export function fetchLine(base: string, name: string, body: string): string {
  const address = JSON.stringify(`${base}${inferPath(name).slice(1)}`)
  return `await (await fetch(${address}, { method: 'POST', body: ${JSON.stringify(body)} })).json()`
}

/** Shortens a line by cutting out its middle if it is too long to read. */
export function shortened(line: string, most = 420): string {
  return line.length <= most ? line : `${line.slice(0, most - 61)} … ${line.slice(-60)}`
}

/** Rounds to four digits, which are enough for an initial value. */
function tidy(value: number): number {
  return Number(value.toPrecision(4))
}

// useUrl: the URL of the open service and the metadata of its model, reloaded whenever the service starts.

/** The current state of the URL. */
export function useUrl(): UrlState {
  return useOperate(({ url }) => url)
}

/** The metadata of the open service; undefined while the service is stopped. */
export function useMeta(): ModelMeta | undefined {
  const studio = useStudio()
  const service = useOperate((state) => state.service)
  const serving = useOperate((state) => state.serving.tag)
  const aliases = useOperate((state) => state.aliases)
  const [meta, setMeta] = useState<ModelMeta>()
  useEffect(() => {
    let isCurrent = true
    setMeta(undefined)
    if (serving !== 'on' || service === null || !aliases) return
    const path = `/v2/models/${encodeURIComponent(service)}`
    studio.run('service.call', { method: 'GET', path }).then(
      ({ status, body }) => isCurrent && status === 200 && setMeta(JSON.parse(body) as ModelMeta),
      // The service has been closed in the meantime, so there is nothing to show.
      () => undefined,
    )
    return () => {
      isCurrent = false
    }
  }, [studio, service, serving, aliases])
  return meta
}
