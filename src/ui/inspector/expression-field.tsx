/**
 * @file ExpressionField: a parameter inside a block, computed from the block's parameters, shown with its result or
 * error.
 */
import { inspectorText } from '../../messages/en/inspector'
import { formatMessage } from '../../messages/message'
import { ok } from '../../base/result'
import { defaultsOf, type ParamSpec, type ParamValue, problemOf } from '../../catalog/params'
import { specsOf, ITERATION } from '../../graph/block'
import type { DrawnNode } from '../../graph/drawing'
import { evaluate, isExpression } from '../../graph/expression'
import { shownBlock } from '../../studio/block-levels'
import type { AppState } from '../../studio/state'
import { evaluatedNode } from '../canvas/selectors'
import { TextField } from '../kit/text-field'
import { useRunCommand, useSelect } from '../studio-context'
import styles from './inspector.module.css'

const text = inspectorText.blockParams

interface BlockParamProps {
  readonly node: DrawnNode
  readonly name: string
  readonly spec: ParamSpec
  readonly onChange: (value: ParamValue) => void
}

/** The field for an expression. A number typed without "=" becomes a fixed value again. */
export function ExpressionField({ node, name, spec, source, onChange }: BlockParamProps & { readonly source: string }) {
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
      {problem === undefined && <p className={styles.result}>{text.result({ value })}</p>}
      <button type="button" className={styles.within} onClick={() => onChange(spec.default)}>
        {text.fixedValue}
      </button>
    </div>
  )
}

/**
 * Buttons for a fixed value inside a block: convert the value to an expression, or make it a parameter of the block.
 */
export function FixedValueActions({
  node,
  name,
  spec,
  value,
  onChange,
}: BlockParamProps & { readonly value: ParamValue }) {
  const run = useRunCommand()
  const param = spec.label
  return (
    <div className={styles.withinRow}>
      {typeof value === 'number' && (
        <button
          type="button"
          className={styles.within}
          aria-label={text.expressionNamed({ param })}
          title={text.expressionTip({ param })}
          onClick={() => onChange(`=${value}`)}
        >
          {text.expression}
        </button>
      )}
      <button
        type="button"
        className={styles.within}
        aria-label={text.makeNamed({ param })}
        title={text.makeTip({ param })}
        onClick={() => run('block.expose', { node: node.id, param: name })}
      >
        {text.make}
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
