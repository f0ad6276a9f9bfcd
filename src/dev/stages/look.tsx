/** @file The canvas catalog of pipeline stages: their texts, the content of a sink, and the load of each stage. */
import { formatMessage } from '../../messages/message'
import { count, counted } from '../../messages/format'
import type { DrawnNode } from '../../graph/drawing'
import { shownReport } from '../../studio/block-levels'
import type { CanvasCatalog } from '../../ui/canvas/canvas-catalog'
import { useSelect } from '../../ui/canvas/board-context'
import node from '../../ui/canvas/node.module.css'
import { stages } from './toy-stage-catalog'
import type { StageDef, Stream } from './stage-def'

export const stageLook: CanvasCatalog<Stream, StageDef> = {
  nodes: stages,
  blocks: [],
  nouns: {
    node: 'stage',
    drawing: 'Pipeline',
    empty: 'A pipeline is drawn here, from its source on the left to its sink on the right.',
    hint: 'where, compute, join',
  },
  groups: [
    { family: 'learns', title: 'Decides' },
    { family: 'reshapes', title: 'Changes' },
    { family: 'combines', title: 'Combines' },
    { family: 'regularises', title: 'Holds back' },
    { family: 'end', title: 'Begins and ends' },
  ],
  flowText: ({ fields, rate }) => `${count(Math.round(rate))}/s ×${counted(fields.length, 'field')}`,
  problemText(problem) {
    if (problem.code === 'no-input') return 'No records come in yet.'
    if (problem.code === 'no-output') return 'No records are written yet.'
    if (problem.code === 'no-node') return `There is no stage "${problem.args.node}" in this drawing.`
    if (problem.code === 'unknown-kind') return `There is no stage called "${problem.args.kind}" here.`
    return formatMessage(problem)
  },
  isOwnFault: (code) => code !== 'extra-input',
  faces: { sink: { height: 96, Face: SinkFace } },
  Corner,
  useNodeAttributes: () => ({}),
}

function SinkFace({ node: { id } }: { readonly node: DrawnNode }) {
  const fields = useSelect((state) => {
    const flow = shownReport(state).shapes.get(id)
    return flow === undefined ? '' : (flow as Stream).fields.join(', ')
  })
  return <p className={node.glance}>{fields === '' ? 'nothing yet' : `writes ${fields}`}</p>
}

function Corner({ node: { id } }: { readonly node: DrawnNode }) {
  const busy = useSelect((state) => shownReport(state).parameters.get(id))
  return (
    <span className={node.figure} title="Milliseconds of work in each second">
      {busy === undefined ? '' : `${count(busy)} ms`}
    </span>
  )
}
