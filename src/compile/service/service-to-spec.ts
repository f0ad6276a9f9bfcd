/**
 * @file toService: lowers a checked service to plain JSON, with its stages in the order in which requests pass through
 * them.
 */
import { expectDefined } from '../../base/assert'
import type { Flow } from '../../catalog/stage-def'
import { stages } from '../../catalog/service-stages'
import type { CheckedDrawing } from '../../graph/checked-drawing'
import { valuesOfNode } from '../../graph/node-values'
import type { LoweredStage, ServiceSpec } from '../../ops/service-spec'

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
