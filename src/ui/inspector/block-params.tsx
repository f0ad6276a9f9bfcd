/** @file BlockParams: what the block stepped into can be set by where it is used, and its inputs and outputs: to be called, set and taken back. */
import type { ParamSpec } from '../../catalog/params'
import { type Block, PORT_IN, PORT_OUT, portsOf } from '../../graph/block'
import { Button } from '../kit/button'
import { IconButton } from '../kit/icon-button'
import { TextField } from '../kit/text-field'
import { LibraryLine } from '../pages/build/blocks/library-line'
import { Shown } from '../shell/lesson-shown'
import { useRun } from '../studio-context'
import styles from './inspector.module.css'
import { ParamField } from './param-field'

/** The panel's part on the block itself. */
export function BlockParams({ block }: { readonly block: Block }) {
  const params = Object.entries(block.params)
  return (
    <>
      <Shown command="library.keep">
        <LibraryLine block={block} />
      </Shown>
      <h4 className={styles.title}>Set where it is used</h4>
      {params.length === 0 && (
        <p className={styles.words}>
          Nothing yet. Select a layer and choose "Set at the block" below one of its parameters.
        </p>
      )}
      {params.map(([name, spec]) => (
        <OneParam key={name} block={block} name={name} spec={spec} />
      ))}
      <h4 className={styles.title}>Inputs and outputs</h4>
      <ul className={styles.ports} aria-label="Inputs and outputs of the block">
        {[...portsOf(block.inside, PORT_IN), ...portsOf(block.inside, PORT_OUT)].map(({ id, kind, label }) => (
          <OnePort key={id} id={id} label={label} side={kind === PORT_IN ? 'Input' : 'Output'} />
        ))}
      </ul>
    </>
  )
}

function OneParam({ block, name, spec }: { readonly block: Block; readonly name: string; readonly spec: ParamSpec }) {
  const run = useRun()
  const change = (part: object) => run('block.param', { block: block.id, param: name, ...part })
  return (
    <fieldset className={styles.own}>
      <legend>{spec.label}</legend>
      <TextField label="Called" value={name} maxLength={31} onChange={(to) => change({ name: to })} />
      <ParamField
        spec={{ ...spec, label: 'Default' }}
        value={spec.default}
        onChange={(value) => change({ default: value })}
      />
      <Button
        size="small"
        aria-label={`Take back: ${spec.label}`}
        title="No parameter of the block any more: its layers keep the value that it has where the block is used"
        onClick={() => run('block.unexpose', { block: block.id, param: name })}
      >
        Take back
      </Button>
    </fieldset>
  )
}

interface OnePortProps {
  readonly id: string
  readonly label: string
  readonly side: 'Input' | 'Output'
}

function OnePort({ id, label, side }: OnePortProps) {
  const run = useRun()
  return (
    <li className={styles.port}>
      <TextField
        label={side}
        value={label}
        maxLength={100}
        onChange={(to) => run('graph.rename', { node: id, label: to })}
      />
      <IconButton
        label={`Remove ${side.toLowerCase()} ${label}`}
        icon="trash"
        size="small"
        tone="quiet"
        tip="none"
        onClick={() => run('graph.remove', { nodes: [id] })}
      />
    </li>
  )
}
