/**
 * @file toText: prints a service as readable text in Python's grammar, with one line per stage and all its parameters.
 */
import type { LoweredStage, ServiceSpec } from '../../ops/service-spec'
import { literal } from '../source-code'

/** Each stage is printed as a variable named after its class and a call with its inputs. */
export function toText({ name, stages }: ServiceSpec): string {
  const names = namesOf(stages)
  const lines = stages.map(({ class_name, config, from }, i) => {
    const fed = from.map((place) => names[place] as string)
    const set = Object.entries(config).map(([key, value]) => `${KEYWORDS.has(key) ? `${key}_` : key}=${literal(value)}`)
    return `${names[i]} = ${class_name}(${[...fed, ...set].join(', ')})`
  })
  return [`# ${name.replace(/\s+/g, ' ')}`, ...lines, ''].join('\n')
}

/** Parameter names that are Python keywords and must be renamed. */
const KEYWORDS = new Set(['from', 'for'])

/** Variable names such as rate_limit for RateLimit, numbered if several stages have the same class. */
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
