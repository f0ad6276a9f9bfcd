/** @file ExpressionField: a parameter inside a block that is worked out from the block's own, with what it comes to or why it does not. */
import { say } from '../../messages/message'
import { defaultsOf, type ParamSpec, type ParamValue, problemOf } from '../../catalog/params'
import { specsOf, TURN } from '../../graph/block'
import type { DrawnNode } from '../../graph/drawing'
import { evaluate, isExpression } from '../../graph/expression'
import { shownBlock } from '../../studio/levels'
import type { AppState } from '../../studio/state'
import { workedOutNode } from '../canvas/read'
import { TextField } from '../kit/text-field'
import { useRun, useSelect } from '../studio-context'
import styles from './inspector.module.css'

interface WithinProps {
  readonly node: DrawnNode
  readonly name: string
  readonly spec: ParamSpec
  readonly onChange: (value: ParamValue) => void
}

/** The text of an expression; without its "=" it is a plain value again. */
export function ExpressionField({ node, name, spec, text, onChange }: WithinProps & { readonly text: string }) {
  const come = useSelect((state) => comesTo(state, node, name, spec, text))
  const plain = come.startsWith('= ') ? come : ''
  return (
    <div className={styles.param}>
      <TextField
        label={spec.label}
        value={text}
        onChange={(typed) => onChange(typedValue(typed, spec))}
        {...(plain === '' ? { problem: come } : {})}
      />
      {plain !== '' && <p className={styles.comes}>{plain}</p>}
      <button type="button" className={styles.within} onClick={() => onChange(spec.default)}>
        Use a fixed value
      </button>
    </div>
  )
}

/** What can be done with a plain value inside a block. */
export function WithinBlock({ node, name, spec, value, onChange }: WithinProps & { readonly value: ParamValue }) {
  const run = useRun()
  const counts = typeof value === 'number'
  return (
    <div className={styles.withinRow}>
      {counts && (
        <button
          type="button"
          className={styles.within}
          aria-label={`Write as =…: ${spec.label}`}
          title={`Work out ${spec.label} from the block's parameters`}
          onClick={() => onChange(`=${value}`)}
        >
          Write as =…
        </button>
      )}
      <button
        type="button"
        className={styles.within}
        aria-label={`Set at the block: ${spec.label}`}
        title={`Make ${spec.label} a parameter of the block`}
        onClick={() => run('block.expose', { node: node.id, param: name })}
      >
        Set at the block
      </button>
    </div>
  )
}

/** An expression as typed; a number alone is one. */
function typedValue(typed: string, spec: ParamSpec): ParamValue {
  const text = typed.trim()
  if (text.startsWith('=')) return text
  const number = Number(text)
  return text !== '' && Number.isFinite(number) && problemOf(spec, number) === undefined ? number : `=${text}`
}

/** "= 64" where the block is used as it is shown, or the sentence that says why not. */
function comesTo(state: AppState, node: DrawnNode, name: string, spec: ParamSpec, text: string): string {
  const opened = workedOutNode(state, node).params[name]
  const block = shownBlock(state)
  const values = block ? { ...defaultsOf(specsOf(block)), [TURN]: 0 } : {}
  const result = opened === undefined || isExpression(opened) ? evaluate(text, values) : undefined
  if (result && !result.ok) return say(result.error)
  const value = result?.ok ? result.value : opened
  const problem = problemOf(spec, value)
  return problem ? say(problem) : `= ${Array.isArray(value) ? value.join('×') : String(value)}`
}
