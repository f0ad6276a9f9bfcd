/** @file ExpressionField: a setting inside a block that is computed from the parameters of the block, with its result or its error. */
import { inspectorText } from '../../messages/en/inspector'
import { formatMessage } from '../../messages/message'
import { ok } from '../../base/result'
import { defaultsOf, type ParamSpec, type ParamValue, problemOf } from '../../catalog/params'
import { specsOf, ITERATION } from '../../graph/block'
import type { DrawnNode } from '../../graph/drawing'
import { evaluate, isExpression } from '../../graph/expression'
import { shownBlock } from '../../studio/levels'
import type { AppState } from '../../studio/state'
import { workedOutNode } from '../canvas/read'
import { TextField } from '../kit/text-field'
import { useRun, useSelect } from '../studio-context'
import styles from './inspector.module.css'

const text = inspectorText.blockParams

interface WithinProps {
  readonly node: DrawnNode
  readonly name: string
  readonly spec: ParamSpec
  readonly onChange: (value: ParamValue) => void
}

/** The source of an expression; without its "=" it is a plain value again. */
export function ExpressionField({ node, name, spec, source, onChange }: WithinProps & { readonly source: string }) {
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
      {problem === undefined && <p className={styles.comes}>{text.result({ value })}</p>}
      <button type="button" className={styles.within} onClick={() => onChange(spec.default)}>
        {text.fixedValue}
      </button>
    </div>
  )
}

/** What can be done with a fixed value inside a block. */
export function WithinBlock({ node, name, spec, value, onChange }: WithinProps & { readonly value: ParamValue }) {
  const run = useRun()
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

/** An expression as typed; a number alone is one. */
function typedValue(typed: string, spec: ParamSpec): ParamValue {
  const source = typed.trim()
  if (source.startsWith('=')) return source
  const number = Number(source)
  return source !== '' && Number.isFinite(number) && problemOf(spec, number) === undefined ? number : `=${source}`
}

/** The result of an expression where the block is used as shown, or the error of it. */
function resultOf(state: AppState, node: DrawnNode, name: string, source: string) {
  const opened = workedOutNode(state, node).params[name]
  if (opened !== undefined && !isExpression(opened)) return ok(opened)
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
