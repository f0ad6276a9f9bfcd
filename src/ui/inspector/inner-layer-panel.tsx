/** @file InnerPanel: the panel for a layer of a block that is open in place, while the canvas shows the outer level. */
import { useMemo } from 'react'
import { inspectorText } from '../../messages/en/inspector'
import type { Block } from '../../graph/block'
import type { DrawnNode } from '../../graph/drawing'
import { BoardProvider } from '../canvas/board-context'
import { useCatalog } from '../canvas/canvas-catalog'
import { Button } from '../kit/button'
import { StudioProvider, useRunCommand, useStudio } from '../studio-context'
import styles from './inspector.module.css'
import { NodePanel } from './node-panel'

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
