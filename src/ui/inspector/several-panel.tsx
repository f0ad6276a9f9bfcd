/** @file SeveralPanel: what several selected nodes share, set for all of them at once, and what can be done to them together. */
import { useState } from 'react'
import { say } from '../../messages/message'
import { count, counted } from '../../messages/format'
import type { ParamSpec, ParamValue } from '../../catalog/params'
import type { DrawnNode } from '../../graph/drawing'
import { sharedParams } from '../../graph/gestures'
import { specsOfNode } from '../../graph/sides'
import { hidesCommand, hidesParam } from '../../studio/lesson'
import { shownDrawing, shownReport } from '../../studio/levels'
import type { AppState } from '../../studio/state'
import { Button } from '../kit/button'
import { Select } from '../kit/select'
import { TextField } from '../kit/text-field'
import { apartWords } from '../network/read'
import { useRun, useSelect, useStudio } from '../studio-context'
import styles from './inspector.module.css'
import { commonValue, readTyped } from './mixed'
import { ParamField } from './param-field'
import { optionWords } from './value-text'

/** Of these, whatever they are: a name or the columns of the data are one node's own. */
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
      <h3 className={styles.head}>{counted(nodes.length, 'layer')} selected</h3>
      <p className={styles.words}>{count(parameters)} parameters together.</p>
      <SharedForm key={ids.join(' ')} nodes={nodes} />
      <Together ids={ids} />
      <Names nodes={nodes} />
    </div>
  )
}

/** The parameters that all of them have; what is set is set in all, as one step. */
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
  if (shared.length === 0) return <p className={styles.words}>They have no parameter in common.</p>
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
      <h4 className={styles.title}>Set for all {count(nodes.length)}</h4>
      <div className={styles.form}>
        {shared.filter(([, spec]) => !spec.advanced).map(field)}
        {advanced.length > 0 && (
          <details className={styles.more}>
            <summary>More</summary>
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
  /** None where they differ. */
  readonly value: ParamValue | undefined
  readonly onChange: (value: ParamValue) => void
}

/** A field as one node has it; where they differ it says so, until something is set. */
function SharedField({ spec, value, onChange }: SharedFieldProps) {
  const [problem, setProblem] = useState('')
  if (value !== undefined) return <ParamField spec={spec} value={value} onChange={onChange} />
  if (spec.type === 'flag' || spec.type === 'choice') {
    const options =
      spec.type === 'flag'
        ? [
            { value: 'yes', title: 'yes' },
            { value: 'no', title: 'no' },
          ]
        : spec.options.map((option) => ({ value: option, title: optionWords(option) }))
    return (
      <Select
        label={spec.label}
        value=""
        options={[{ value: '', title: 'mixed' }, ...options]}
        onChange={(chosen) => {
          if (chosen !== '') onChange(spec.type === 'flag' ? chosen === 'yes' : chosen)
        }}
      />
    )
  }
  const take = (text: string) => {
    const read = readTyped(spec, text)
    setProblem(read.ok || text.trim() === '' ? '' : say(read.error))
    if (read.ok) onChange(read.value)
  }
  return (
    <TextField
      label={spec.label}
      value=""
      placeholder="mixed"
      onChange={take}
      {...(problem === '' ? {} : { problem })}
    />
  )
}

/** Commands on all of them, each where it is offered and can be run. */
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
  const arrange = ARRANGE.filter(shown)
  return (
    <>
      {arrange.length > 0 && <h4 className={styles.title}>Arrange</h4>}
      <div className={styles.together}>{arrange.map(button)}</div>
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
  { id: 'graph.align.left', title: 'Left', about: 'Align left edges' },
  { id: 'graph.align.centre', title: 'Centre', about: 'Align centres' },
  { id: 'graph.align.right', title: 'Right', about: 'Align right edges' },
  { id: 'graph.align.top', title: 'Top', about: 'Align tops' },
  { id: 'graph.align.middle', title: 'Middle', about: 'Align middles' },
  { id: 'graph.align.bottom', title: 'Bottom', about: 'Align bottoms' },
  { id: 'graph.distribute.across', title: 'Space across', about: 'Space evenly across', least: 3 },
  { id: 'graph.distribute.down', title: 'Space down', about: 'Space evenly down', least: 3 },
  { id: 'graph.snap', title: 'To the grid', about: 'Snap to the grid' },
]
const ACTS: readonly Act[] = [
  { id: 'block.fold', title: 'Fold into a block', about: 'Fold the selection into a block, Ctrl G' },
  { id: 'graph.duplicate', title: 'Duplicate', about: 'Duplicate, Ctrl D' },
  { id: 'graph.heal', title: 'Remove and join', about: 'Remove and join the wires, Ctrl Backspace' },
]

/** What they are called, each a way to it alone; and the end of all of them. */
function Names({ nodes }: { readonly nodes: readonly DrawnNode[] }) {
  const run = useRun()
  const kept = useSelect((state) => hidesCommand(state, 'graph.remove'))
  return (
    <>
      <h4 className={styles.title}>Selected</h4>
      <ol className={styles.outline} aria-label="Selected layers">
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
          Delete all {count(nodes.length)}
        </Button>
      )}
    </>
  )
}

/** One of them; two may have one name, so what it is set to and gives stands below. */
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
