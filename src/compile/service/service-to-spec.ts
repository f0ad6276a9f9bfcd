/** @file Lowers a checked service to plain JSON, prints it in Python's grammar, and words its problems. */
import '../../messages/en/stages'
import { expectDefined } from '../../base/assert'
import { stages } from '../../catalog/service-stages'
import type { Flow } from '../../catalog/stage-def'
import type { CheckedDrawing } from '../../graph/check-report'
import { valuesOfNode } from '../../graph/node-values'
import { serviceRulesText as text } from '../../messages/en/stages'
import { formatMessage, isMessage, type Message } from '../../messages/message'
import type { LoweredStage, ServiceSpec } from '../../ops/service-spec'
import { literal } from '../source-code'

/** The service spec of a drawing that has no errors. */
export function toService(checked: CheckedDrawing<Flow>, name: string): ServiceSpec {
  const places = new Map(checked.steps.map(({ node }, i) => [node.id, i]))
  const lowered = checked.steps.map(({ node, from }): LoweredStage => {
    const def = expectDefined(stages.find(node.kind), `the stage ${node.kind}`)
    const values = valuesOfNode(def, node)
    if (!values.ok) throw new Error(`Netloom is wrong here: ${node.id} was checked and is set to what cannot be`)
    const before = [...new Set(from)].map((id) => expectDefined(places.get(id), `the place of ${id}`))
    // The cast is needed because the generic type does not express that the class and the config of a stage match.
    return { id: node.id, ...def.lower(values.value), from: before } as LoweredStage
  })
  return { name, stages: lowered }
}

// toText: prints a service as readable text in Python's grammar, with one line per stage and all its parameters.

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

/** Problems of a network that a service diagram names in its own terms. */
const OWN = [
  'no-input',
  'no-output',
  'unknown-kind',
  'no-node',
  'missing-input',
  'extra-input',
  'wire-from-output',
  'cycle',
  'unused',
] as const

/** The message for a problem in a service diagram. */
export function serviceProblemText(problem: Message): string {
  if (!isMessage(problem, ...OWN)) return formatMessage(problem)
  switch (problem.code) {
    case 'no-input':
      return text.noSource
    case 'no-output':
      return text.noLog
    case 'unknown-kind':
      return text.unknownKind({ kind: problem.args.kind })
    case 'no-node':
      return text.noStage({ stage: problem.args.node })
    case 'missing-input': {
      const { layer: stage, has, wants } = problem.args
      return has === 0 ? text.unfed({ stage }) : text.fewInputs({ stage, has, wants })
    }
    case 'extra-input':
      return text.beforeSource({ stage: problem.args.layer })
    case 'wire-from-output':
      return text.afterLog({ stage: problem.args.layer })
    case 'cycle': {
      const { from, to, nodes: stages } = problem.args
      return stages === 1 ? text.loop({ stage: to }) : text.cycle({ from, to, stages })
    }
    case 'unused':
      return text.unlogged({ stage: problem.args.layer })
    default:
      return problem satisfies never
  }
}
