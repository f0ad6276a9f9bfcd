/** @file The board subject of the example pipeline: its stages, its check, and the load of each stage. */
import { checkDrawing } from '../../graph/check-drawing'
import type { Step } from '../../graph/checked-drawing'
import { valuesOfNode } from '../../graph/node-values'
import type { Subject } from '../../studio/canvas-board'
import { stages } from './toy-stage-catalog'
import type { Stream } from './stage-def'

/** Milliseconds of work per second, rounded; undefined for an unknown stage or invalid parameters. */
function busy({ node, inputs }: Pick<Step<Stream>, 'node' | 'inputs'>): number | undefined {
  const def = stages.find(node.kind)
  const params = def && valuesOfNode(def, node)
  if (!def || !params?.ok) return undefined
  const rate = inputs.reduce((sum, stream) => sum + stream.rate, 0)
  return Math.round((rate * def.micros(params.value)) / 1000)
}

export const stageSubject: Subject = {
  catalog: stages,
  noun: 'stage',
  blocks: [],
  check: ({ project }) => checkDrawing(project.drawing, stages, busy),
  isShown: () => true,
  shown: {},
}
