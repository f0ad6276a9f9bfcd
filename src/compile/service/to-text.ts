/** @file toText: a service as text to read: a line a stage, in Python's grammar, with everything that each is set to. */
import type { LoweredStage, ServiceSpec } from '../../ops/service-spec'
import { literal } from '../python-literal'

/** Each stage is named after its class; those it follows are what it is called with. */
export function toText({ name, stages }: ServiceSpec): string {
  const names = namesOf(stages)
  const lines = stages.map(({ class_name, config, from }, i) => {
    const fed = from.map((place) => names[place] as string)
    const set = Object.entries(config).map(([key, value]) => `${KEYWORDS.has(key) ? `${key}_` : key}=${literal(value)}`)
    return `${names[i]} = ${class_name}(${[...fed, ...set].join(', ')})`
  })
  return [`# ${name.replace(/\s+/g, ' ')}`, ...lines, ''].join('\n')
}

/** Of the settings, those that are words of Python. */
const KEYWORDS = new Set(['from', 'for'])

/** RateLimit: rate_limit; numbered where there are several. */
function namesOf(stages: readonly LoweredStage[]): readonly string[] {
  const counts = new Map<string, number>()
  return stages.map(({ class_name }) => {
    const plain = class_name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase()
    const nth = (counts.get(plain) ?? 0) + 1
    counts.set(plain, nth)
    const several = stages.filter((one) => one.class_name === class_name).length > 1
    return several ? `${plain}_${nth}` : plain
  })
}
