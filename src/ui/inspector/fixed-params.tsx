/** @file What of a node a lesson leaves as it is: its name and parameters to read instead of to set; and no Delete. */
import type { ParamSpec, ParamValue } from '../../catalog/params'
import type { DrawnNode } from '../../graph/drawing'
import { hidesCommand, isLocked } from '../../studio/lesson'
import type { AppState } from '../../studio/state'
import { Button } from '../kit/button'
import { TextField } from '../kit/text-field'
import { useRun, useSelect } from '../studio-context'
import styles from './inspector.module.css'
import { optionWords } from './value-text'

/** Parameters in words. */
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
      <p className={styles.words}>
        {locked ? 'Locked in this lesson: it stays as it is.' : 'This lesson sets no parameters.'}
      </p>
      {specs.length > 0 && (
        <dl className={styles.fixed}>
          {specs.map(([name, spec]) => (
            <div key={name}>
              <dt>{spec.label}</dt>
              <dd>{valueWords(Object.hasOwn(node.params, name) ? node.params[name] : spec.default)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}

/** The name of a node, where it can be changed. */
export function NameField({ node: { id, label } }: { readonly node: DrawnNode }) {
  const run = useRun()
  const fixed = useSelect((state) => isFixed(state, id, 'graph.rename'))
  return (
    <TextField
      label="Name"
      value={label}
      disabled={fixed}
      onChange={(name) => run('graph.rename', { node: id, label: name })}
    />
  )
}

/** Takes the node away, where it can be. */
export function DeleteButton({ node: { id } }: { readonly node: DrawnNode }) {
  const run = useRun()
  if (useSelect((state) => isFixed(state, id, 'graph.remove'))) return null
  return (
    <Button className={styles.remove} size="small" icon="trash" onClick={() => run('graph.remove', { nodes: [id] })}>
      Delete
    </Button>
  )
}

function isFixed(state: AppState, node: string, command: string): boolean {
  return isLocked(state, node) || hidesCommand(state, command)
}

function valueWords(value: ParamValue | undefined): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return value === '' ? 'none' : optionWords(value)
  return Array.isArray(value) ? value.join(' × ') : String(value)
}
