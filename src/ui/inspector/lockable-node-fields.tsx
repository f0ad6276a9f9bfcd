/** @file Parts of a node's panel that a lesson can lock: its parameters, name, and Remove button. */
import { inspectorText } from '../../messages/en/inspector'
import { optionName } from '../../messages/en/catalog/params'
import type { ParamSpec, ParamValue } from '../../catalog/params'
import type { DrawnNode } from '../../graph/drawing'
import { hidesCommand, isLocked } from '../../studio/lessons/lesson-restrictions'
import type { AppState } from '../../studio/state'
import { Button } from '../kit/button'
import { TextField } from '../kit/text-field'
import { useRunCommand, useSelect } from '../studio-context'
import styles from './inspector.module.css'

const text = inspectorText.layer

/** Shows the parameters read-only. */
export function FixedParams({
  node,
  specs,
}: {
  readonly node: DrawnNode
  readonly specs: readonly (readonly [string, ParamSpec])[]
}) {
  const locked = useSelect((state) => isLocked(state, node.id))
  return (
    <div>
      <p className={styles.words}>{locked ? text.lessonLocks : text.lessonFixesParams}</p>
      {specs.length > 0 && (
        <dl className={styles.fixed}>
          {specs.map(([name, spec]) => (
            <div key={name}>
              <dt>{spec.label}</dt>
              <dd>{valueText(Object.hasOwn(node.params, name) ? node.params[name] : spec.default)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}

/** The name of a node, disabled if a lesson locks it. */
export function NameField({ node: { id, label } }: { readonly node: DrawnNode }) {
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
export function DeleteButton({ node: { id } }: { readonly node: DrawnNode }) {
  const run = useRunCommand()
  if (useSelect((state) => isFixed(state, id, 'graph.remove'))) return null
  return (
    <Button className={styles.remove} size="small" icon="trash" onClick={() => run('graph.remove', { nodes: [id] })}>
      {inspectorText.remove}
    </Button>
  )
}

function isFixed(state: AppState, node: string, command: string): boolean {
  return isLocked(state, node) || hidesCommand(state, command)
}

function valueText(value: ParamValue | undefined): string {
  if (typeof value === 'boolean') return value ? text.yes : text.no
  if (typeof value === 'string') return value === '' ? text.none : optionName(value)
  return Array.isArray(value) ? value.join(' × ') : String(value)
}
