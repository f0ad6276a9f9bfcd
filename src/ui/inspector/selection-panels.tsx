/**
 * @file The panels for a selection, loaded together because they share their form fields: a block's parameters and a
 * layer inside a block are in this file.
 */
import { inspectorText } from '../../messages/en/inspector'
import type { ParamSpec } from '../../catalog/params'
import { type Block, PORT_IN, PORT_OUT, portsOf } from '../../graph/block'
import { Button } from '../kit/button'
import { IconButton } from '../kit/icon-button'
import { TextField } from '../kit/text-field'
import { LibraryStatus } from '../pages/build/blocks/library-status'
import { UnlessHidden } from '../shell/unless-hidden'
import { useRunCommand, StudioProvider, useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import styles from './inspector.module.css'
import { ParamField } from './param-field'
import { useMemo } from 'react'
import type { DrawnNode } from '../../graph/drawing'
import { BoardProvider } from '../canvas/board-context'
import { useCatalog } from '../canvas/canvas-catalog'
import { NodePanel } from './node-panel'

const text = inspectorText.blockParams

/** The section with the block's parameters and ports. */
export function BlockParams({ block }: { readonly block: Block }) {
  const params = Object.entries(block.params)
  return (
    <>
      <UnlessHidden command="library.save">
        <LibraryStatus block={block} />
      </UnlessHidden>
      <h4 className={styles.title}>{text.title}</h4>
      {params.length === 0 && <p className={kit.soft}>{text.none}</p>}
      {params.map(([name, spec]) => (
        <OneParam key={name} block={block} name={name} spec={spec} />
      ))}
      <h4 className={styles.title}>{text.ports}</h4>
      <ul aria-label={text.portsOfBlock}>
        {[...portsOf(block.inside, PORT_IN), ...portsOf(block.inside, PORT_OUT)].map(({ id, kind, label }) => (
          <OnePort key={id} id={id} label={label} side={kind === PORT_IN ? 'in' : 'out'} />
        ))}
      </ul>
    </>
  )
}

function OneParam({ block, name, spec }: { readonly block: Block; readonly name: string; readonly spec: ParamSpec }) {
  const run = useRunCommand()
  const change = (part: object) => run('block.param', { block: block.id, param: name, ...part })
  return (
    <fieldset className={styles.own}>
      <legend translate="no">{spec.label}</legend>
      <TextField label={text.name} value={name} maxLength={31} onChange={(to) => change({ name: to })} />
      <ParamField
        spec={{ ...spec, label: text.initial }}
        value={spec.default}
        onChange={(value) => change({ default: value })}
      />
      <Button
        size="small"
        aria-label={text.removeNamed({ param: spec.label })}
        title={text.removeTip}
        onClick={() => run('block.unexpose', { block: block.id, param: name })}
      >
        {text.remove}
      </Button>
    </fieldset>
  )
}

interface OnePortProps {
  readonly id: string
  readonly label: string
  readonly side: 'in' | 'out'
}

function OnePort({ id, label, side }: OnePortProps) {
  const run = useRunCommand()
  return (
    <li className={styles.port}>
      <TextField
        label={side === 'in' ? text.input : text.output}
        value={label}
        maxLength={100}
        onChange={(to) => run('graph.rename', { node: id, label: to })}
      />
      <IconButton
        label={side === 'in' ? text.removeInput({ name: label }) : text.removeOutput({ name: label })}
        icon="trash"
        size="small"
        tone="quiet"
        tip="none"
        onClick={() => run('graph.remove', { nodes: [id] })}
      />
    </li>
  )
}

interface InnerPanelProps {
  /** The outer node that uses the block. */
  readonly around: DrawnNode
  readonly block: Block
  readonly id: string
}

/** Renders the panel for the layer, using the board inside the block. */
export function InnerPanel({ around, block, id }: InnerPanelProps) {
  const run = useRunCommand()
  const studio = useStudio()
  const catalog = useCatalog()
  const inner = useMemo(() => studio.within?.(around.id), [studio, around.id])
  if (!inner) return null
  return (
    <>
      <p className={styles.enclosing}>
        <Button size="small" onClick={() => run('block.select', { node: around.id })}>
          {inspectorText.block.back({ block: block.name })}
        </Button>
      </p>
      <StudioProvider value={inner}>
        <BoardProvider board={inner} catalog={catalog}>
          <NodePanel key={id} id={id} />
        </BoardProvider>
      </StudioProvider>
    </>
  )
}

export { NodePanel } from './node-panel'
export { MultiSelectionPanel } from './multi-selection-panel'
