/** @file An inference request and its response: values keyed by column, code snippets, and what the response says. */

import { urlText } from '../../../../messages/en/operate/url'
import type { Reply } from '../../../../protocol/service-url-messages'
import type { ModelMeta, TensorMeta } from '../../../../serving/http/model-metadata'
import type { UrlState } from '../../../../studio/operate/state'
import { useLoaded } from '../../../kit/use-on-change'
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
  return useLoaded([studio, service, serving, aliases], async () => {
    if (serving !== 'on' || service === null) return undefined
    const path = `/v2/models/${encodeURIComponent(service)}`
    const { status, body } = await studio.run('service.call', { method: 'GET', path })
    return status === 200 ? (JSON.parse(body) as ModelMeta) : undefined
  }).value
}

// The response, prepared for display: the prediction with its confidence, the version, and the time per stage.

const { response: text } = urlText

export interface ShownResponse {
  readonly status: number
  /** The predicted class, number or text, or the error message. */
  readonly text: string
  /** The probabilities of all classes, largest first. */
  readonly probabilities: readonly { readonly label: string; readonly chance: number }[]
  /** Pairs of names and values to show below the prediction. */
  readonly details: readonly (readonly [string, string])[]
  readonly stages: readonly { readonly stage: string; readonly ms: number }[]
  /** Time in the queue, in milliseconds. */
  readonly waited: number
  /**
   * The duration of a cold start before the request, in milliseconds; set only for the first request that a version
   * answers.
   */
  readonly cold?: number
  /** Time from the user's click to the response, in milliseconds. */
  readonly total: number
}

interface Body {
  readonly error?: string
  readonly code?: string
  readonly model_name?: string
  readonly model_version?: string
  readonly parameters?: Readonly<Record<string, string | number | boolean>>
  readonly outputs?: readonly {
    readonly name: string
    readonly datatype: string
    readonly data: readonly (string | number)[]
  }[]
}

/** Parses a response; `labels` are the classes in the order of their probabilities. */
export function shownResponse({ status, body }: Reply, labels: readonly string[], total: number): ShownResponse {
  const { error, code, outputs = [], parameters = {}, ...rest } = JSON.parse(body) as Body
  const [output, probabilities] = outputs
  const value = output?.data[0]
  const prediction = value === '' ? text.abstained : typeof value === 'number' ? text.number({ value }) : (value ?? '')
  return {
    status,
    text: error ?? prediction,
    probabilities: labels
      .map((label, k) => ({ label, chance: Number(probabilities?.data[k] ?? 0) }))
      .sort((a, b) => b.chance - a.chance)
      .slice(0, status === 200 ? undefined : 0),
    details: [
      [text.facts.status, code === undefined ? String(status) : text.statusCode({ status, code })],
      ...(rest.model_version === undefined ? [] : [[text.facts.version, rest.model_version] as const]),
      ...(['status', 'request', 'trace', 'cached'] as const).flatMap((key) => {
        const value = parameters[key]
        return value === undefined
          ? []
          : [[key === 'status' ? text.facts.outcome : text.facts[key], detailText(value)] as const]
      }),
      ...(typeof parameters.cold_ms === 'number'
        ? [[text.facts.coldStart, text.coldStart({ ms: parameters.cold_ms })] as const]
        : []),
    ],
    stages: Object.entries(parameters).flatMap(([key, ms]) =>
      key.startsWith('ms.') && typeof ms === 'number' ? [{ stage: key.slice(3), ms }] : [],
    ),
    ...(typeof parameters.cold_ms === 'number' ? { cold: parameters.cold_ms } : {}),
    waited: typeof parameters.waited_ms === 'number' ? parameters.waited_ms : 0,
    total,
  }
}

export interface Bar {
  readonly name: string
  readonly from: number
  readonly ms: number
}

/**
 * The part of a call's duration that is neither queue time nor service time, in ms. Clamped to at least 0, because the
 * clocks of two threads may differ.
 */
export function roundTripMs({ stages, waited, total }: Pick<ShownResponse, 'stages' | 'waited' | 'total'>): number {
  return Math.max(0, total - waited - insideMs(stages))
}

function insideMs(stages: ShownResponse['stages']): number {
  return stages.reduce((sum, { ms }) => sum + ms, 0)
}

/**
 * The duration of a call as bars: round trip, queue and service, preceded by a cold start (if any), which does not
 * count toward the call's duration.
 */
export function wholeBars({
  stages,
  waited,
  cold,
  total,
}: Pick<ShownResponse, 'stages' | 'waited' | 'cold' | 'total'>): readonly Bar[] {
  return barsOf([
    ...(cold === undefined ? [] : [{ name: text.bars.coldStart, ms: cold }]),
    { name: text.bars.roundTrip, ms: roundTripMs({ stages, waited, total }) },
    ...(waited >= 0.05 ? [{ name: text.bars.queue, ms: waited }] : []),
    { name: text.bars.service, ms: insideMs(stages) },
  ])
}

/** Places bars one after another and adds the start time of each. */
export function barsOf(bars: readonly Omit<Bar, 'from'>[]): readonly Bar[] {
  let from = 0
  return bars.map((part) => {
    const bar = { ...part, from }
    from += part.ms
    return bar
  })
}

function detailText(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? text.yes : text.no) : String(value)
}
