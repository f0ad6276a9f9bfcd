/**
 * @file A response from the URL, prepared for display: the prediction with its confidence, the version, and the time
 * per stage.
 */
import { urlText } from '../../../../messages/en/operate/url'
import type { Reply } from '../../../../protocol/service-url-messages'

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
