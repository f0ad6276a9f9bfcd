/** @file NodePanel: the panel for one layer: name, parameters, problems, description, cost and inputs. */
import { lazy, Suspense, useState } from 'react'
import type { LayerDef, Shape } from '../../catalog/layer-def'
import { valuesOf } from '../../catalog/params'
import { BLOCK, blockOf, PORT_IN, PORT_OUT, specsOf, usesOf } from '../../graph/block'
import type { Diagnostic } from '../../graph/check-report'
import type { DrawnNode, Wire } from '../../graph/drawing'
import { inspectorText, valuesDialogText } from '../../messages/en/inspector'
import { hidesCommand, isLocked } from '../../studio/lessons/lesson-restrictions'
import { shapeOut, shownDrawing, shownReport } from '../../studio/network/block-levels'
import { placeOf } from '../../studio/network/inner-canvas-board'
import type { AppState } from '../../studio/state'
import { selectNode } from '../canvas/keyboard'
import { ProblemView } from '../canvas/problems'
import { evaluatedNode, nodeOf, problemsOf, toneOf } from '../canvas/selectors'
import { Button } from '../kit/button'
import { Icon, NodeGlyph } from '../kit/icon'
import { IconButton } from '../kit/icon-button'
import { Select } from '../kit/select'
import { TextField } from '../kit/text-field'
import { defOf, wireText } from '../network/layer-catalog'
import { LibraryStatus } from '../pages/build/blocks/library-status'
import { UnlessHidden } from '../shell/unless-hidden'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import styles from './inspector.module.css'
import { ParamForm } from './param-form'

const text = inspectorText.layer

const ValuesDialog = lazy(() => import('../network/node-faces/values-dialog'))
const LayerSummary = lazy(() => import('../network/node-faces/layer-summary'))
const LayerFigures = lazy(() =>
  import('../network/node-faces/layer-summary').then((module) => ({ default: module.LayerFigures })),
)

/** The panel for the selected node. */
export function NodePanel({ id }: { readonly id: string }) {
  const node = useSelect((state) => nodeOf(state, id))
  const problems = useSelect((state) => problemsOf(state, id))
  if (!node) return null
  const def = defOf(node.kind)
  if (node.kind === BLOCK) return <BlockPanel node={node} problems={problems} />
  const hasValues = def !== undefined && def.family !== 'end'
  return (
    <div data-node={id}>
      <h3 className={`${kit.row} ${styles.head}`}>
        <NodeGlyph kind={node.kind} family={def?.family} />
        {def?.title ?? PORT_TITLES[node.kind] ?? node.kind}
      </h3>
      {def && <p className={kit.soft}>{def.summary}</p>}
      {hasValues && (
        <Suspense>
          <LayerSummary node={id} />
        </Suspense>
      )}
      <NameField node={node} />
      {def && <ParamForm node={node} params={def.params} />}
      <Problems node={id} problems={problems} />
      {def && <Cost node={node} def={def} />}
      {hasValues && (
        <Suspense>
          <LayerFigures node={id} />
        </Suspense>
      )}
      {def && <InputsList node={node} def={def} />}
      <div className={`${kit.row} ${styles.action}`}>
        {def && <ValuesButton id={id} />}
        <DeleteButton node={node} />
      </div>
    </div>
  )
}

