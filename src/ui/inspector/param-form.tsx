/** @file ParamForm: the parameters of one node. Advanced parameters with good defaults are collapsed under "More". */
import { inspectorText } from '../../messages/en/inspector'
import { type ParamSpec, type ParamSpecs, type ParamValue, problemOf } from '../../catalog/params'
import type { DrawnNode } from '../../graph/drawing'
import { isExpression } from '../../graph/expression'
import { hidesCommand, hidesParam, isLocked } from '../../studio/lesson-restrictions'
import { schemaOf } from '../../studio/network-canvas-subject'
import type { AppState } from '../../studio/state'
import { Select } from '../kit/select'
import { useRunCommand, useSelect } from '../studio-context'
import styles from './inspector.module.css'
import { ExpressionField, FixedValueActions } from './expression-field'
import { FixedParams } from './lockable-node-fields'
import { ParamField } from './param-field'

const text = inspectorText.target

/** The parameter form of a node. */
export function ParamForm({ node, params }: { readonly node: DrawnNode; readonly params: ParamSpecs }) {
  const fixed = useSelect((state) => isLocked(state, node.id) || hidesCommand(state, 'graph.set'))
  const shown = useSelect((state) => visibleNames(state, node.kind, params)).split(' ')
  const specs = Object.entries(params).filter(([name]) => shown.includes(name))
  const plain = specs.filter(([, spec]) => !spec.advanced)
  const advanced = specs.filter(([, spec]) => spec.advanced)
  const field = ([name, spec]: readonly [string, ParamSpec]) => (
    <OneParam key={name} node={node} name={name} spec={spec} />
  )
  if (fixed) return <FixedParams node={node} specs={specs} />
  return (
    <div className={styles.form}>
      {plain.map(field)}
      {advanced.length > 0 && (
        <details className={styles.more}>
          <summary>{inspectorText.more}</summary>
          {advanced.map(field)}
        </details>
      )}
    </div>
  )
}

/** Names of the parameters that no lesson hides, joined into one string so that the selector returns a stable value. */
function visibleNames(state: AppState, kind: string, params: ParamSpecs): string {
  return Object.keys(params)
    .filter((name) => !hidesParam(state, kind, name))
    .join(' ')
}

function OneParam({ node, name, spec }: { readonly node: DrawnNode; readonly name: string; readonly spec: ParamSpec }) {
  const run = useRunCommand()
  const within = useSelect((state) => state.inside.length > 0)
  const set = (value: ParamValue) => run('graph.set', { node: node.id, params: { [name]: value } })
  const drawn = Object.hasOwn(node.params, name) ? node.params[name] : undefined
  // A file may contain a value that no field can show. In that case, the field shows the default and the problem
  // message shows the value.
  const problem = drawn === undefined ? undefined : problemOf(spec, drawn)
  const value = drawn === undefined || (problem && problem.code !== 'param-range') ? spec.default : drawn
  if (node.kind === 'output' && name === 'target')
    return <TargetField value={String(value)} onChange={set} label={spec.label} />
  if (!within) return <ParamField spec={spec} value={value} onChange={set} />
  if (isExpression(drawn)) return <ExpressionField node={node} name={name} spec={spec} source={drawn} onChange={set} />
  return (
    <>
      <ParamField spec={spec} value={value} onChange={set} />
      <FixedValueActions node={node} name={name} spec={spec} value={value} onChange={set} />
    </>
  )
}

interface TargetFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
}

/** The field for an output's target column; by default, the column from the training settings. */
function TargetField({ label, value, onChange }: TargetFieldProps) {
  const schema = useSelect(schemaOf)
  const planned = useSelect((state) => state.project.plan.target)
  const columns = (schema?.columns ?? []).map(({ name }) => name)
  const defaultTarget = planned ?? schema?.target
  const options = [
    {
      value: '',
      title: defaultTarget === undefined ? text.fromSettings : text.fromSettingsNamed({ column: defaultTarget }),
    },
    ...columns.map((name) => ({ value: name, title: name })),
    ...(value === '' || columns.includes(value) ? [] : [{ value, title: text.notInData({ column: value }) }]),
  ]
  return <Select label={label} value={value} options={options} onChange={onChange} />
}
