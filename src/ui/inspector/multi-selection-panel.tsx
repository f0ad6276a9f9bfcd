/**
 * @file MultiSelectionPanel: edits the parameters shared by several selected nodes, and runs commands on all of them.
 */
import { useState } from 'react'
import type { ParamSpec, ParamValue } from '../../catalog/params'
import type { DrawnNode } from '../../graph/drawing'
import { sharedParams } from '../../graph/node-edits'
import { specsOfNode } from '../../graph/node-values'
import { optionName } from '../../messages/en/catalog/params'
import { inspectorText } from '../../messages/en/inspector'
import { formatMessage } from '../../messages/message'
import { hidesCommand, hidesParam } from '../../studio/lessons/lesson-restrictions'
import { shownDrawing, shownReport } from '../../studio/network/block-levels'
import type { PlainCommandId } from '../../studio/run-command'
import type { AppState } from '../../studio/state'
import { Button } from '../kit/button'
import { Select } from '../kit/select'
import { TextField } from '../kit/text-field'
import { distinguishingText } from '../network/layer-catalog'
import { shortcutText } from '../shell/shortcut-keys'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import styles from './inspector.module.css'
import { commonValue, ParamField, ParamList, parseTyped } from './param-field'

const text = inspectorText.several
const { arrange } = inspectorText

/**
 * Parameter types that cannot be edited for several nodes at once, because text and columns are specific to one node.
 */
const SINGLE_NODE_TYPES: ReadonlySet<ParamSpec['type']> = new Set(['text', 'columns'])

/** The panel shown while several nodes are selected. */
export function MultiSelectionPanel({ ids }: { readonly ids: readonly string[] }) {
  const drawing = useSelect(shownDrawing)
  const nodes = drawing.nodes.filter(({ id }) => ids.includes(id))
  const parameters = useSelect((state) =>
    ids.reduce((sum, id) => sum + (shownReport(state).parameters.get(id) ?? 0), 0),
  )
  return (
    <div data-several={ids.length}>
      <h3 className={`${kit.row} ${styles.head}`}>{text.selected({ layers: nodes.length })}</h3>
      <p className={kit.soft}>{text.parameters({ parameters })}</p>
      <SharedForm key={ids.join(' ')} nodes={nodes} />
      <SelectionCommands ids={ids} />
      <SelectedNodes nodes={nodes} />
    </div>
  )
}

/** Fields for the parameters that all of the nodes have in common. A change applies to all nodes in one undo step. */
function SharedForm({ nodes }: { readonly nodes: readonly DrawnNode[] }) {
  const studio = useStudio()
  const run = useRunCommand()
  const drawing = useSelect(shownDrawing)
  const isFormHidden = useSelect((state) => hidesCommand(state, 'graph.setMany'))
  const { catalog } = studio.store.subject
  const shared = Object.entries(sharedParams(drawing, catalog, nodes)).filter(
    ([name, { type }]) => !SINGLE_NODE_TYPES.has(type) && !isHidden(studio.store.getState(), nodes, name),
  )
  if (isFormHidden) return null
  if (shared.length === 0) return <p className={kit.soft}>{text.nothingShared}</p>
  const ids = nodes.map(({ id }) => id)
  return (
    <>
      <h4 className={styles.title}>{text.setAll({ layers: nodes.length })}</h4>
      <ParamList specs={shared}>
        {(name, spec) => (
          <SharedField
            key={name}
            spec={spec}
            value={commonValue(nodes, name, spec, (node) => specsOfNode(drawing, catalog, node))}
            onChange={(value) => run('graph.setMany', { nodes: ids, params: { [name]: value } })}
          />
        )}
      </ParamList>
    </>
  )
}

function isHidden(state: AppState, nodes: readonly DrawnNode[], name: string): boolean {
  return nodes.some(({ kind }) => hidesParam(state, kind, name))
}

interface SharedFieldProps {
  readonly spec: ParamSpec
  /** The common value; undefined if the nodes have different values. */
  readonly value: ParamValue | undefined
  readonly onChange: (value: ParamValue) => void
}

/**
 * The field for one shared parameter. If the nodes have different values, the field shows "mixed" until a value is set.
 */