/** Opens everything that a layer computes. */
function ValuesButton({ id }: { readonly id: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="small" title={valuesDialogText.openTip} onClick={() => setOpen(true)}>
        {valuesDialogText.open}
      </Button>
      {isOpen && (
        <Suspense>
          <ValuesDialog node={id} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

/** Titles of a block's port nodes. */
const PORT_TITLES: Readonly<Record<string, string>> = {
  [PORT_IN]: text.blockInput,
  [PORT_OUT]: text.blockOutput,
}

function Cost({ node, def }: { readonly node: DrawnNode; readonly def: LayerDef }) {
  const cost = useSelect((state) => costText(state, node, def))
  if (cost === '') return null
  return (
    <>
      <h4 className={styles.title}>{text.cost}</h4>
      <p className={kit.soft}>{cost}</p>
    </>
  )
}

/** Formats shapes, parameter count, multiply-adds and output bytes as text; empty while they are unknown. */
function costText(state: AppState, drawn: DrawnNode, def: LayerDef): string {
  const report = shownReport(state)
  const node = evaluatedNode(state, drawn)
  const output = report.shapes.get(drawn.id)
  const values = valuesOf(def.params, node.params, def.title)
  if (!output || !values.ok) return ''
  const incoming = (report.incoming.get(drawn.id) ?? []).map(({ from, out = 0 }) => shapeOut(state, from, out))
  const inputs = incoming.filter((shape): shape is Shape => shape !== undefined)
  if (inputs.length < incoming.length) return ''
  const bytes = 4 * output.reduce((size, n) => size * n, 1)
  if (def.family === 'end') return text.costOfEnd({ inputs, output, bytes })
  const parameters = report.parameters.get(drawn.id) ?? 0
  const isFrozen = parameters > 0 && node.params.frozen === true
  const multiplyAdds = inputs.length > 0 ? def.multiplyAdds(inputs, output, values.value) : 0
  return text.costOfLayer({ inputs, output, bytes, parameters, isFrozen, multiplyAdds })
}

const blockPanelText = inspectorText.block

interface BlockPanelProps {
  readonly node: DrawnNode
  readonly problems: readonly Diagnostic[]
}

/** The panel for a node that uses a block. */
function BlockPanel({ node, problems }: BlockPanelProps) {
  const run = useRunCommand()
  const { id } = node
  const block = useSelect((state) => blockOf(shownDrawing(state), node))
  const uses = useSelect((state) => (block ? usesOf(state.project.drawing, block.id).length : 0))
  const canOpen = useStudio().within !== undefined
  const open = useSelect((state) => state.canvas.opened?.includes(placeOf(state, id)) ?? false)
  const parameters = useSelect((state) => shownReport(state).parameters.get(id))
  return (
    <div data-node={id}>
      <h3 className={`${kit.row} ${styles.head}`}>
        <Icon name="model" size={12} />
        {block ? blockPanelText.titleNamed({ block: block.name }) : blockPanelText.title}
      </h3>
      <NameField node={node} />
      {block && (
        <>
          <ParamForm node={node} params={specsOf(block)} />
          <div className={`${kit.wrap} ${kit.apart}`}>
            <UnlessHidden command="block.enter">
              <Button size="small" onClick={() => run('block.enter', { node: id })}>
                {blockPanelText.enter}
              </Button>
            </UnlessHidden>
            {canOpen && (
              <UnlessHidden command="block.open">
                <Button size="small" onClick={() => run('block.open', { node: id })}>
                  {open ? blockPanelText.close : blockPanelText.open}
                </Button>
              </UnlessHidden>
            )}
            <UnlessHidden command="block.unfold">
              <Button size="small" onClick={() => run('block.unfold', { node: id })}>
                {blockPanelText.ungroup}
              </Button>
            </UnlessHidden>
          </div>
        </>
      )}
      <Problems node={id} problems={problems} />
      {block && (
        <>
          {block.summary && <p className={kit.soft}>{block.summary}</p>}
          <p className={kit.soft}>{sizeText(parameters, uses)}</p>
          <UnlessHidden command="library.save">
            <LibraryStatus block={block} />
          </UnlessHidden>
          <InputsList node={node} def={MANY_INPUTS} />
        </>
      )}
      <div className={styles.action}>
        <DeleteButton node={node} />
      </div>
    </div>
  )
}

const MANY_INPUTS = { inputs: 'many' } as const

function sizeText(parameters: number | undefined, uses: number): string {
  if (parameters === undefined) return uses > 1 ? blockPanelText.uses({ uses }) : ''
  return uses > 1 ? blockPanelText.parametersAndUses({ parameters, uses }) : blockPanelText.parameters({ parameters })
}

const inputsListText = inspectorText.inputs

/** The part of a definition that says how many wires a node accepts. */
type Inputs = Pick<LayerDef, 'inputs'>

const NONE: readonly Wire[] = []

/** Lists the wires into a node in port order, with a field to add a wire. */
function InputsList({ node, def }: { readonly node: DrawnNode; readonly def: Inputs }) {
  const wires = useSelect((state) => shownReport(state).incoming.get(node.id) ?? NONE)
  const isNodeLocked = useSelect((state) => isLocked(state, node.id))
  if (def.inputs === 'none') return null
  return (
    <section>
      <h4 className={styles.title}>{def.inputs === 'one' ? inputsListText.one : inputsListText.several}</h4>
      <ul>
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
    <li className={kit.row}>
      <button
        type="button"
        className={`${kit.link} ${kit.grow}`}
        translate="no"
        onClick={(event) => selectNode(run, wire.from, event)}
      >
        {label}
      </button>
      <span className={kit.caption}>{shape}</span>
      {!isFixed && (
        <IconButton
          icon="close"
          size="small"
          tone="quiet"
          tip="left"
          label={inputsListText.disconnect({ node: label })}
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
  const prompt = def.inputs === 'one' && wires.length > 0 ? inputsListText.chooseAnother : inputsListText.choose
  return (
    <Select
      label={inputsListText.connectFrom}
      value=""
      options={[{ value: '', title: prompt }, ...free.map(({ id, label }) => ({ value: id, title: label }))]}
      onChange={(from) => run('graph.connect', { from, to: node.id })}
    />
  )
}

/** The name of a node, disabled if a lesson locks it. */
function NameField({ node: { id, label } }: { readonly node: DrawnNode }) {
  const run = useRunCommand()
  const fixed = useSelect((state) => isFixed(state, id, 'graph.rename'))
  return (
    <TextField
      label={inspectorText.name}
      value={label}
      disabled={fixed}
      onChange={(name) => run('graph.rename', { node: id, label: name })}
    />
  )
}

/** Button that removes the node, unless a lesson locks it. */
function DeleteButton({ node: { id } }: { readonly node: DrawnNode }) {
  const run = useRunCommand()
  if (useSelect((state) => isFixed(state, id, 'graph.remove'))) return null
  return (
    <Button size="small" icon="trash" onClick={() => run('graph.remove', { nodes: [id] })}>
      {inspectorText.remove}
    </Button>
  )
}

function isFixed(state: AppState, node: string, command: string): boolean {
  return isLocked(state, node) || hidesCommand(state, command)
}

function Problems({ node, problems }: { readonly node: string; readonly problems: readonly Diagnostic[] }) {
  if (problems.length === 0) return null
  return (
    <section
      className={`${kit.note} ${kit.stack} ${styles.problems}`}
      data-tone={toneOf(problems)}
      aria-label={inspectorText.problems}
    >
      {problems.map((problem) => (
        <ProblemView
          key={`${problem.problem.code} ${problem.wire ?? ''} ${problem.inside?.node ?? ''}`}
          node={node}
          problem={problem}
        />
      ))}
    </section>
  )
}
