/** @file ParamForm: the parameters of one node, with expressions for a node inside a block. */
import { ok } from '../../base/result'
import { defaultsOf, type ParamSpec, type ParamSpecs, type ParamValue, problemOf } from '../../catalog/params'
import { ITERATION, specsOf } from '../../graph/block'
import type { DrawnNode } from '../../graph/drawing'
import { evaluate, isExpression } from '../../graph/expression'
import { optionName } from '../../messages/en/catalog/params'
import { inspectorText } from '../../messages/en/inspector'
import { formatMessage } from '../../messages/message'
import { schemaOf } from '../../studio/data/data-session'
import { hidesCommand, hidesParam, isLocked } from '../../studio/lessons/lesson-restrictions'
import { shownBlock } from '../../studio/network/block-levels'
import type { AppState } from '../../studio/state'
import { evaluatedNode } from '../canvas/selectors'
import { Select } from '../kit/select'
import { TextField } from '../kit/text-field'
import { useRunCommand, useSelect } from '../studio-context'
import kit from '../kit/kit.module.css'
import styles from './inspector.module.css'
import { ParamField, ParamList } from './param-field'

const text = inspectorText.target

/** The parameter form of a node. */
export function ParamForm({ node, params }: { readonly node: DrawnNode; readonly params: ParamSpecs }) {
  const fixed = useSelect((state) => isLocked(state, node.id) || hidesCommand(state, 'graph.set'))
  const shown = useSelect((state) => visibleNames(state, node.kind, params)).split(' ')
  const specs = Object.entries(params).filter(([name]) => shown.includes(name))
  if (fixed) return <FixedParams node={node} specs={specs} />
  return (
    <ParamList specs={specs}>{(name, spec) => <OneParam key={name} node={node} name={name} spec={spec} />}</ParamList>
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

const expressionFieldText = inspectorText.blockParams

interface BlockParamProps {
  readonly node: DrawnNode
  readonly name: string
  readonly spec: ParamSpec
  readonly onChange: (value: ParamValue) => void
}

/** The field for an expression. A number typed without "=" becomes a fixed value again. */
function ExpressionField({ node, name, spec, source, onChange }: BlockParamProps & { readonly source: string }) {
  const problem = useSelect((state) => problemIn(state, node, name, spec, source))
  const value = useSelect((state) => valueText(state, node, name, source))
  return (
    <div className={styles.param}>
      <TextField
        label={spec.label}
        value={source}
        onChange={(typed) => onChange(typedValue(typed, spec))}
        {...(problem === undefined ? {} : { problem })}
      />
      {problem === undefined && <p className={kit.caption}>{expressionFieldText.result({ value })}</p>}
      <button type="button" className={`${kit.caption} ${styles.within}`} onClick={() => onChange(spec.default)}>
        {expressionFieldText.fixedValue}
      </button>
    </div>
  )
}

/**
 * Buttons for a fixed value inside a block: convert the value to an expression, or make it a parameter of the block.
 */
function FixedValueActions({ node, name, spec, value, onChange }: BlockParamProps & { readonly value: ParamValue }) {
  const run = useRunCommand()
  const param = spec.label
  return (
    <div className={`${kit.rowWide} ${kit.below}`}>
      {typeof value === 'number' && (
        <button
          type="button"
          className={`${kit.caption} ${styles.within}`}
          aria-label={expressionFieldText.expressionNamed({ param })}
          title={expressionFieldText.expressionTip({ param })}
          onClick={() => onChange(`=${value}`)}
        >
          {expressionFieldText.expression}
        </button>
      )}
      <button
        type="button"
        className={`${kit.caption} ${styles.within}`}
        aria-label={expressionFieldText.makeNamed({ param })}
        title={expressionFieldText.makeTip({ param })}
        onClick={() => run('block.expose', { node: node.id, param: name })}
      >
        {expressionFieldText.make}
      </button>
    </div>
  )
}

/** Interprets the typed text as a fixed number or an expression. */
function typedValue(typed: string, spec: ParamSpec): ParamValue {
  const source = typed.trim()
  if (source.startsWith('=')) return source
  const number = Number(source)
  return source !== '' && Number.isFinite(number) && problemOf(spec, number) === undefined ? number : `=${source}`
}

/** The result of an expression for the block instance being viewed, or its error. */
function resultOf(state: AppState, node: DrawnNode, name: string, source: string) {
  const evaluated = evaluatedNode(state, node).params[name]
  if (evaluated !== undefined && !isExpression(evaluated)) return ok(evaluated)
  const block = shownBlock(state)
  return evaluate(source, block ? { ...defaultsOf(specsOf(block)), [ITERATION]: 0 } : {})
}

function problemIn(
  state: AppState,
  node: DrawnNode,
  name: string,
  spec: ParamSpec,
  source: string,
): string | undefined {
  const result = resultOf(state, node, name, source)
  if (!result.ok) return formatMessage(result.error)
  const problem = problemOf(spec, result.value)
  return problem && formatMessage(problem)
}

function valueText(state: AppState, node: DrawnNode, name: string, source: string): string {
  const result = resultOf(state, node, name, source)
  if (!result.ok) return ''
  return Array.isArray(result.value) ? result.value.join('×') : String(result.value)
}

/** Shows the parameters of a node that a lesson locks. */
function FixedParams({
  node,
  specs,
}: {
  readonly node: DrawnNode
  readonly specs: readonly (readonly [string, ParamSpec])[]
}) {
  const locked = useSelect((state) => isLocked(state, node.id))
  return (
    <div>
      <p className={kit.soft}>{locked ? inspectorText.layer.lessonLocks : inspectorText.layer.lessonFixesParams}</p>
      {specs.length > 0 && (
        <dl className={`${kit.facts} ${kit.apart}`}>
          {specs.map(([name, spec]) => (
            <div key={name}>
              <dt>{spec.label}</dt>
              <dd>{fixedText(Object.hasOwn(node.params, name) ? node.params[name] : spec.default)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}

function fixedText(value: ParamValue | undefined): string {
  if (typeof value === 'boolean') return value ? inspectorText.layer.yes : inspectorText.layer.no
  if (typeof value === 'string') return value === '' ? inspectorText.layer.none : optionName(value)
  return Array.isArray(value) ? value.join(' × ') : String(value)
}
