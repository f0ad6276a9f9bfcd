/**
 * @file CanvasNode: one node on the canvas: the family icon, the name, and either the node's settings or the content
 * defined by the catalog.
 */
import { Fragment, memo, type KeyboardEvent } from 'react'
import { Handle, type NodeProps, Position as Side } from 'reactflow'
import { boardText } from '../../messages/en/canvas/board'
import { BLOCK, blockOf, PORT_IN, PORT_OUT, portsOf } from '../../graph/block'
import type { BoardState } from '../../studio/network/canvas-board'
import { blockPortCounts, shownDrawing } from '../../studio/network/block-levels'
import { NodeGlyph } from '../kit/icon'
import { startRenaming, useCanvasUi } from './canvas-ui-state'
import { useCatalog } from './canvas-catalog'
import { type FlowNode, blockHeight, portY } from './flow-nodes'
import kit from '../kit/kit.module.css'
import styles from './node.module.css'
import { useRunCommand, useSelect } from './board-context'
import { orNothing, useLive } from './lazy-parts'
import { nodeText, nodeOf, problemsOf } from './selectors'
import { useDetail } from './viewport'

const text = boardText.node
/** With larger text, there is no space for the values of a node below its settings. */
export const MOST_GROW = 1.3

/** Renders one node. */
export const CanvasNode = memo(function CanvasNode({ id, selected }: NodeProps<FlowNode>) {
  const node = useSelect((state) => nodeOf(state, id))
  const problems = useSelect((state) => problemsOf(state, id))
  const catalog = useCatalog()
  const settings = useSelect((state) => nodeText(catalog, state, id))
  const portCounts = useSelect((state) => portCountsKey(state, id))
  const isRenaming = useCanvasUi((ui) => ui.renaming === id)
  const marks = catalog.useNodeAttributes(id)
  const { grow } = useDetail()
  const live = useLive()
  if (!node) return null
  const def = catalog.nodes.find(node.kind)
  const face = Object.hasOwn(catalog.faces, node.kind) ? catalog.faces[node.kind] : undefined
  const [ins = 0, outs = 0] = portCounts.split(' ').map(Number)
  const ports = portCounts === '' ? undefined : { ins, outs }
  const isInvalid = problems.some(({ severity }) => severity === 'error')
  const className = [
    styles.node,
    node.kind === BLOCK && styles.block,
    face && styles.end,
    (isInvalid || marks['data-failing'] !== undefined) && styles.bad,
    selected && styles.selected,
  ]
    .filter(Boolean)
    .join(' ')
  return (
    <div
      className={className}
      data-kind={node.kind}
      {...marks}
      {...(ports ? { style: { ...marks.style, minHeight: blockHeight(ports) } } : {})}
      {...(face?.width ? { style: { ...marks.style, width: face.width } } : {})}
    >
      {!ports && def?.inputs !== 'none' && <Handle type="target" position={Side.Left} className={styles.handle} />}
      <div className={styles.head} title={node.label}>
        <NodeGlyph kind={node.kind} family={def?.family} />
        {isRenaming ? (
          <NameField id={id} label={node.label} />
        ) : (
          <span className={`${kit.ellipsis} ${styles.name}`} translate="no">
            {node.label}
          </span>
        )}
        <catalog.Corner node={node} />
      </div>
      {face ? <face.Face node={node} grow={grow} /> : <div className={styles.glance}>{settings}</div>}
      {live && grow < MOST_GROW && orNothing(<live.Values node={node} grow={grow} />)}
      {problems.length > 0 && <Marker id={id} severity={isInvalid ? 'error' : 'advice'} count={problems.length} />}
      {ports && <Ports id={id} ins={ports.ins} outs={ports.outs} />}
      {!ports && def?.out !== false && <Handle type="source" position={Side.Right} className={styles.handle} />}
    </div>
  )
})

/** The number of ports on each side of a block, joined into one string so that the selector returns a stable value. */
function portCountsKey(state: BoardState, id: string): string {
  const node = nodeOf(state, id)
  const ports = node && blockPortCounts(shownDrawing(state), node)
  return ports ? `${ports.ins} ${ports.outs}` : ''
}

/** Ports of a block, or of a port node inside a block. They are labeled if a side has several. */
function Ports({ id, ins, outs }: { readonly id: string; readonly ins: number; readonly outs: number }) {
  const labels = useSelect((state) => portLabels(state, id))
  const named = labels.split('\n')
  const port = (type: 'target' | 'source', i: number, count: number) => {
    const label = named[type === 'target' ? i : ins + i] ?? ''
    const top = `calc(${portY(i, count) - 1}px + var(--lift, 0px))`
    return (
      <Fragment key={`${type} ${i}`}>
        <Handle
          id={String(i)}
          type={type}
          position={type === 'target' ? Side.Left : Side.Right}
          className={styles.handle}
          style={{ top }}
          title={label}
        />
        {count > 1 && (
          <span
            className={`${kit.ellipsis} ${styles.port} ${type === 'source' ? styles.portOut : ''}`}
            style={{ top }}
            translate="no"
          >
            {label}
          </span>
        )}
      </Fragment>
    )
  }
  return (
    <>
      {Array.from({ length: ins }, (_, i) => port('target', i, ins))}
      {Array.from({ length: outs }, (_, i) => port('source', i, outs))}
    </>
  )
}

/** Names of a block's inputs followed by its outputs, one per line. */
function portLabels(state: BoardState, id: string): string {
  const node = nodeOf(state, id)
  const inside = node && blockOf(shownDrawing(state), node)?.inside
  if (!inside) return ''
  return [...portsOf(inside, PORT_IN), ...portsOf(inside, PORT_OUT)].map(({ label }) => label).join('\n')
}

function NameField({ id, label }: { readonly id: string; readonly label: string }) {
  const run = useRunCommand()
  const save = (name: string) => {
    startRenaming(null)
    if (name.trim() !== '' && name.trim() !== label) run('graph.rename', { node: id, label: name })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation()
    if (event.key === 'Enter') save(event.currentTarget.value)
    if (event.key === 'Escape') startRenaming(null)
  }
  return (
    <input
      className={`${styles.rename} nodrag`}
      aria-label={text.newName({ name: label })}
      defaultValue={label}
      maxLength={200}
      ref={selectAll}
      onKeyDown={onKeyDown}
      onBlur={(event) => save(event.currentTarget.value)}
    />
  )
}

function selectAll(field: HTMLInputElement | null): void {
  field?.select()
}

/** Badge of a node with problems; selecting the node shows them. */
function Marker({
  id,
  severity,
  count: n,
}: {
  readonly id: string
  readonly severity: 'error' | 'advice'
  readonly count: number
}) {
  const run = useRunCommand()
  const show = () => run('select.set', { nodes: [id] })
  const label = severity === 'error' ? text.showProblem : text.showAdvice
  return (
    <button type="button" className={`${styles.marker} ${styles[severity]} nodrag`} onClick={show} title={label}>
      {/* not text: signs */}
      {severity === 'error' ? '!' : 'i'}
      {n > 1 && ` ${n}`}
      <span className="only-spoken"> {label}</span>
    </button>
  )
}