function SharedField({ spec, value, onChange }: SharedFieldProps) {
  const [problem, setProblem] = useState('')
  if (value !== undefined) return <ParamField spec={spec} value={value} onChange={onChange} />
  if (spec.type === 'flag' || spec.type === 'choice') {
    const options =
      spec.type === 'flag'
        ? [
            { value: 'yes', title: inspectorText.layer.yes },
            { value: 'no', title: inspectorText.layer.no },
          ]
        : spec.options.map((option) => ({ value: option, title: spec.labels?.[option] ?? optionName(option) }))
    return (
      <Select
        label={spec.label}
        value=""
        options={[{ value: '', title: text.mixed }, ...options]}
        onChange={(chosen) => {
          if (chosen !== '') onChange(spec.type === 'flag' ? chosen === 'yes' : chosen)
        }}
      />
    )
  }
  const commit = (typed: string) => {
    const parsed = parseTyped(spec, typed)
    setProblem(parsed.ok || typed.trim() === '' ? '' : formatMessage(parsed.error))
    if (parsed.ok) onChange(parsed.value)
  }
  return (
    <TextField
      label={spec.label}
      value=""
      placeholder={text.mixed}
      onChange={commit}
      {...(problem === '' ? {} : { problem })}
    />
  )
}

/** Commands on all selected nodes, limited to those that are available and can run. */
function SelectionCommands({ ids }: { readonly ids: readonly string[] }) {
  const run = useRunCommand()
  const hidden = useSelect((state) =>
    [...ARRANGE_COMMANDS, ...EDIT_COMMANDS]
      .filter(({ id }) => hidesCommand(state, id))
      .map(({ id }) => id)
      .join(' '),
  ).split(' ')
  const shown = ({ id, least = 2 }: SelectionCommand) => ids.length >= least && !hidden.includes(id)
  const button = ({ id, title, about }: SelectionCommand) => (
    <Button key={id} size="small" title={about} onClick={() => run(id)}>
      {title}
    </Button>
  )
  const arranging = ARRANGE_COMMANDS.filter(shown)
  return (
    <>
      {arranging.length > 0 && <h4 className={styles.title}>{arrange.title}</h4>}
      <div className={`${kit.wrap} ${styles.together}`}>{arranging.map(button)}</div>
      <div className={`${kit.wrap} ${styles.together}`}>{EDIT_COMMANDS.filter(shown).map(button)}</div>
    </>
  )
}

interface SelectionCommand {
  readonly id: PlainCommandId
  readonly title: string
  readonly about: string
  readonly least?: number
}

const ARRANGE_COMMANDS: readonly SelectionCommand[] = [
  { id: 'graph.align.left', ...arrange.left },
  { id: 'graph.align.centre', ...arrange.center },
  { id: 'graph.align.right', ...arrange.right },
  { id: 'graph.align.top', ...arrange.top },
  { id: 'graph.align.middle', ...arrange.middle },
  { id: 'graph.align.bottom', ...arrange.bottom },
  { id: 'graph.distribute.across', ...arrange.across, least: 3 },
  { id: 'graph.distribute.down', ...arrange.down, least: 3 },
  { id: 'graph.snap', ...arrange.snap },
]
const keys = (shortcut: string) => ({ keys: shortcutText(shortcut) })
const EDIT_COMMANDS: readonly SelectionCommand[] = [
  { id: 'block.fold', title: arrange.group.title, about: arrange.group.about(keys('$mod+g')) },
  { id: 'graph.duplicate', title: arrange.duplicate.title, about: arrange.duplicate.about(keys('$mod+d')) },
  { id: 'graph.heal', title: arrange.reconnect.title, about: arrange.reconnect.about(keys('$mod+Backspace')) },
]

/**
 * Lists the selected nodes, each as a button that selects only that node, and adds a button that removes all of them.
 */
function SelectedNodes({ nodes }: { readonly nodes: readonly DrawnNode[] }) {
  const run = useRunCommand()
  const isRemoveHidden = useSelect((state) => hidesCommand(state, 'graph.remove'))
  return (
    <>
      <h4 className={styles.title}>{text.list}</h4>
      <ol className={styles.outline} aria-label={text.listLabel}>
        {nodes.map(({ id, label }) => (
          <SelectedNode key={id} id={id} label={label} />
        ))}
      </ol>
      {!isRemoveHidden && (
        <Button
          className={styles.action}
          size="small"
          icon="trash"
          onClick={() => run('graph.remove', { nodes: nodes.map(({ id }) => id) })}
        >
          {text.removeAll({ layers: nodes.length })}
        </Button>
      )}
    </>
  )
}

/** One selected node. Nodes may share a name, so the node's settings and output shape are also shown. */
function SelectedNode({ id, label }: { readonly id: string; readonly label: string }) {
  const run = useRunCommand()
  const details = useSelect((state) => distinguishingText(state, id))
  return (
    <li>
      <button type="button" className={`${kit.link} ${kit.grow}`} onClick={() => run('select.set', { nodes: [id] })}>
        <span translate="no">{label}</span>
        {details !== '' && <span className={kit.caption}> {details}</span>}
      </button>
    </li>
  )
}
