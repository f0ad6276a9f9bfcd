/** @file InputsList: the wires into a node; lets users add and remove them without a pointer. */
import { inspectorText } from '../../messages/en/inspector'
import type { LayerDef } from '../../catalog/layer-def'
import type { DrawnNode, Wire } from '../../graph/drawing'
import { hidesCommand, isLocked } from '../../studio/lesson-restrictions'
import { shownDrawing, shownReport } from '../../studio/block-levels'
import { nodeOf } from '../canvas/selectors'
import { defOf, wireText } from '../network/layer-text'
import { IconButton } from '../kit/icon-button'
import { Select } from '../kit/select'
import { UnlessHidden } from '../shell/unless-hidden'
import { useRunCommand, useSelect } from '../studio-context'
import { selectNode } from './select-layer'
import styles from './inspector.module.css'

const text = inspectorText.inputs

/** The part of a definition that says how many wires a node accepts. */
type Inputs = Pick<LayerDef, 'inputs'>

const NONE: readonly Wire[] = []

/** Lists the wires into a node in port order, with a field to add a wire. */
export function InputsList({ node, def }: { readonly node: DrawnNode; readonly def: Inputs }) {
  const wires = useSelect((state) => shownReport(state).incoming.get(node.id) ?? NONE)
  const isNodeLocked = useSelect((state) => isLocked(state, node.id))
  if (def.inputs === 'none') return null
  return (
    <section>
      <h4 className={styles.title}>{def.inputs === 'one' ? text.one : text.several}</h4>
      <ul className={styles.wires}>
        {wires.map((wire) => (
          <WireRow key={wire.id} wire={wire} fixed={isNodeLocked} />
        ))}
      </ul>
      {!isNodeLocked && (
        <UnlessHidden command="graph.connect">
          <ConnectField node={node} wires={wires} def={def} />
        </UnlessHidden>
      )}
    </section>
  )
}

function WireRow({ wire, fixed }: { readonly wire: Wire; readonly fixed: boolean }) {
  const run = useRunCommand()
  const isFixed = useSelect((state) => fixed || isLocked(state, wire.from) || hidesCommand(state, 'graph.disconnect'))
  const from = useSelect((state) => nodeOf(state, wire.from))
  const shape = useSelect((state) => wireText(state, wire.id))
  const label = from?.label ?? wire.from
  return (
    <li className={styles.wire}>
      <button
        type="button"
        className={styles.link}
        translate="no"
        onClick={(event) => selectNode(run, wire.from, event)}
      >
        {label}
      </button>
      <span className={styles.shape}>{shape}</span>
      {!isFixed && (
        <IconButton
          icon="close"
          size="small"
          tone="quiet"
          tip="left"
          label={text.disconnect({ node: label })}
          onClick={() => run('graph.disconnect', { wire: wire.id })}
        />
      )}
    </li>
  )
}

function ConnectField({
  node,
  wires,
  def,
}: {
  readonly node: DrawnNode
  readonly wires: readonly Wire[]
  readonly def: Inputs
}) {
  const run = useRunCommand()
  const drawing = useSelect(shownDrawing)
  const wired = new Set(wires.map(({ from }) => from))
  const free = drawing.nodes.filter(({ id, kind }) => id !== node.id && !wired.has(id) && defOf(kind)?.out !== false)
  if (free.length === 0) return null
  const prompt = def.inputs === 'one' && wires.length > 0 ? text.chooseAnother : text.choose
  return (
    <Select
      label={text.connectFrom}
      value=""
      options={[{ value: '', title: prompt }, ...free.map(({ id, label }) => ({ value: id, title: label }))]}
      onChange={(from) => run('graph.connect', { from, to: node.id })}
    />
  )
}
