/** @file A reply of the URL as it is shown: what was answered and how sure, by whom, and where the time went. */
import type { Reply } from '../../../../protocol/url-caller'

export interface ShownAnswer {
  readonly status: number
  /** The class, the number or the text; the sentence of a refusal. */
  readonly words: string
  /** Of a class: all there are, the surest first. */
  readonly chances: readonly { readonly label: string; readonly chance: number }[]
  /** Keys of the protocol and what they are, as they are told. */
  readonly facts: readonly (readonly [string, string])[]
  readonly stages: readonly { readonly stage: string; readonly ms: number }[]
  /** Milliseconds in line behind what was being answered. */
  readonly waited: number
  /** Milliseconds that the version took to come up before it, of its first answer. */
  readonly cold?: number
  /** Milliseconds from the click to the answer. */
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

/** Reads a reply; `labels` are the classes in the order of their probabilities. */
export function shownAnswer({ status, body }: Reply, labels: readonly string[], total: number): ShownAnswer {
  const { error, code, outputs = [], parameters = {}, ...rest } = JSON.parse(body) as Body
  const [said, sure] = outputs
  const told = said?.data[0]
  const answer = told === '' ? 'no answer: it abstained' : typeof told === 'number' ? three(told) : (told ?? '')
  return {
    status,
    words: error ?? answer,
    chances: labels
      .map((label, k) => ({ label, chance: Number(sure?.data[k] ?? 0) }))
      .sort((a, b) => b.chance - a.chance)
      .slice(0, status === 200 ? undefined : 0),
    facts: [
      ['status', `${status}${code === undefined ? '' : ` ${code}`}`],
      ...(rest.model_version === undefined ? [] : [['version', `${rest.model_version}`] as const]),
      ...(['status', 'request', 'trace', 'cached'] as const).flatMap((key) => {
        const value = parameters[key]
        return value === undefined ? [] : [[key === 'status' ? 'ended' : key, String(value)] as const]
      }),
      ...(typeof parameters.cold_ms === 'number'
        ? [['cold start', `${Math.round(parameters.cold_ms)} ms`] as const]
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

/** The way to the service and back. */
export const WAY = 'there and back'

export interface Bar {
  readonly name: string
  readonly from: number
  readonly ms: number
}

/** All of the time of a call: what of it was the way there and back, the line, and the service; before it, the start of what answered first. */
export function wholeBars({
  stages,
  waited,
  cold,
  total,
}: Pick<ShownAnswer, 'stages' | 'waited' | 'cold' | 'total'>): readonly Bar[] {
  const inside = stages.reduce((sum, { ms }) => sum + ms, 0)
  const way = Math.max(0, total - waited - inside)
  return barsOf([
    ...(cold === undefined ? [] : [{ name: 'cold start', ms: cold }]),
    { name: WAY, ms: way },
    ...(waited >= 0.05 ? [{ name: 'in line', ms: waited }] : []),
    { name: 'the service', ms: inside },
  ])
}

/** One after the other. */
export function barsOf(parts: readonly Omit<Bar, 'from'>[]): readonly Bar[] {
  let from = 0
  return parts.map((part) => {
    const bar = { ...part, from }
    from += part.ms
    return bar
  })
}

function three(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 4 })
}
