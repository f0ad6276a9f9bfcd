/** @file SeveralPanel: the settings that several selected nodes share, to set for all at once, and commands on all of them. */
import { useState } from 'react'
import { formatMessage } from '../../messages/message'
import { inspectorText } from '../../messages/en/inspector'
import type { ParamSpec, ParamValue } from '../../catalog/params'
import type { DrawnNode } from '../../graph/drawing'
import { sharedParams } from '../../graph/node-edits'
import { specsOfNode } from '../../graph/port-counts'
import { hidesCommand, hidesParam } from '../../studio/lesson'
import { shownDrawing, shownReport } from '../../studio/levels'
import type { AppState } from '../../studio/state'
import { Button } from '../kit/button'
import { Select } from '../kit/select'
import { TextField } from '../kit/text-field'
import { apartWords } from '../network/read'
import { shortcutWords } from '../shell/shortcut-keys'
import { useRun, useSelect, useStudio } from '../studio-context'
import styles from './inspector.module.css'
import { commonValue, readTyped } from './mixed'
import { ParamField } from './param-field'
import { optionWords } from './value-text'

const text = inspectorText.several
const { arrange } = inspectorText

/** Types that are never set for several: a name or columns belong to one node. */
const OWN: ReadonlySet<ParamSpec['type']> = new Set(['text', 'columns'])

/** The panel while several nodes are selected. */
export function SeveralPanel({ ids }: { readonly ids: readonly string[] }) {
  const drawing = useSelect(shownDrawing)
  const nodes = drawing.nodes.filter(({ id }) => ids.includes(id))
  const parameters = useSelect((state) =>
    ids.reduce((sum, id) => sum + (shownReport(state).parameters.get(id) ?? 0), 0),
  )
  return (
    <div data-several={ids.length}>
      <h3 className={styles.head}>{text.selected({ layers: nodes.length })}</h3>
      <p className={styles.words}>{text.parameters({ parameters })}</p>
      <SharedForm key={ids.join(' ')} nodes={nodes} />
      <Together ids={ids} />
      <Names nodes={nodes} />
    </div>
  )
}

/** The settings that all of them have; a change sets all of them in one step. */
function SharedForm({ nodes }: { readonly nodes: readonly DrawnNode[] }) {
  const studio = useStudio()
  const run = useRun()
  const drawing = useSelect(shownDrawing)
  const hidden = useSelect((state) => hidesCommand(state, 'graph.setMany'))
  const { catalog } = studio.store.subject
  const shared = Object.entries(sharedParams(drawing, catalog, nodes)).filter(
    ([name, { type }]) => !OWN.has(type) && !isHidden(studio.store.getState(), nodes, name),
  )
  if (hidden) return null
  if (shared.length === 0) return <p className={styles.words}>{text.nothingShared}</p>
  const field = ([name, spec]: readonly [string, ParamSpec]) => (
    <SharedField
      key={name}
      spec={spec}
      value={commonValue(nodes, name, spec, (node) => specsOfNode(drawing, catalog, node))}
      onChange={(value) => run('graph.setMany', { nodes: nodes.map(({ id }) => id), params: { [name]: value } })}
    />
  )
  const advanced = shared.filter(([, spec]) => spec.advanced)
  return (
    <>
      <h4 className={styles.title}>{text.setAll({ layers: nodes.length })}</h4>
      <div className={styles.form}>
        {shared.filter(([, spec]) => !spec.advanced).map(field)}
        {advanced.length > 0 && (
          <details className={styles.more}>
            <summary>{inspectorText.more}</summary>
            {advanced.map(field)}
          </details>
        )}
      </div>
    </>
  )
}

function isHidden(state: AppState, nodes: readonly DrawnNode[], name: string): boolean {
  return nodes.some(({ kind }) => hidesParam(state, kind, name))
}

interface SharedFieldProps {
  readonly spec: ParamSpec
  /** Undefined where they differ. */
  readonly value: ParamValue | undefined
  readonly onChange: (value: ParamValue) => void
}

/** The field of one setting; where the values differ it says so, until one is set. */
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
        : spec.options.map((option) => ({ value: option, title: spec.labels?.[option] ?? optionWords(option) }))
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
  const take = (typed: string) => {
    const read = readTyped(spec, typed)
    setProblem(read.ok || typed.trim() === '' ? '' : formatMessage(read.error))
    if (read.ok) onChange(read.value)
  }
  return (
    <TextField
      label={spec.label}
      value=""
      placeholder={text.mixed}
      onChange={take}
      {...(problem === '' ? {} : { problem })}
    />
  )
}

/** Commands on all of them, where they are offered and can run. */
function Together({ ids }: { readonly ids: readonly string[] }) {
  const run = useRun()
  const hidden = useSelect((state) =>
    [...ARRANGE, ...ACTS]
      .filter(({ id }) => hidesCommand(state, id))
      .map(({ id }) => id)
      .join(' '),
  ).split(' ')
  const shown = ({ id, least = 2 }: Act) => ids.length >= least && !hidden.includes(id)
  const button = ({ id, title, about }: Act) => (
    <Button key={id} size="small" title={about} onClick={() => run(id)}>
      {title}
    </Button>
  )
  const arranging = ARRANGE.filter(shown)
  return (
    <>
      {arranging.length > 0 && <h4 className={styles.title}>{arrange.title}</h4>}
      <div className={styles.together}>{arranging.map(button)}</div>
      <div className={styles.together}>{ACTS.filter(shown).map(button)}</div>
    </>
  )
}

interface Act {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly least?: number
}

const ARRANGE: readonly Act[] = [
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
const keys = (shortcut: string) => ({ keys: shortcutWords(shortcut) })
const ACTS: readonly Act[] = [
  { id: 'block.fold', title: arrange.group.title, about: arrange.group.about(keys('$mod+g')) },
  { id: 'graph.duplicate', title: arrange.duplicate.title, about: arrange.duplicate.about(keys('$mod+d')) },
  { id: 'graph.heal', title: arrange.reconnect.title, about: arrange.reconnect.about(keys('$mod+Backspace')) },
]

/** The names of the selected nodes, each a button that selects it alone; and a button that removes all. */
function Names({ nodes }: { readonly nodes: readonly DrawnNode[] }) {
  const run = useRun()
  const kept = useSelect((state) => hidesCommand(state, 'graph.remove'))
  return (
    <>
      <h4 className={styles.title}>{text.list}</h4>
      <ol className={styles.outline} aria-label={text.listLabel}>
        {nodes.map(({ id, label }) => (
          <Name key={id} id={id} label={label} />
        ))}
      </ol>
      {!kept && (
        <Button
          className={styles.remove}
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

/** One of them. Two may share a name, so their settings and outputs are shown below. */
function Name({ id, label }: { readonly id: string; readonly label: string }) {
  const run = useRun()
  const apart = useSelect((state) => apartWords(state, id))
  return (
    <li>
      <button type="button" className={styles.link} onClick={() => run('select.set', { nodes: [id] })}>
        {label}
        {apart !== '' && <span className={styles.apart}> {apart}</span>}
      </button>
    </li>
  )
}
